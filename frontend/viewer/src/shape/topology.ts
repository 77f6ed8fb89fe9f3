import { NONE, Pairs } from './pairs';
import type { Shape } from './shape';

/** What touches what in a shape. "Place": the vertices at one position, whatever their normals. */
export interface Topology {
  /** The place of each vertex. */
  places: Uint32Array;
  /** How many places there are. */
  count: number;
  /** One vertex of each place. */
  vertices: Uint32Array;
  /** Three for each triangle: the one across the edge from corner 0 to 1, 1 to 2, 2 to 0; NONE at borders and where more than two meet. */
  neighbours: Int32Array;
  /** Which segment each of `shape.lines` is, those between the same places being one; NONE for one of length 0. */
  segmentOf: Int32Array;
  /** Two places for each segment. */
  ends: Uint32Array;
  /** Whether a segment of the lines joins two places. */
  isLine(a: number, b: number): boolean;
  /** The segments that end at a place. */
  segmentsAt(place: number): Uint32Array;
}

const known = new WeakMap<Shape, Topology>();

/** Built at the first call, about 100 ms for 200,000 triangles; the shape must not change afterwards. */
export function topologyOf(shape: Shape): Topology {
  let topology = known.get(shape);
  if (!topology) {
    topology = build(shape);
    known.set(shape, topology);
  }
  return topology;
}

function build(shape: Shape): Topology {
  const welded = weld(shape.positions);
  return { ...welded, neighbours: neighboursOf(shape.triangles, welded.places), ...linesOf(shape.lines, welded.places, welded.count) };
}

/** Equal places are equal numbers here, so that no tolerance is needed: the bits are compared. */
function weld(positions: Float32Array): Pick<Topology, 'places' | 'vertices' | 'count'> {
  const total = Math.floor(positions.length / 3);
  const clean = positions.map((v) => v + 0); // -0 is 0
  const bits = new Uint32Array(clean.buffer, clean.byteOffset, clean.length);
  const places = new Uint32Array(total);
  const vertices = new Uint32Array(total);
  const size = 2 ** Math.ceil(Math.log2(2 * total + 2));
  const table = new Uint32Array(size); // 0 is free, else place + 1
  let count = 0;
  for (let i = 0; i < total; i++) {
    const x = bits[3 * i] ?? 0, y = bits[3 * i + 1] ?? 0, z = bits[3 * i + 2] ?? 0;
    let h = Math.imul(x, 0x8da6b343) ^ Math.imul(y ^ (y >>> 16), 0xd8163841) ^ Math.imul(z ^ (z >>> 13), 0xcb1ab31f);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    let slot = (h ^ (h >>> 13)) & (size - 1);
    for (;;) {
      const place = (table[slot] ?? 0) - 1;
      if (place < 0) {
        vertices[count] = i;
        places[i] = count++;
        table[slot] = count;
        break;
      }
      const other = 3 * (vertices[place] ?? 0);
      if (bits[other] === x && bits[other + 1] === y && bits[other + 2] === z) {
        places[i] = place;
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  return { places, vertices: vertices.slice(0, count), count };
}

function neighboursOf(triangles: Uint32Array, places: Uint32Array): Int32Array {
  const total = triangles.length - (triangles.length % 3);
  const neighbours = new Int32Array(total).fill(NONE);
  const pairs = new Pairs(total);
  // The sides (three a triangle) that meet at each pair of places.
  const first = new Int32Array(total), second = new Int32Array(total).fill(NONE);
  const meeting = new Uint8Array(total);
  for (let i = 0; i < total; i += 3) {
    const a = places[triangles[i] ?? 0] ?? 0, b = places[triangles[i + 1] ?? 0] ?? 0, c = places[triangles[i + 2] ?? 0] ?? 0;
    if (a === b || b === c || c === a) continue; // has no area: those beside it touch each other directly
    for (let j = 0; j < 3; j++) {
      const pair = j === 0 ? pairs.add(a, b) : j === 1 ? pairs.add(b, c) : pairs.add(c, a);
      const before = meeting[pair] ?? 0;
      if (before === 0) first[pair] = i + j;
      else if (before === 1) second[pair] = i + j;
      meeting[pair] = Math.min(before + 1, 3);
    }
  }
  for (let pair = 0; pair < pairs.count; pair++) {
    if (meeting[pair] !== 2) continue;
    const a = first[pair] ?? 0, b = second[pair] ?? 0;
    neighbours[a] = Math.floor(b / 3);
    neighbours[b] = Math.floor(a / 3);
  }
  return neighbours;
}

function linesOf(lines: Uint32Array, places: Uint32Array, count: number): Pick<Topology, 'segmentOf' | 'ends' | 'isLine' | 'segmentsAt'> {
  const total = Math.floor(lines.length / 2);
  const pairs = new Pairs(total);
  const segmentOf = new Int32Array(total).fill(NONE);
  const ends = new Uint32Array(2 * total);
  for (let i = 0; i < total; i++) {
    const a = places[lines[2 * i] ?? 0] ?? 0, b = places[lines[2 * i + 1] ?? 0] ?? 0;
    if (a === b) continue;
    const segment = pairs.add(a, b);
    segmentOf[i] = segment;
    ends[2 * segment] = a;
    ends[2 * segment + 1] = b;
  }
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < 2 * pairs.count; i++) starts[(ends[i] ?? 0) + 1]! += 1;
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i] ?? 0;
  const fill = starts.slice();
  const meeting = new Uint32Array(2 * pairs.count);
  for (let i = 0; i < 2 * pairs.count; i++) meeting[fill[ends[i] ?? 0]!++] = i >> 1;
  return {
    segmentOf,
    ends: ends.slice(0, 2 * pairs.count),
    isLine: (a, b) => pairs.find(a, b) !== NONE,
    segmentsAt: (place) => meeting.subarray(starts[place] ?? 0, starts[place + 1] ?? 0),
  };
}
