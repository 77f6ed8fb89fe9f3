import type { Vector3 } from 'three';
import { asCircle } from './circle';
import { Joints } from './joint';
import { asLine } from './line';
import { NONE } from './pairs';
import type { Shape } from './shape';
import { topologyOf } from './topology';

export { asCircle, type Circle } from './circle';
export { asLine, type Line } from './line';

/** One edge of the CAD model: a line, an arc or another curve. */
export interface Edge {
  /** In order, in the shape's frame, metres. A closed edge's first point is not repeated at its end. */
  points: Vector3[];
  closed: boolean;
}

interface Edges {
  joints: Joints;
  /** By segment of the topology. */
  found: Map<number, Edge>;
}

const known = new WeakMap<Shape, Edges>();

function edgesOf(shape: Shape): Edges {
  let edges = known.get(shape);
  if (!edges) {
    edges = { joints: new Joints(shape, topologyOf(shape)), found: new Map() };
    known.set(shape, edges);
  }
  return edges;
}

/** Whether an edge ends at a vertex of the lines: along a circle's segments there is no corner. */
export function isCorner(shape: Shape, vertex: number): boolean {
  return !edgesOf(shape).joints.goesOn(topologyOf(shape).places[vertex] ?? 0);
}

/** The edge that a segment of the lines (its number, not its vertices') is part of. One point for a segment of length 0. */
export function edgeAt(shape: Shape, segment: number): Edge {
  const topology = topologyOf(shape);
  const { joints, found } = edgesOf(shape);
  const own = topology.segmentOf[segment] ?? NONE;
  if (own === NONE) {
    const vertex = shape.lines[2 * segment];
    return { points: vertex === undefined ? [] : [joints.at(topology.places[vertex] ?? 0)], closed: false };
  }
  const before = found.get(own);
  if (before) return before;
  const { places, segments } = chain(joints, topology.ends[2 * own] ?? 0, own);
  const closed = places.length > 2 && places[0] === places.at(-1);
  if (closed) places.pop();
  const edge = { points: places.map((place) => joints.at(place)), closed };
  for (const each of segments) found.set(each, edge);
  return edge;
}

/** The places of an edge through `segment`, one end of which is `place`; the first again at the end of a ring. */
function chain(joints: Joints, place: number, segment: number): { places: number[]; segments: number[] } {
  const segments = [segment];
  const walk = (from: number): number[] => {
    const places: number[] = [];
    let at = joints.beyond(from, segment), along = segment;
    for (;;) {
      places.push(at);
      const next = joints.goesOn(at) ? joints.next(at, along) : NONE;
      if (next === NONE || next === segment) return places;
      segments.push(next);
      at = joints.beyond(at, next);
      along = next;
    }
  };
  const forth = walk(place);
  if (forth.at(-1) === place && joints.goesOn(place)) return { places: [place, ...forth], segments };
  const back = walk(forth[0] ?? 0);
  return { places: [...back.reverse(), ...forth], segments };
}

/** Metres. A circle's arc is as long as the arc, not as the segments that stand for it. */
export function lengthOf({ points, closed }: Edge, grain = 0): number {
  const circle = asLine(points, grain) ? null : asCircle(points, closed, grain);
  if (circle) return circle.radius * circle.angle;
  let length = 0;
  points.forEach((point, i) => {
    const next = points[i + 1] ?? (closed ? points[0] : undefined);
    if (next) length += point.distanceTo(next);
  });
  return length;
}
