import type { Size } from '../document/paged';

/** CSS pixels between pages, and around them. */
export const GAP = 12;
export const MARGIN = 12;

/** Where pages stand, one below the other, in the middle. Pages are numbered from 1. */
export class Layout {
  readonly #sizes: Size[];
  readonly #known: Uint8Array;
  /** Heights of all pages before each one, at 100 %. */
  #above = new Float64Array(0);
  #widest = 0;
  /** CSS pixels below the last page: there lies the toolbar. */
  below = MARGIN;

  constructor(readonly count: number, first: Size) {
    this.#sizes = new Array<Size>(count).fill(first);
    this.#known = new Uint8Array(count);
    this.learn(1, first);
    this.settle();
  }

  size(page: number): Size {
    return this.#sizes[page - 1] ?? { width: 1, height: 1 };
  }

  knows(page: number): boolean {
    return this.#known[page - 1] === 1;
  }

  /** Takes note of a page's size; true where it differs from what was supposed. `settle` makes it count. */
  learn(page: number, size: Size): boolean {
    const supposed = this.size(page);
    this.#known[page - 1] = 1;
    this.#sizes[page - 1] = size;
    return supposed.width !== size.width || supposed.height !== size.height;
  }

  settle(): void {
    const above = new Float64Array(this.count + 1);
    let widest = 0;
    for (let i = 0; i < this.count; i++) {
      const { width, height } = this.#sizes[i] as Size;
      above[i + 1] = (above[i] as number) + height;
      widest = Math.max(widest, width);
    }
    this.#above = above;
    this.#widest = widest;
  }

  top(page: number, zoom: number): number {
    return MARGIN + (this.#above[page - 1] ?? 0) * zoom + (page - 1) * GAP;
  }

  height(zoom: number): number {
    return this.top(this.count, zoom) + this.size(this.count).height * zoom + this.below;
  }

  width(zoom: number): number {
    return this.#widest * zoom + 2 * MARGIN;
  }

  /** The zoom at which everything has that height. */
  zoomOfHeight(height: number): number {
    return (height - (this.count - 1) * GAP - MARGIN - this.below) / (this.#above[this.count] as number);
  }

  /** The page at that height, or the next one after a gap. */
  at(y: number, zoom: number): number {
    let [low, high] = [1, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.top(middle, zoom) + this.size(middle).height * zoom >= y) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
