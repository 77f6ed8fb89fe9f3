import { Vector3 } from 'three';
import { grainOf } from './grain';
import { NONE } from './pairs';
import type { Shape } from './shape';
import type { Topology } from './topology';

const DEGREE = Math.PI / 180;
/** A turn from which on it is a corner: a circle of 12 steps turns 30 degrees. */
const CORNER = 40 * DEGREE;
/** A turn below which it goes straight on. */
const STRAIGHT = 0.2 * DEGREE;

/** Where rounded places hide how a fine arc turns, so many segments are taken as one. */
const STRIDES = [1, 2, 4, 8];
/** The share of a turn that rounding may make. */
const NOISE = 0.12;

/** How an edge goes away from a place. */
interface Side {
  /** The first segment's other end. */
  first: Vector3;
  /** The lengths of the first segments, up to three. */
  lengths: number[];
  /** The turns between them. */
  turns: number[];
  /** The first turn's axis, as seen going through the place from the first side to the second. */
  axis: Vector3 | undefined;
  /** The radius of the circle through the place and the next two; Infinity where it goes straight on. */
  radius: number;
}

/**
 * Says where the segments of the lines are one edge. CAD edges end where a line runs into an arc tangentially,
 * though nothing is to be seen there: an arc's segments are of one length and turn by one angle, its
 * first by half of that from the line.
 */
export class Joints {
  /** 0 is not known yet. */
  readonly #found: Uint8Array;
  readonly #grain: number;

  constructor(private readonly shape: Shape, private readonly topology: Topology) {
    this.#grain = grainOf(shape);
    this.#found = new Uint8Array(topology.count);
  }

  /** Whether the edge goes on through a place. */
  goesOn(place: number): boolean {
    const known = this.#found[place] ?? 0;
    if (known > 0) return known === 1;
    const on = this.#decide(place);
    this.#found[place] = on ? 1 : 2;
    return on;
  }

  /** The other segment at a place where two meet, or NONE. */
  next(place: number, segment: number): number {
    const meeting = this.topology.segmentsAt(place);
    if (meeting.length !== 2) return NONE;
    return (meeting[0] === segment ? meeting[1] : meeting[0]) ?? NONE;
  }

  /** The place at a segment's other end. */
  beyond(place: number, segment: number): number {
    const { ends } = this.topology;
    return (ends[2 * segment] === place ? ends[2 * segment + 1] : ends[2 * segment]) ?? 0;
  }

  at(place: number): Vector3 {
    const i = 3 * (this.topology.vertices[place] ?? 0);
    const p = this.shape.positions;
    return new Vector3(p[i], p[i + 1], p[i + 2]);
  }

  #decide(place: number): boolean {
    const meeting = this.topology.segmentsAt(place);
    const [one, two] = meeting;
    if (meeting.length !== 2 || one === undefined || two === undefined) return false;
    const here = this.at(place);
    const before = this.at(this.beyond(place, one)), after = this.at(this.beyond(place, two));
    if (!(turnOf(before, here, after) < CORNER)) return false;
    const lengths = [here.distanceTo(before), here.distanceTo(after)];
    const ratio = Math.max(...lengths) / Math.min(...lengths);
    for (const stride of STRIDES) {
      const sides = [this.#side(place, one, stride, -1), this.#side(place, two, stride, 1)] as const;
      if (this.#clear(here, ...sides)) return judged(here, ...sides, stride, ratio);
    }
    return true; // nothing to be seen but rounding: rather one edge too few than a hole's rim in pieces
  }

  /** Whether the turns are large against what rounded places make of them. */
  #clear(here: Vector3, one: Side, two: Side): boolean {
    const turns = [turnOf(one.first, here, two.first), ...one.turns, ...two.turns];
    const error = this.#grain / Math.min(...one.lengths, ...two.lengths);
    return error < NOISE * Math.max(...turns);
  }

  #side(place: number, segment: number, stride: number, sense: 1 | -1): Side {
    const points = this.#points(place, segment, 3 * stride);
    const ends = points.filter((_, i) => i % stride === 0);
    if (ends.length < 2) ends.push(points.at(-1)!);
    const [a, b, c, d] = ends as [Vector3, Vector3, Vector3?, Vector3?];
    const side: Side = { first: b, lengths: [a.distanceTo(b)], turns: [], axis: undefined, radius: Infinity };
    if (!c) return side;
    side.lengths.push(b.distanceTo(c));
    side.turns.push(turnOf(a, b, c));
    if (side.turns[0]! >= STRAIGHT) {
      side.axis = axisOf(a, b, c).multiplyScalar(sense);
      side.radius = radiusOf(a, b, c);
    }
    if (!d) return side;
    side.lengths.push(c.distanceTo(d));
    side.turns.push(turnOf(b, c, d));
    return side;
  }

  /** The points from a place on along `segment`, up to the next corner, over at most so many segments. */
  #points(place: number, segment: number, most: number): Vector3[] {
    const points = [this.at(place)];
    let from = place, along = segment;
    while (along !== NONE && points.length <= most) {
      from = this.beyond(from, along);
      const next = this.at(from);
      const [a, b] = points.slice(-2);
      if (a && b && !(turnOf(a, b, next) < CORNER)) break;
      points.push(next);
      along = this.next(from, along);
    }
    return points;
  }
}

/** `stride`: how many segments the sides take as one; `ratio`: of the lengths of the two that meet. */
function judged(here: Vector3, one: Side, two: Side, stride: number, ratio: number): boolean {
  const turn = turnOf(one.first, here, two.first);
  if (stride === 1 && otherArcs(one, two)) return false;
  if (turn < STRAIGHT) return true;

  const axis = axisOf(one.first, here, two.first);
  const radius = radiusOf(one.first, here, two.first);
  // With strides it looks the same some segments before and after; only there lengths do not change.
  const visible = stride === 1 || ratio > 1.5;
  if (visible && (startsArc(one, two, turn, radius) || startsArc(two, one, turn, radius))) return false;
  const same = (side: Side): boolean => agree(side.radius, radius, 0.05) && side.axis !== undefined && side.axis.dot(axis) > 0.9;
  if (stride > 1 || same(one) || same(two)) return true;

  const others = [...one.turns.slice(0, 1), ...two.turns.slice(0, 1)];
  if (others.length === 0) return turn < DEGREE || ratio < 1.05;
  if (turn > 3 * DEGREE && turn > 2.5 * Math.max(...others)) return false;
  return ratio < (turn > 12 * DEGREE ? 2 : 4);
}

/** Whether an arc starts here on the side `arc`, after a line on the side `line`. */
function startsArc(arc: Side, line: Side, turn: number, radius: number): boolean {
  const [first = 0, second = 0] = arc.lengths;
  const [next = 0, later] = arc.turns;
  if (!isHalf(turn, next) || !agree(first, second, 0.15)) return false;
  // Its own last segment, if shorter than the rest, turns less too, but on the same circle.
  if (agree(radius, arc.radius, 0.08)) return false;
  // A curve whose turns grow and shrink goes on so; an arc keeps its turn, or ends as it started.
  if (later !== undefined && !agree(later, next, 0.15) && !isHalf(later, next)) return false;
  const [before, earlier = 0] = line.turns;
  return before === undefined || before < next / 4 || isHalf(before, earlier) || (line.lengths[0] ?? 0) > 2 * first;
}

function isHalf(turn: number, whole: number): boolean {
  return turn > 0.35 * whole && turn < 0.65 * whole;
}

/** Whether two arcs of different circles run into each other, and not one curve whose radius changes all along. */
function otherArcs(one: Side, two: Side): boolean {
  const change = Math.max(changeOf(one), changeOf(two));
  if (change > 0.1 || !one.axis || !two.axis) return false;
  return !agree(one.radius, two.radius, 0.1 + 3 * change) || one.axis.dot(two.axis) < 0.5;
}

/** How much lengths and turns change along three segments, as a share; an arc's do not. */
function changeOf({ lengths: [a = 0, b = 0, c = 0], turns: [s = 0, t = 0] }: Side): number {
  if (c === 0 || s < STRAIGHT || t < STRAIGHT) return Infinity;
  return Math.max(a / b, b / a, b / c, c / b, s / t, t / s) - 1;
}

function agree(a: number, b: number, share: number): boolean {
  return Math.abs(a - b) <= share * Math.min(a, b);
}

function turnOf(a: Vector3, b: Vector3, c: Vector3): number {
  const from = b.clone().sub(a), to = c.clone().sub(b);
  return Math.atan2(from.clone().cross(to).length(), from.dot(to));
}

function axisOf(a: Vector3, b: Vector3, c: Vector3): Vector3 {
  return b.clone().sub(a).cross(c.clone().sub(b)).normalize();
}

function radiusOf(a: Vector3, b: Vector3, c: Vector3): number {
  return a.distanceTo(c) / (2 * Math.sin(turnOf(a, b, c)));
}
