import { Vector3 } from 'three';

/** Sums up where points (or unit vectors) lie, to find the directions they spread least and most in. */
export class Spread {
  #weight = 0;
  readonly #sum = new Vector3();
  /** xx, xy, xz, yy, yz, zz. */
  readonly #squares: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];

  add({ x, y, z }: Vector3, weight = 1): void {
    this.#weight += weight;
    this.#sum.x += weight * x;
    this.#sum.y += weight * y;
    this.#sum.z += weight * z;
    const s = this.#squares;
    s[0] += weight * x * x;
    s[1] += weight * x * y;
    s[2] += weight * x * z;
    s[3] += weight * y * y;
    s[4] += weight * y * z;
    s[5] += weight * z * z;
  }

  /** About the origin: points must be given relative to their middle. The least first; `spreads` are mean squares. */
  axes(): { directions: [Vector3, Vector3, Vector3]; spreads: [number, number, number] } {
    const w = this.#weight || 1;
    const [xx, xy, xz, yy, yz, zz] = this.#squares;
    const m = [[xx / w, xy / w, xz / w], [xy / w, yy / w, yz / w], [xz / w, yz / w, zz / w]];
    const v = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    for (let sweep = 0; sweep < 16; sweep++) {
      rotate(m, v, 0, 1);
      rotate(m, v, 0, 2);
      rotate(m, v, 1, 2);
    }
    const found = [0, 1, 2]
      .map((i) => ({ spread: cell(m, i, i), direction: new Vector3(cell(v, 0, i), cell(v, 1, i), cell(v, 2, i)) }))
      .sort((a, b) => a.spread - b.spread);
    const [a, b, c] = found;
    return {
      directions: [a!.direction, b!.direction, c!.direction],
      spreads: [Math.max(0, a!.spread), Math.max(0, b!.spread), Math.max(0, c!.spread)],
    };
  }
}

type Matrix = number[][];

const cell = (m: Matrix, i: number, j: number): number => m[i]?.[j] ?? 0;

/** One step of Jacobi's method: makes m[p][q] zero. */
function rotate(m: Matrix, v: Matrix, p: number, q: number): void {
  const off = cell(m, p, q);
  if (off === 0) return;
  const theta = (cell(m, q, q) - cell(m, p, p)) / (2 * off);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1), s = t * c;
  for (let k = 0; k < 3; k++) {
    const a = cell(m, k, p), b = cell(m, k, q);
    m[k]![p] = c * a - s * b;
    m[k]![q] = s * a + c * b;
  }
  for (let k = 0; k < 3; k++) {
    const a = cell(m, p, k), b = cell(m, q, k);
    m[p]![k] = c * a - s * b;
    m[q]![k] = s * a + c * b;
  }
  for (let k = 0; k < 3; k++) {
    const a = cell(v, k, p), b = cell(v, k, q);
    v[k]![p] = c * a - s * b;
    v[k]![q] = s * a + c * b;
  }
}

/** Two unit vectors square to `normal` and each other; `u`, `v`, `normal` are right-handed. */
export function basis(normal: Vector3): { u: Vector3; v: Vector3 } {
  const { x, y, z } = normal;
  const least = Math.abs(x) <= Math.abs(y) && Math.abs(x) <= Math.abs(z) ? new Vector3(1, 0, 0)
    : Math.abs(y) <= Math.abs(z) ? new Vector3(0, 1, 0) : new Vector3(0, 0, 1);
  const u = least.cross(normal).normalize();
  return { u, v: normal.clone().cross(u) };
}
