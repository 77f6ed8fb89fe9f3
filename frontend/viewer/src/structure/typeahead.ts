import { fold } from './fold';

/** Milliseconds after which a letter begins a new name. */
const PAUSE = 700;

/** Finds rows by the letters their names begin with. */
export class Typeahead {
  #typed = '';
  #last = -Infinity;

  get typing(): boolean {
    return performance.now() - this.#last < PAUSE;
  }

  /** The row to go to from `from`; one letter again and again goes through all names that begin with it. */
  type(letter: string, names: { count: number; of(row: number): string }, from: number): number | undefined {
    this.#typed = (this.typing ? this.#typed : '') + fold(letter);
    this.#last = performance.now();
    const same = [...this.#typed].every((one) => one === this.#typed[0]);
    const start = same ? this.#typed.slice(0, 1) : this.#typed;
    for (let step = same ? 1 : 0; step <= names.count; step++) {
      const row = (from + step) % names.count;
      if (fold(names.of(row)).startsWith(start)) return row;
    }
    return undefined;
  }
}
