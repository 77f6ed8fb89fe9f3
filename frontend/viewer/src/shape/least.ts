/** Gathers the normal equations of a Gauss-Newton step: the change of the unknowns that makes the errors least. */
export class LeastSquares {
  readonly #matrix: Float64Array;
  readonly #right: Float64Array;

  constructor(private readonly unknowns: number) {
    this.#matrix = new Float64Array(unknowns * unknowns);
    this.#right = new Float64Array(unknowns);
  }

  /** `slopes`: how the error changes with each unknown. Unknowns should be of about one size. */
  add(slopes: readonly number[], error: number): void {
    const n = this.unknowns;
    for (let i = 0; i < n; i++) {
      const s = slopes[i] ?? 0;
      for (let j = 0; j < n; j++) this.#matrix[i * n + j]! += s * (slopes[j] ?? 0);
      this.#right[i]! -= s * error;
    }
  }

  /** A little damped, so that what the errors do not tell stays as it is. */
  step(): number[] {
    const n = this.unknowns;
    const m = this.#matrix, b = this.#right;
    let trace = 0;
    for (let i = 0; i < n; i++) trace += m[i * n + i] ?? 0;
    for (let i = 0; i < n; i++) m[i * n + i]! += 1e-13 * trace || 1;
    for (let p = 0; p < n; p++) {
      let pivot = p;
      for (let i = p + 1; i < n; i++) if (Math.abs(m[i * n + p]!) > Math.abs(m[pivot * n + p]!)) pivot = i;
      for (let j = 0; j < n; j++) [m[p * n + j], m[pivot * n + j]] = [m[pivot * n + j]!, m[p * n + j]!];
      [b[p], b[pivot]] = [b[pivot]!, b[p]!];
      for (let i = p + 1; i < n; i++) {
        const share = m[i * n + p]! / m[p * n + p]!;
        for (let j = p; j < n; j++) m[i * n + j]! -= share * m[p * n + j]!;
        b[i]! -= share * b[p]!;
      }
    }
    for (let p = n - 1; p >= 0; p--) {
      for (let j = p + 1; j < n; j++) b[p]! -= m[p * n + j]! * b[j]!;
      b[p]! /= m[p * n + p]!;
    }
    return Array.from(b);
  }
}
