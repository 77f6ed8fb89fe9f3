import { Matrix3, Matrix4, Vector3 } from 'three';
import { extentOf, grainOf } from './grain';
import { NONE } from './pairs';
import type { Shape } from './shape';
import { type Topology, topologyOf } from './topology';

export { asCylinder, type Cylinder } from './cylinder';

/** Triangles by themselves, nine numbers each: one face of the CAD model, in metres. */
export interface Soup {
  triangles: Float32Array;
  /** One normal a corner. */
  normals: Float32Array;
  /** How far a vertex may be from its true place, metres; 0 if not given. */
  grain?: number;
}

export interface Plane {
  /** The middle of the face. */
  point: Vector3;
  /** Outwards. */
  normal: Vector3;
}

/** The triangles in the order of their faces, and where each face starts. */
interface Faces {
  faceOf: Uint32Array;
  order: Uint32Array;
  starts: number[];
}

const known = new WeakMap<Topology, Faces>();

/** The numbers of all triangles reached from one without crossing a line. Not to be changed. */
export function faceAt(shape: Shape, triangle: number): Uint32Array {
  const topology = topologyOf(shape);
  let faces = known.get(topology);
  if (!faces) {
    faces = facesOf(shape, topology);
    known.set(topology, faces);
  }
  const face = faces.faceOf[triangle];
  return face === undefined ? new Uint32Array() : faces.order.subarray(faces.starts[face], faces.starts[face + 1]);
}

/** All faces at once: the mouse visits many, and one by one would take as long for each. */
function facesOf(shape: Shape, { places, neighbours, isLine }: Topology): Faces {
  const total = Math.floor(shape.triangles.length / 3);
  const faceOf = new Uint32Array(total);
  const seen = new Uint8Array(total);
  const order = new Uint32Array(total);
  const starts: number[] = [];
  const place = (corner: number): number => places[shape.triangles[corner] ?? 0] ?? 0;
  let found = 0;
  for (let start = 0; start < total; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    starts.push(found);
    let next = found;
    order[found++] = start;
    while (next < found) {
      const triangle = order[next++] ?? 0;
      faceOf[triangle] = starts.length - 1;
      for (let j = 0; j < 3; j++) {
        const beside = neighbours[3 * triangle + j] ?? NONE;
        if (beside === NONE || seen[beside] || isLine(place(3 * triangle + j), place(3 * triangle + ((j + 1) % 3)))) continue;
        seen[beside] = 1;
        order[found++] = beside;
      }
    }
  }
  starts.push(found);
  return { faceOf, order, starts };
}

/** Some triangles of a shape, placed by `matrix`. */
export function soupOf(shape: Shape, triangles: Uint32Array, matrix = new Matrix4()): Required<Soup> {
  const turn = new Matrix3().getNormalMatrix(matrix);
  const soup = { triangles: new Float32Array(9 * triangles.length), normals: new Float32Array(9 * triangles.length) };
  const v = new Vector3();
  triangles.forEach((triangle, i) => {
    for (let j = 0; j < 3; j++) {
      const vertex = 3 * (shape.triangles[3 * triangle + j] ?? 0);
      at(shape.positions, vertex, v).applyMatrix4(matrix).toArray(soup.triangles, 9 * i + 3 * j);
      at(shape.normals, vertex, v).applyMatrix3(turn).normalize().toArray(soup.normals, 9 * i + 3 * j);
    }
  });
  return { ...soup, grain: grainOf(shape) * matrix.getMaxScaleOnAxis() };
}

/** Square metres. */
export function areaOf(triangles: Float32Array): number {
  let area = 0;
  eachTriangle(triangles, (_a, _b, _c, cross) => {
    area += cross.length() / 2;
  });
  return area;
}

/** A triangle or a corner may be this far off a plane's normal: sine of half a degree. */
const TILT = Math.sin(Math.PI / 360);
/** A vertex may be off a plane by this share of the face's size. */
const OFF = 1e-4;

/** The plane of a flat face; null for one that is not flat or has no area. */
export function asPlane({ triangles, normals, grain = 0 }: Soup): Plane | null {
  const normal = new Vector3(), middle = new Vector3();
  let area = 0;
  eachTriangle(triangles, (a, b, c, cross) => {
    const twice = cross.length();
    normal.add(cross);
    middle.addScaledVector(a, twice / 3).addScaledVector(b, twice / 3).addScaledVector(c, twice / 3);
    area += twice;
  });
  if (!(area > 0) || !(normal.length() > 0.99 * area)) return null;
  normal.normalize();
  middle.divideScalar(area);
  const tolerance = Math.max(OFF * extentOf(triangles), 2 * grain);
  const offset = new Vector3();
  let flat = true;
  eachTriangle(triangles, (a, b, c, cross) => {
    if (!flat) return;
    for (const p of [a, b, c]) if (!(Math.abs(offset.subVectors(p, middle).dot(normal)) <= tolerance)) flat = false;
    // A sliver's normal means nothing: it may be tilted as far as its height in the plane's tolerance allows.
    const longest = Math.max(a.distanceTo(b), b.distanceTo(c), c.distanceTo(a));
    const height = cross.length() / (longest || 1);
    const tilt = height > 0 ? offset.crossVectors(normal, cross.normalize()).length() : 0;
    if (tilt > TILT && tilt * height > tolerance) flat = false;
  });
  return flat && bentCorners(normals, normal) < 0.01 ? { point: middle, normal } : null;
}

/** The share of the corners whose normals say that the surface is not flat, however shallow it is. */
function bentCorners(normals: Float32Array, normal: Vector3): number {
  const n = new Vector3();
  let bent = 0;
  for (let i = 0; i + 2 < normals.length; i += 3) {
    at(normals, i, n).normalize();
    if (n.lengthSq() > 0 && n.cross(normal).length() > 3 * TILT) bent++;
  }
  return bent / (normals.length / 3 || 1);
}

/** `cross`: the triangle's normal, as long as twice its area. The vectors are used again. */
function eachTriangle(triangles: Float32Array, visit: (a: Vector3, b: Vector3, c: Vector3, cross: Vector3) => void): void {
  const [a, b, c, cross, side] = [new Vector3(), new Vector3(), new Vector3(), new Vector3(), new Vector3()];
  for (let i = 0; i + 8 < triangles.length; i += 9) {
    at(triangles, i, a);
    at(triangles, i + 3, b);
    at(triangles, i + 6, c);
    visit(a, b, c, cross.subVectors(b, a).cross(side.subVectors(c, a)));
  }
}

function at(numbers: Float32Array, i: number, into: Vector3): Vector3 {
  return into.set(numbers[i] ?? 0, numbers[i + 1] ?? 0, numbers[i + 2] ?? 0);
}
