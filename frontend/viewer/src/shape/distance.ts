import { Box3, Line3, Triangle, Vector3 } from 'three';
import type { Feature } from './feature';

/** The nearest points of two features, metres. */
export interface Closest {
  a: Vector3;
  b: Vector3;
}

/** Something to be near to. */
interface Body {
  /** Some of its points, spread over it. */
  samples: Vector3[];
  /** Its point nearest to another, written to `into`. */
  nearest(point: Vector3, into: Vector3): Vector3;
  /** How many pieces `nearest` looks at. */
  work: number;
}

const SAMPLES = 2000;
/** Pieces that may be looked at in all: about 0.2 s. */
const BUDGET = 3_000_000;
/** Pairs of samples from which the search starts. */
const STARTS = 8;
/** Two starts are no nearer to each other than this share of the body's size. */
const APART = 0.1;

/**
 * The nearest points of two features: from near pairs of samples on, goes back and forth to the nearest point of
 * the other. Exact between a point and anything, and between convex bodies; else it may end beside the very
 * nearest pair. Undefined where a feature is empty.
 */
export function closest(one: Feature, two: Feature): Closest | undefined {
  const a = bodyOf(one), b = bodyOf(two);
  const starts = startsOf(a.samples, b.samples);
  let left = BUDGET;
  let best: Closest | undefined, least = Infinity;
  for (const start of starts) {
    const pair = { a: start.a.clone(), b: start.b.clone() };
    let distance = pair.a.distanceTo(pair.b);
    for (;;) {
      b.nearest(pair.a, pair.b);
      a.nearest(pair.b, pair.a);
      left -= a.work + b.work;
      const now = pair.a.distanceTo(pair.b);
      const done = now >= distance * (1 - 1e-7) || left < 0;
      distance = now;
      if (done) break;
    }
    if (distance < least) [best, least] = [pair, distance];
    if (left < 0) break;
  }
  return best;
}

/** For each sample of `as` the nearest of `bs`; the nearest pairs, but not all at one spot. */
function startsOf(as: readonly Vector3[], bs: readonly Vector3[]): Closest[] {
  const pairs: (Closest & { distance: number })[] = [];
  for (const a of as) {
    let nearest: Vector3 | undefined, least = Infinity;
    for (const b of bs) {
      const square = a.distanceToSquared(b);
      if (square < least) [nearest, least] = [b, square];
    }
    if (nearest) pairs.push({ a, b: nearest, distance: least });
  }
  pairs.sort((one, two) => one.distance - two.distance);
  const apart = APART * new Box3().setFromPoints([...as]).getSize(new Vector3()).length();
  const starts: Closest[] = [];
  for (const pair of pairs) {
    if (starts.every(({ a }) => a.distanceTo(pair.a) > apart)) starts.push(pair);
    if (starts.length === STARTS) break;
  }
  return starts;
}

function bodyOf(feature: Feature): Body {
  switch (feature.kind) {
    case 'vertex':
      return { samples: [feature.point], nearest: (_point, into) => into.copy(feature.point), work: 1 };
    case 'edge':
      return chain(feature.points, feature.closed);
    case 'face':
      return surface(feature.triangles);
    case 'part':
      return block(feature.box);
  }
}

function chain(points: readonly Vector3[], closed: boolean): Body {
  const all = closed && points[0] ? [...points, points[0]] : points;
  const line = new Line3(), near = new Vector3();
  return {
    samples: some(all.length + Math.max(0, all.length - 1), (i) =>
      i % 2 === 0 ? all[i / 2]!.clone() : all[(i - 1) / 2]!.clone().lerp(all[(i + 1) / 2]!, 0.5)),
    work: all.length,
    nearest: (point, into) => {
      let least = Infinity;
      const from = point.clone();
      if (all.length === 1) return into.copy(all[0]!);
      for (let i = 1; i < all.length; i++) {
        line.set(all[i - 1]!, all[i]!);
        if (line.distanceSq() > 0) line.closestPointToPoint(from, true, near);
        else near.copy(line.start);
        const square = near.distanceToSquared(from);
        if (square < least) {
          least = square;
          into.copy(near);
        }
      }
      return into;
    },
  };
}

function surface(triangles: Float32Array): Body {
  const count = Math.floor(triangles.length / 9);
  const triangle = new Triangle(), near = new Vector3();
  const load = (i: number): Triangle => {
    triangle.a.fromArray(triangles, 9 * i);
    triangle.b.fromArray(triangles, 9 * i + 3);
    triangle.c.fromArray(triangles, 9 * i + 6);
    return triangle;
  };
  return {
    // Corners, middles of the sides, and the middle of each triangle.
    samples: some(7 * count, (i) => {
      const { a, b, c } = load(Math.floor(i / 7));
      const corners = [a, b, c] as const;
      const which = i % 7;
      if (which === 6) return triangle.getMidpoint(new Vector3());
      const corner = corners[which % 3]!.clone();
      return which < 3 ? corner : corner.lerp(corners[(which + 1) % 3]!, 0.5);
    }),
    work: count,
    nearest: (point, into) => {
      let least = Infinity;
      const from = point.clone();
      for (let i = 0; i < count; i++) {
        load(i).closestPointToPoint(from, near);
        const square = near.distanceToSquared(from); // NaN of a triangle without area is not less
        if (square < least) {
          least = square;
          into.copy(near);
        }
      }
      return into;
    },
  };
}

/** A part's box stands for the part, and is solid. */
function block(box: Box3): Body {
  if (box.isEmpty()) return { samples: [], nearest: (_point, into) => into, work: 1 };
  const size = box.getSize(new Vector3());
  return {
    samples: some(125, (i) =>
      new Vector3(i % 5, Math.floor(i / 5) % 5, Math.floor(i / 25)).divideScalar(4).multiply(size).add(box.min)),
    nearest: (point, into) => box.clampPoint(point, into),
    work: 1,
  };
}

/** At most SAMPLES of `count` points. The step is odd to seven and two, so that all kinds of samples get their turn. */
function some(count: number, point: (i: number) => Vector3): Vector3[] {
  let step = Math.ceil(count / SAMPLES);
  while (step > 1 && (step % 7 === 0 || step % 2 === 0)) step++;
  const points: Vector3[] = [];
  for (let i = 0; i < count; i += step) points.push(point(i));
  return points;
}

/** The nearest points of two straight segments. */
export function closestOnLines(one: { from: Vector3; to: Vector3 }, two: { from: Vector3; to: Vector3 }): Closest {
  const first = new Line3(one.from, one.to), second = new Line3(two.from, two.to);
  const u = first.delta(new Vector3()), v = second.delta(new Vector3());
  const uu = u.lengthSq() || 1, vv = v.lengthSq() || 1, uv = u.dot(v);
  const between = one.from.clone().sub(two.from);
  const denominator = uu * vv - uv * uv;
  const clamped = (share: number): number => Math.max(0, Math.min(1, share));
  let s = denominator > 1e-12 * uu * vv ? clamped((uv * v.dot(between) - vv * u.dot(between)) / denominator) : 0;
  let t = (v.dot(between) + s * uv) / vv;
  if (t < 0 || t > 1) {
    t = clamped(t);
    s = clamped((t * uv - u.dot(between)) / uu);
  }
  return { a: first.at(s, new Vector3()), b: second.at(t, new Vector3()) };
}
