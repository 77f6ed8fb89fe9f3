import { Line3, Vector3 } from 'three';

export interface Line {
  from: Vector3;
  to: Vector3;
  direction: Vector3;
}

/** Points may be off a line by this share of its length. */
const OFF = 1e-4;

/** The straight line that points in a row lie on, or null. `grain`: how far a point may be from its true place, metres. */
export function asLine(points: readonly Vector3[], grain = 0): Line | null {
  const from = points[0], to = points.at(-1);
  if (!from || !to) return null;
  const length = from.distanceTo(to);
  if (!(length > 0)) return null;
  const tolerance = Math.max(OFF * length, 2 * grain);
  const line = new Line3(from, to);
  const near = new Vector3();
  let last = 0;
  for (const point of points) {
    const share = line.closestPointToPointParameter(point, false);
    line.at(share, near);
    if (!(near.distanceTo(point) <= tolerance) || (last - share) * length > tolerance) return null;
    last = Math.max(last, share);
  }
  return { from: from.clone(), to: to.clone(), direction: to.clone().sub(from).normalize() };
}
