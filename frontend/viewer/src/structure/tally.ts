import type { Range } from './node';

export type Share = 'none' | 'some' | 'all';
export type Parts = ReadonlySet<number> | ((part: number) => boolean);

/** Whether none, some or all parts of a range are among the given ones; sums make that one subtraction. */
export class Tally {
  readonly #sums: Int32Array;

  constructor(count: number, parts: Parts) {
    const has = typeof parts === 'function' ? parts : (part: number) => parts.has(part);
    this.#sums = new Int32Array(count + 1);
    for (let part = 0; part < count; part++) this.#sums[part + 1] = this.#sums[part]! + Number(has(part));
  }

  of([first, end]: Range): Share {
    const sum = (this.#sums[end] ?? 0) - (this.#sums[first] ?? 0);
    if (sum <= 0) return 'none';
    return sum === end - first ? 'all' : 'some';
  }
}
