import type { Paged, Region, Size } from '../document/paged';
import { MAX_CANVAS_SIDE, MAX_PART, MAX_WHOLE } from '../limits';
import type { Texts } from '../texts';
import type { Job } from './painter';

/** A rectangle in CSS pixels of the page at 100 %. */
export interface Seen extends Size {
  x: number;
  y: number;
}

/** One page in sight: a canvas of all of it, and where that would be too large, a sharp one over the part in sight. */
export class Sheet {
  readonly element = document.createElement('div');
  readonly #picture = document.createElement('div');
  readonly #words = document.createElement('p');
  readonly #notice = document.createElement('p');
  #whole: HTMLCanvasElement | undefined;
  #part: HTMLCanvasElement | undefined;
  #wholeScale = 0;
  #partScale = 0;
  #partAt: Region | undefined;
  /** Said once: a page that could not be drawn is not tried again while it is in sight. */
  #broken = false;
  #gone = false;

  constructor(
    readonly page: number, private readonly source: Paged, private size: Size, private readonly texts: Texts,
  ) {
    this.element.className = 'sheet';
    this.element.setAttribute('role', 'group');
    this.#picture.className = 'paper';
    this.#picture.setAttribute('role', 'img');
    this.#words.className = 'offscreen';
    this.#notice.className = 'notice';
    this.#notice.hidden = true;
    this.element.append(this.#picture, this.#words, this.#notice);
    this.name();
  }

  name(): void {
    const name = this.texts.filled('pageOf', { page: this.page, count: this.source.count });
    this.element.setAttribute('aria-label', name);
    this.#picture.setAttribute('aria-label', name);
    this.#notice.textContent = this.texts.words.undrawn;
  }

  /** Puts it there, in CSS pixels. */
  place(left: number, top: number, size: Size, zoom: number): void {
    this.size = size;
    const { style } = this.element;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${size.width * zoom}px`;
    style.height = `${size.height * zoom}px`;
  }

  get drawn(): boolean {
    return this.#whole !== undefined || this.#broken;
  }

  /** What is to be drawn so that `seen` of it is sharp at so many pixels for each CSS pixel; undefined when it is. */
  job(scale: number, seen: Seen, stale: () => boolean): Job | undefined {
    if (this.#broken) return undefined;
    const whole = bounded(this.size, scale, MAX_WHOLE);
    if (Math.abs(whole - this.#wholeScale) > whole * 1e-3) {
      return { stale: () => this.#gone || stale(), run: (signal) => this.#drawWhole(whole, signal) };
    }
    if (whole >= scale * 0.99) {
      this.#drop('part');
      return undefined;
    }
    const wanted = pixels(seen, scale);
    if (this.#partScale === scale && this.#partAt && contains(this.#partAt, wanted)) return undefined;
    const part = pixels(grown(seen, this.size, scale), scale);
    return { stale: () => this.#gone || stale(), run: (signal) => this.#drawPart(scale, part, signal) };
  }

  /** Gives its pictures back. */
  dispose(): void {
    this.#gone = true;
    this.#drop('whole');
    this.#drop('part');
    this.element.remove();
    this.source.release(this.page);
  }

  async #drawWhole(scale: number, signal: AbortSignal): Promise<void> {
    const first = !this.#whole;
    const canvas = await this.#draw(scale, { x: 0, y: 0, width: this.size.width * scale, height: this.size.height * scale }, signal);
    if (!canvas) return;
    this.#drop('whole');
    canvas.className = 'whole';
    this.#picture.prepend(canvas);
    this.#whole = canvas;
    this.#wholeScale = scale;
    if (first) void this.#read();
  }

  async #drawPart(scale: number, part: Region, signal: AbortSignal): Promise<void> {
    const canvas = await this.#draw(scale, part, signal);
    if (!canvas) return;
    this.#drop('part');
    const percent = (share: number): string => `${share * 100}%`;
    canvas.className = 'part';
    canvas.style.left = percent(part.x / scale / this.size.width);
    canvas.style.top = percent(part.y / scale / this.size.height);
    canvas.style.width = percent(part.width / scale / this.size.width);
    canvas.style.height = percent(part.height / scale / this.size.height);
    this.#picture.append(canvas);
    this.#part = canvas;
    this.#partScale = scale;
    this.#partAt = part;
  }

  /** A canvas beside the one in sight, which stays until this one is done. */
  async #draw(scale: number, part: Region, signal: AbortSignal): Promise<HTMLCanvasElement | undefined> {
    const canvas = document.createElement('canvas');
    try {
      await this.source.draw(this.page, canvas, scale, part, 'screen', signal);
      if (!signal.aborted && !this.#gone) return canvas;
    } catch {
      if (!signal.aborted && !this.#gone) this.#fail();
    }
    release(canvas);
    return undefined;
  }

  async #read(): Promise<void> {
    const text = await this.source.text(this.page).catch(() => '');
    if (!this.#gone) this.#words.textContent = text;
  }

  #fail(): void {
    this.#broken = true;
    this.#notice.hidden = false;
  }

  get broken(): boolean {
    return this.#broken;
  }

  #drop(which: 'whole' | 'part'): void {
    if (which === 'whole') {
      if (this.#whole) release(this.#whole);
      this.#whole = undefined;
      this.#wholeScale = 0;
    } else {
      if (this.#part) release(this.#part);
      this.#part = undefined;
      this.#partAt = undefined;
      this.#partScale = 0;
    }
  }
}

/** Browsers hold on to a canvas' memory until it is collected, unless it has no pixels. */
export function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
  canvas.remove();
}

/** The largest scale up to that one at which a canvas of that size stays within its limits. */
export function bounded({ width, height }: Size, scale: number, area: number): number {
  return Math.min(scale, Math.sqrt(area / (width * height)), MAX_CANVAS_SIDE / Math.max(width, height));
}

/** Half as much again on each side, as far as the page and the limits allow: small moves then need no new picture. */
function grown(seen: Seen, page: Size, scale: number): Seen {
  const area = seen.width * seen.height * scale * scale;
  const factor = Math.max(1, Math.min(2, Math.sqrt(MAX_PART / Math.max(area, 1)), MAX_CANVAS_SIDE / scale / Math.max(seen.width, seen.height)));
  const [dx, dy] = [(seen.width * (factor - 1)) / 2, (seen.height * (factor - 1)) / 2];
  const [x, y] = [Math.max(0, seen.x - dx), Math.max(0, seen.y - dy)];
  return {
    x, y,
    width: Math.min(page.width, seen.x + seen.width + dx) - x,
    height: Math.min(page.height, seen.y + seen.height + dy) - y,
  };
}

function pixels({ x, y, width, height }: Seen, scale: number): Region {
  const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)];
  return { x: left, y: top, width: Math.ceil((x + width) * scale) - left, height: Math.ceil((y + height) * scale) - top };
}

/** Give or take a pixel, which rounding makes. */
function contains(outer: Region, inner: Region): boolean {
  return outer.x <= inner.x + 1 && outer.y <= inner.y + 1
    && outer.x + outer.width >= inner.x + inner.width - 1 && outer.y + outer.height >= inner.y + inner.height - 1;
}
