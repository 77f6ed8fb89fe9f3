import type { Shape } from './shape';

/** The grid's step as a share of the part's size, if the vertices do not tell: 16 bits. */
const USUAL = 2 ** -16;
/** The finest and the coarsest grid that is believed. */
const FINEST = 2 ** -20;
const COARSEST = 2 ** -13.9;
/** Vertices that are looked at. */
const SAMPLES = 4096;

const known = new WeakMap<Shape, number>();

/** How far a vertex may be from its true place, metres: positions are whole steps of a grid over the part. */
export function grainOf(shape: Shape): number {
  let grain = known.get(shape);
  if (grain === undefined) {
    const extent = extentOf(shape.positions);
    const gap = Math.min(...[0, 1, 2].map((axis) => leastGap(shape.positions, axis)));
    grain = gap < COARSEST * extent ? Math.max(gap, FINEST * extent) : USUAL * extent;
    known.set(shape, grain);
  }
  return grain;
}

/** The least difference of two coordinates: with hundreds of vertices, that is the grid's step. */
function leastGap(positions: Float32Array, axis: number): number {
  const count = Math.floor(positions.length / 3);
  const every = Math.max(1, Math.ceil(count / SAMPLES));
  const values = new Float32Array(Math.ceil(count / every)).map((_, i) => positions[3 * i * every + axis] ?? 0).sort();
  let least = Infinity;
  for (let i = 1; i < values.length; i++) {
    const gap = values[i]! - values[i - 1]!;
    if (gap > 0 && gap < least) least = gap;
  }
  return least;
}

/** The diagonal of the box around points, three numbers each. */
export function extentOf(points: Float32Array): number {
  let square = 0;
  for (let axis = 0; axis < 3; axis++) {
    let low = Infinity, high = -Infinity;
    for (let i = axis; i < points.length; i += 3) {
      const v = points[i] ?? 0;
      if (v < low) low = v;
      if (v > high) high = v;
    }
    if (high > low) square += (high - low) ** 2;
  }
  return Math.sqrt(square);
}
