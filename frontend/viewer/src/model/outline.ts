import { Matrix4, Vector3 } from 'three';
import type { Model } from './model';

/** Enough that a curve looks round, few enough to fit to in no time. */
const POINTS = 6000;

/** Points of a model, evenly picked, three numbers each: what a fitted view must hold. Null where boxes must do. */
export function outline({ draws, hidden }: Model): Float32Array | null {
  // Hidden parts must not count, and instances are copies that only the graphics card sees.
  if (hidden.size > 0 || draws.some(({ current, places }) => places || !current?.geometry)) return null;
  const total = draws.reduce((sum, { current }) => sum + current!.geometry!.positions.length / current!.geometry!.positionStride, 0);
  const step = Math.max(1, Math.floor(total / POINTS));
  const found: number[] = [];
  const [point, matrix] = [new Vector3(), new Matrix4()];
  for (const { current, origin, step: unit } of draws) {
    const { positions, positionStride: stride } = current!.geometry!;
    matrix.makeScale(unit, unit, unit).setPosition(origin);
    for (let i = 0; i + 2 < positions.length; i += stride * step) {
      point.fromArray(positions, i).applyMatrix4(matrix);
      found.push(point.x, point.y, point.z);
    }
  }
  return new Float32Array(found);
}
