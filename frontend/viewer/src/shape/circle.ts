import { Vector3 } from 'three';
import { Spread } from './axes';
import { LeastSquares } from './least';

export interface Circle {
  center: Vector3;
  /** The points go round it from the right hand's wrist to its fingertips. */
  normal: Vector3;
  /** Metres. */
  radius: number;
  full: boolean;
  /** How far the points go round, radians; 2 pi if full. */
  angle: number;
  /** Where to draw its size: right across a full one, else from the centre to the middle of the arc. */
  across: [Vector3, Vector3];
}

/** Points may be off a circle by this share of the radius. */
const OFF = 0.01;
/** And by this share of how far the arc bows: else any shallow curve would be an arc of a large circle. */
const OFF_BOW = 0.03;
/** An arc of a radius larger than this many times its size is as good as straight. */
const LARGEST = 1000;

interface Flat {
  x: number;
  y: number;
}

/**
 * The circle that points in a row lie on, or null. `closed`: whether it goes on from the last to the first,
 * for which the first needs no repeating. `grain`: how far a point may be from its true place, metres.
 */
export function asCircle(points: readonly Vector3[], closed = false, grain = 0): Circle | null {
  const middle = new Vector3();
  for (const point of points) middle.addScaledVector(point, 1 / points.length);
  const spread = new Spread();
  for (const point of points) spread.add(point.clone().sub(middle));
  const { directions: [normal, v, u], spreads } = spread.axes();
  const size = 2 * points.reduce((most, point) => Math.max(most, point.distanceTo(middle)), 0);
  if (points.length < 3 || !(spreads[1] > 1e-12 * spreads[2])) return null;

  const flat = points.map((point) => {
    const d = point.clone().sub(middle);
    return { x: d.dot(u), y: d.dot(v) };
  });
  const fit = fitted(guessed(flat, size), flat, size);
  if (!(fit.radius > 0) || !(fit.radius < LARGEST * size)) return null;

  const around = flat.map(({ x, y }) => Math.atan2(y - fit.y, x - fit.x));
  const repeated = points[0]!.distanceTo(points.at(-1)!) <= 1e-9 * size;
  const full = closed || repeated;
  if (full) around.push(around[0]!);
  const { angle, back } = turned(around);
  if (!(Math.abs(angle) > 0) || back > 0.02 * Math.abs(angle) || Math.abs(angle) > 2 * Math.PI + 0.01) return null;

  const bow = fit.radius * (1 - Math.cos(Math.min(Math.abs(angle) / 2, Math.PI / 2)));
  const tolerance = Math.min(OFF * fit.radius, OFF_BOW * bow) + 2 * grain;
  for (const [i, { x, y }] of flat.entries()) {
    const height = points[i]!.clone().sub(middle).dot(normal);
    if (!(Math.hypot(Math.hypot(x - fit.x, y - fit.y) - fit.radius, height) <= tolerance)) return null;
  }

  const at = (x: number, y: number): Vector3 => middle.clone().addScaledVector(u, x).addScaledVector(v, y);
  const towards = (direction: number): Vector3 =>
    at(fit.x + fit.radius * Math.cos(direction), fit.y + fit.radius * Math.sin(direction));
  const center = at(fit.x, fit.y);
  const first = around[0]!;
  const across: [Vector3, Vector3] = full ? [towards(first + Math.PI), towards(first)] : [center.clone(), towards(first + angle / 2)];
  const up = u.clone().cross(v).multiplyScalar(Math.sign(angle));
  return { center, normal: up, radius: fit.radius, full, angle: full ? 2 * Math.PI : Math.abs(angle), across };
}

/** How far directions (radians) go round in all, and how much of that is against the rest. */
function turned(directions: readonly number[]): { angle: number; back: number } {
  let forth = 0, back = 0;
  for (let i = 1; i < directions.length; i++) {
    const step = directions[i]! - directions[i - 1]!;
    const turn = step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
    if (turn > 0) forth += turn;
    else back -= turn;
  }
  return { angle: forth - back, back: Math.min(forth, back) };
}

interface Fit extends Flat {
  radius: number;
}

/** Least squares of x² + y² = 2 a x + 2 b y + c: one step, but the more wrong the shorter the arc. */
function guessed(points: readonly Flat[], size: number): Fit {
  const equations = new LeastSquares(3);
  for (const p of points) {
    const x = p.x / size, y = p.y / size;
    equations.add([2 * x, 2 * y, 1], -(x * x + y * y));
  }
  const [x = 0, y = 0, c = 0] = equations.step();
  return { x: x * size, y: y * size, radius: size * Math.sqrt(Math.max(0, c + x * x + y * y)) };
}

/** Least squares of the distances from the circle. */
function fitted(start: Fit, points: readonly Flat[], size: number): Fit {
  let { x, y, radius } = start;
  for (let round = 0; round < 12; round++) {
    const equations = new LeastSquares(3);
    for (const p of points) {
      const distance = Math.hypot(p.x - x, p.y - y) || 1;
      equations.add([(x - p.x) / distance, (y - p.y) / distance, -1], distance - radius);
    }
    const [dx = 0, dy = 0, dr = 0] = equations.step();
    x += dx;
    y += dy;
    radius += dr;
    if (Math.hypot(dx, dy, dr) < 1e-10 * size) break;
  }
  return { x, y, radius };
}
