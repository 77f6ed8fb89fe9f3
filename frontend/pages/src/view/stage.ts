import type { Paged, Size } from '../document/paged';
import { MAX_CANVAS_SIDE, MAX_PART } from '../limits';
import type { Texts } from '../texts';
import { Layout, MARGIN } from './layout';
import type { Job } from './painter';
import { type Seen, Sheet } from './sheet';
import { type Zoom, initial, stepped, zoomed } from './zoom';

/** Milliseconds without a new zoom after which pages are drawn sharp again. */
const REST = 120;
/** CSS pixels that an arrow key moves. */
const STEP = 48;

export interface StageEvents {
  /** Another page is in sight. */
  turned(page: number): void;
  zoomed(): void;
  /** Something else may be to be drawn. */
  wanting(): void;
  /** CSS pixels that the toolbar takes at the lower edge. */
  below(): number;
}

/** A point in CSS pixels from the upper left of the stage. */
export interface Point {
  x: number;
  y: number;
}

/** The pages that are in sight, below each other in what the browser scrolls. */
export class Stage {
  readonly element = document.createElement('div');
  readonly #ground = document.createElement('div');
  readonly #sheets = new Map<number, Sheet>();
  readonly #layout: Layout;
  readonly #resize = new ResizeObserver(() => this.resized());
  #wanted: Zoom;
  #zoom = 1;
  #page = 1;
  /** Where going to a page has led to: until it is scrolled, that page is the one in sight. */
  #went: number | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #room: Size = { width: 0, height: 0 };

  constructor(
    private readonly source: Paged, first: Size, room: Size, private readonly texts: Texts, private readonly events: StageEvents,
  ) {
    this.element.className = 'scroller';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'region');
    // Pages stand from left to right in every language, and so do distances here.
    this.element.dir = 'ltr';
    this.#ground.className = 'ground';
    this.element.append(this.#ground);
    this.#layout = new Layout(source.count, first);
    this.#wanted = initial(source.count, first, room);
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#resize.observe(this.element);
  }

  get page(): number {
    return this.#page;
  }

  get zoom(): number {
    return this.#zoom;
  }

  get wanted(): Zoom {
    return this.#wanted;
  }

  /** Nothing is about to be zoomed. */
  get rests(): boolean {
    return this.#resting === undefined && this.#room.width > 0;
  }

  size(page: number): Size {
    return this.#layout.size(page);
  }

  knows(page: number): boolean {
    return this.#layout.knows(page);
  }

  /** Takes note of sizes of pages; what is in sight stays where it is. */
  learn(sizes: readonly (readonly [page: number, size: Size])[]): void {
    const changed = sizes.filter(([page, size]) => this.#layout.learn(page, size));
    if (changed.length > 0) this.#hold({ x: 0, y: 0 }, () => this.#layout.settle());
  }

  /** Zooms so that what lies at that point stays there; at the middle, if none is given. */
  zoomTo(wanted: Zoom, at: Point = { x: this.#room.width / 2, y: this.#room.height / 2 }): void {
    const zoom = zoomed(wanted, this.size(this.#page), this.#room, this.#layout);
    this.#wanted = typeof wanted === 'number' ? zoom : wanted;
    if (zoom !== this.#zoom) {
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => {
        this.#resting = undefined;
        this.events.wanting();
      }, REST);
    }
    const page = this.#page;
    this.#hold(at, () => (this.#zoom = zoom));
    if (wanted === 'whole') this.go(page);
    this.events.zoomed();
  }

  step(up: boolean): void {
    this.zoomTo(stepped(this.#zoom, up));
  }

  /** Brings a page's beginning into sight. */
  go(page: number): void {
    const to = Math.max(1, Math.min(this.source.count, page));
    const { height, width } = this.size(to);
    const spare = this.#room.height - MARGIN - this.#layout.below - height * this.#zoom;
    const top = this.#layout.top(to, this.#zoom) - MARGIN - Math.max(0, spare) / 2;
    this.element.scrollTop = top;
    if (width * this.#zoom + 2 * MARGIN > this.#room.width && to !== this.#page) this.element.scrollLeft = this.#left(to) - MARGIN;
    this.#went = this.element.scrollTop;
    this.#turn(to);
    this.#show();
  }

  /** Moves by steps; false where there is nothing further that way. */
  move(right: number, down: number): boolean {
    const { scrollLeft, scrollTop } = this.element;
    this.element.scrollBy({ left: right * STEP, top: down * STEP, behavior: 'instant' });
    return this.element.scrollLeft !== scrollLeft || this.element.scrollTop !== scrollTop;
  }

  /** Turns a page where pages are seen whole; else goes nearly as far as one sees. */
  leaf(down: boolean): void {
    const sign = down ? 1 : -1;
    if (this.size(this.#page).height * this.#zoom <= this.#room.height) this.go(this.#page + sign);
    else this.element.scrollBy({ top: sign * 0.9 * (this.#room.height - this.#layout.below), behavior: 'instant' });
  }

  /** The most wanted picture: of pages without any, from the middle of the view on; then sharp ones. */
  job(): Job | undefined {
    if (this.#room.width === 0) return undefined;
    const scale = this.#zoom * this.#density();
    const order = [...this.#sheets.values()].sort((a, b) => Math.abs(a.page - this.#page) - Math.abs(b.page - this.#page));
    for (const missing of [true, false]) {
      for (const sheet of order) {
        if (sheet.drawn === missing || (!missing && !this.rests)) continue;
        const seen = this.#seen(sheet.page);
        const job = seen && sheet.job(scale, seen, () => scale !== this.#zoom * this.#density() && sheet.drawn);
        if (job) return job;
      }
    }
    return undefined;
  }

  /** Whether a page was tried and could not be drawn; undefined while that is open. */
  outcome(page: number): boolean | undefined {
    const sheet = this.#sheets.get(page);
    return sheet?.drawn ? !sheet.broken : undefined;
  }

  name(): void {
    for (const sheet of this.#sheets.values()) sheet.name();
  }

  dispose(): void {
    clearTimeout(this.#resting);
    this.#resize.disconnect();
    for (const sheet of this.#sheets.values()) sheet.dispose();
    this.#sheets.clear();
    this.element.remove();
  }

  /** Screen pixels for each CSS pixel, less on screens that no canvas could fill. */
  #density(): number {
    const { width, height } = this.#room;
    return Math.min(Math.max(1, devicePixelRatio), Math.sqrt(MAX_PART / (width * height)), MAX_CANVAS_SIDE / Math.max(width, height));
  }

  #left(page: number): number {
    return (this.#groundWidth() - this.size(page).width * this.#zoom) / 2;
  }

  #groundWidth(): number {
    return Math.max(this.#room.width, this.#layout.width(this.#zoom));
  }

  /** Changes sizes or zoom, and scrolls so that what lies at that point still does. */
  #hold(at: Point, change: () => void): void {
    const { element } = this;
    const page = this.#layout.at(element.scrollTop + at.y, this.#zoom);
    const before = this.size(page);
    const down = (element.scrollTop + at.y - this.#lift() - this.#layout.top(page, this.#zoom)) / (before.height * this.#zoom);
    const right = (element.scrollLeft + at.x - this.#left(page)) / (before.width * this.#zoom);
    change();
    const { style } = this.#ground;
    style.width = `${this.#groundWidth()}px`;
    style.height = `${Math.max(this.#layout.height(this.#zoom), this.#room.height)}px`;
    const after = this.size(page);
    element.scrollTop = this.#layout.top(page, this.#zoom) + this.#lift() + down * after.height * this.#zoom - at.y;
    element.scrollLeft = this.#left(page) + right * after.width * this.#zoom - at.x;
    this.#went = undefined;
    this.#scrolled();
  }

  /** What is lower than the stage stands in its middle. */
  #lift(): number {
    return Math.max(0, this.#room.height - this.#layout.height(this.#zoom)) / 2;
  }

  /** To be called when the room for pages may have become another. */
  resized(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    const below = this.events.below();
    if (width === this.#room.width && height === this.#room.height && below === this.#layout.below) return;
    const first = this.#room.width === 0;
    this.#room = { width, height };
    this.#layout.below = below;
    if (width === 0) return;
    const page = this.#page;
    this.zoomTo(this.#wanted);
    if (first) this.go(page);
  }

  #scrolled(): void {
    if (this.#room.width === 0) return;
    if (this.#went !== undefined && Math.abs(this.#went - this.element.scrollTop) > 1) this.#went = undefined;
    if (this.#went === undefined) this.#turn(this.#prominent());
    this.#show();
  }

  /** The page of which most is seen, or which fills most of the view; of several the first. */
  #prominent(): number {
    const [first, last] = this.#inSight();
    let [found, most] = [first, 0];
    const { height } = this.#room;
    for (let page = first; page <= last; page++) {
      const tall = this.size(page).height * this.#zoom;
      const top = this.#layout.top(page, this.#zoom) + this.#lift() - this.element.scrollTop;
      const share = (Math.min(height, top + tall) - Math.max(0, top)) / Math.min(height, tall);
      if (share > most + 0.01) [found, most] = [page, share];
    }
    return found;
  }

  #inSight(): [first: number, last: number] {
    const top = this.element.scrollTop - this.#lift();
    return [this.#layout.at(top, this.#zoom), this.#layout.at(top + this.#room.height, this.#zoom)];
  }

  #turn(page: number): void {
    if (page === this.#page) return;
    this.#page = page;
    this.events.turned(page);
  }

  /** The pages in sight are there, and no others. */
  #show(): void {
    const [first, last] = this.#inSight();
    for (const [page, sheet] of this.#sheets) {
      if (page >= first && page <= last) continue;
      sheet.dispose();
      this.#sheets.delete(page);
    }
    let before: Element | null = null;
    for (let page = first; page <= last; page++) {
      let sheet = this.#sheets.get(page);
      if (!sheet) {
        sheet = new Sheet(page, this.source, this.size(page), this.texts);
        this.#sheets.set(page, sheet);
        // In reading order.
        if (before) before.after(sheet.element);
        else this.#ground.prepend(sheet.element);
      }
      before = sheet.element;
      sheet.place(this.#left(page), this.#layout.top(page, this.#zoom) + this.#lift(), this.size(page), this.#zoom);
    }
    this.events.wanting();
  }

  /** The part of a page in sight, in CSS pixels at 100 %. */
  #seen(page: number): Seen | undefined {
    const { width, height } = this.size(page);
    const x0 = (this.element.scrollLeft - this.#left(page)) / this.#zoom;
    const y0 = (this.element.scrollTop - this.#lift() - this.#layout.top(page, this.#zoom)) / this.#zoom;
    const [x, y] = [Math.max(0, x0), Math.max(0, y0)];
    const right = Math.min(width, x0 + this.#room.width / this.#zoom);
    const bottom = Math.min(height, y0 + this.#room.height / this.#zoom);
    return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : undefined;
  }
}
