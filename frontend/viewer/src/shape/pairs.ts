/** "There is none", where numbers of triangles, segments or pairs are expected. */
export const NONE = -1;

/** Numbers unordered pairs of numbers in the order they come. A Map of strings or products is several times slower. */
export class Pairs {
  count = 0;
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** Open addressing; 0 is free, else the pair's number + 1. */
  readonly #table: Uint32Array;
  readonly #mask: number;

  /** `most`: how many pairs there can be. */
  constructor(most: number) {
    this.#low = new Uint32Array(most);
    this.#high = new Uint32Array(most);
    const size = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.#table = new Uint32Array(size);
    this.#mask = size - 1;
  }

  /** The pair's number, a new one if it was not there. */
  add(a: number, b: number): number {
    const slot = this.#slot(a, b);
    const known = this.#table[slot] ?? 0;
    if (known > 0) return known - 1;
    this.#low[this.count] = Math.min(a, b);
    this.#high[this.count] = Math.max(a, b);
    this.#table[slot] = this.count + 1;
    return this.count++;
  }

  /** The pair's number, or NONE. */
  find(a: number, b: number): number {
    return (this.#table[this.#slot(a, b)] ?? 0) - 1;
  }

  #slot(a: number, b: number): number {
    const low = Math.min(a, b), high = Math.max(a, b);
    let h = Math.imul(low, 0x8da6b343) ^ Math.imul(high, 0xd8163841);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    let slot = (h ^ (h >>> 13)) & this.#mask;
    for (;;) {
      const id = (this.#table[slot] ?? 0) - 1;
      if (id < 0 || (this.#low[id] === low && this.#high[id] === high)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}
