import type { Paged, Size } from '../document/paged';
import type { Texts } from '../texts';
import type { Job } from './painter';
import { bounded, release } from './sheet';

/** CSS pixels of a row, and of what a small picture in it may take. */
const ROW = 132;
const PICTURE: Size = { width: 112, height: 96 };
/** More than two pixels for each CSS pixel nobody sees in so small a picture. */
const MOST_DENSE = 2;

interface Row {
  element: HTMLElement;
  picture: HTMLElement;
  canvas?: HTMLCanvasElement;
  tried: boolean;
}

const KEYS = new Map<string, number>([
  ['ArrowUp', -1], ['ArrowDown', 1], ['ArrowLeft', -1], ['ArrowRight', 1], ['PageUp', -5], ['PageDown', 5], ['Home', -Infinity], ['End', Infinity],
]);

/** The page list: small pictures, of which only those in sight are there (ARIA listbox pattern, one tab stop). */
export class Contents {
  readonly element = document.createElement('div');
  readonly #ground = document.createElement('div');
  readonly #rows = new Map<number, Row>();
  readonly #resize = new ResizeObserver(() => this.#show());
  #page = 1;

  constructor(
    private readonly source: Paged, private readonly texts: Texts,
    private readonly events: { chosen(page: number, done: boolean): void; wanting(): void },
  ) {
    this.element.className = 'contents';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'listbox');
    this.element.setAttribute('aria-orientation', 'vertical');
    this.#ground.className = 'ground';
    this.#ground.setAttribute('role', 'presentation');
    this.#ground.style.height = `${ROW * source.count}px`;
    this.element.append(this.#ground);
    this.element.addEventListener('scroll', () => this.#show(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.#resize.observe(this.element);
    this.name();
  }

  /** Marks the page in sight. */
  set page(page: number) {
    this.#page = page;
    this.#reveal();
    this.#show();
  }

  name(): void {
    this.element.setAttribute('aria-label', this.texts.words.list);
    for (const [page, row] of this.#rows) this.#nameRow(page, row);
  }

  /** A small picture that is to be drawn; undefined when none is. */
  job(): Job | undefined {
    for (const [page, row] of this.#rows) {
      if (row.tried) continue;
      return { stale: () => this.#rows.get(page) !== row, run: (signal) => this.#draw(page, row, signal) };
    }
    return undefined;
  }

  dispose(): void {
    this.#resize.disconnect();
    for (const [page, row] of this.#rows) this.#remove(page, row);
    this.element.remove();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.events.chosen(this.#page, true);
      return;
    }
    const step = KEYS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    this.events.chosen(Math.max(1, Math.min(this.source.count, this.#page + step)), false);
  }

  #reveal(): void {
    const { clientHeight: height, scrollTop } = this.element;
    const top = ROW * (this.#page - 1);
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + ROW > scrollTop + height) this.element.scrollTop = top + ROW - height;
  }

  /** Rows in sight are there, and the marked one, which screen readers ask for. */
  #show(): void {
    const { clientHeight: height, scrollTop } = this.element;
    if (height === 0) return;
    const first = Math.max(1, Math.floor(scrollTop / ROW) + 1);
    const last = Math.min(this.source.count, Math.ceil((scrollTop + height) / ROW));
    for (const [page, row] of this.#rows) {
      if ((page < first || page > last) && page !== this.#page) this.#remove(page, row);
    }
    for (let page = first; page <= last; page++) this.#rowOf(page);
    this.#rowOf(this.#page);
    for (const [page, { element }] of this.#rows) element.setAttribute('aria-selected', String(page === this.#page));
    this.element.setAttribute('aria-activedescendant', idOf(this.#page));
    this.events.wanting();
  }

  #rowOf(page: number): void {
    if (this.#rows.has(page)) return;
    const [element, picture, number] = [document.createElement('div'), document.createElement('div'), document.createElement('span')];
    element.className = 'row';
    element.id = idOf(page);
    element.setAttribute('role', 'option');
    element.setAttribute('aria-setsize', String(this.source.count));
    element.setAttribute('aria-posinset', String(page));
    element.style.top = `${ROW * (page - 1)}px`;
    element.addEventListener('click', () => this.events.chosen(page, true));
    picture.className = 'small';
    number.className = 'number';
    element.append(picture, number);
    const row: Row = { element, picture, tried: false };
    this.#nameRow(page, row);
    this.#rows.set(page, row);
    this.#ground.append(element);
  }

  #nameRow(page: number, { element }: Row): void {
    element.setAttribute('aria-label', this.texts.filled('pageOf', { page, count: this.source.count }));
    const number = element.querySelector('.number');
    if (number) number.textContent = this.texts.number(page);
  }

  #remove(page: number, { element, canvas }: Row): void {
    if (canvas) release(canvas);
    element.remove();
    this.#rows.delete(page);
  }

  async #draw(page: number, row: Row, signal: AbortSignal): Promise<void> {
    const canvas = document.createElement('canvas');
    try {
      const size = await this.source.size(page);
      const fit = Math.min(PICTURE.width / size.width, PICTURE.height / size.height);
      const scale = bounded(size, fit * Math.min(MOST_DENSE, devicePixelRatio), 1e6);
      await this.source.draw(page, canvas, scale, { x: 0, y: 0, width: size.width * scale, height: size.height * scale }, 'screen', signal);
      row.tried = true;
      if (this.#rows.get(page) !== row) return release(canvas);
      row.canvas = canvas;
      canvas.style.width = `${size.width * fit}px`;
      canvas.style.height = `${size.height * fit}px`;
      row.picture.replaceChildren(canvas);
    } catch {
      // An empty row still leads to its page, which says that it can not be shown.
      if (!signal.aborted) row.tried = true;
      release(canvas);
    }
  }
}

function idOf(page: number): string {
  return `page-${page}`;
}
