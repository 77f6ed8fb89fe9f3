import { Box3, Matrix4, Quaternion, Sphere, Vector3 } from 'three';
import type { Geometry } from './decode';
import type { Table } from './table';

/** A colour and how it shines. Linear. */
export interface Appearance {
  color: [number, number, number];
  /** 1 is opaque. */
  opacity: number;
  roughness: number;
  metallic: number;
}

/** Triangles of one colour: all of a part, or what one colour covers of it. */
export interface Piece {
  part: number;
  appearance: Appearance;
  /** Encloses a volume. */
  closed: boolean;
  /** Square metres. */
  area: number;
  /** Cubic metres; 0 for what is open. */
  volume: number;
  /** In the model's space. */
  box: Box3;
  draw: Draw;
  /** Its place among the draw's pieces. */
  index: number;
}

/** Where instances are: three, four and three numbers each. The grid's origin and step are folded in. */
export interface Places {
  translations: Float32Array;
  rotations: Float32Array;
  scales: Float32Array;
}

/** What is drawn by one call. */
export interface Draw {
  /** The number of its first piece among all. */
  first: number;
  count: number;
  /** Of the grid; instances have it in their places. */
  origin: Vector3;
  step: number;
  places: Places | undefined;
  /** The finest first. */
  levels: Level[];
  /** The finest level that is here: what is picked and measured. */
  current: Level | undefined;
}

export interface Level {
  mesh: number;
  /** How far it may be from the finest, in metres. */
  error: number;
  /** Vertices, corners of triangles and ends of lines of each piece; of instances, of all alike. */
  shares: [number, number, number][];
  geometry: Geometry | undefined;
}

/** An entry of the tree. Its parts are `first <= n < end`. */
export interface ModelNode {
  name: string;
  id: string[];
  depth: number;
  first: number;
  end: number;
  group: boolean;
}

/** A model in metres, Z up. */
export interface Model {
  nodes: ModelNode[];
  /** The node of each part. */
  parts: number[];
  /** Parts that Onshape does not show. */
  hidden: Set<number>;
  pieces: Piece[];
  draws: Draw[];
  /** Of what is shown at first. */
  bounds: Box3;
  sphere: Sphere;
  /** Of everything at the finest level, copies counted. */
  triangles: number;
  /** The most that a vertex of the finest level is off, in metres. */
  error: number;
}

/** The boxes of a model's parts. */
export function boxOfParts(model: Model, parts: (part: number) => boolean): Box3 {
  const box = new Box3();
  for (const piece of model.pieces) if (parts(piece.part)) box.union(piece.box);
  return box;
}

/** The tree of the table: nodes in preorder, each with the range of parts below it. */
export function treeOf({ nodes, parts }: Table): ModelNode[] {
  const partOf = new Map(parts.map((node, part) => [node, part]));
  const tree: ModelNode[] = [];
  const open: ModelNode[] = [];
  let next = 0;
  nodes.names.forEach((name, number) => {
    const depth = nodes.depths[number] ?? 0;
    for (const closed of open.splice(depth)) closed.end = next;
    const id = nodes.ids[number] ?? [];
    const part = partOf.get(number);
    const above = open.at(-1)?.id ?? [];
    const node = { name, depth, id: typeof id === 'string' ? [...above, id] : id, first: next, end: next, group: part === undefined };
    if (part !== undefined) next += 1;
    tree.push(node);
    open.push(node);
  });
  for (const closed of open) closed.end = next;
  return tree;
}

const matrix = new Matrix4();
const [translation, rotation, scale] = [new Vector3(), new Quaternion(), new Vector3()];

/** From a draw's positions to the model's space; of instances, of this one. */
export function placement(draw: Draw, index: number): Matrix4 {
  if (!draw.places) return matrix.compose(draw.origin, rotation.identity(), scale.setScalar(draw.step)).clone();
  translation.fromArray(draw.places.translations, index * 3);
  rotation.fromArray(draw.places.rotations, index * 4);
  scale.fromArray(draw.places.scales, index * 3);
  return matrix.compose(translation, rotation, scale).clone();
}
