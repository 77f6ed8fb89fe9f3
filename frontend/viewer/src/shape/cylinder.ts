import { Triangle, Vector3 } from 'three';
import { Spread, basis } from './axes';
import type { Soup } from './face';
import { LeastSquares } from './least';

export interface Cylinder {
  /** On the axis, in the middle of the face's length. */
  point: Vector3;
  axis: Vector3;
  /** Metres. */
  radius: number;
  /** How long the face is along the axis, metres. */
  length: number;
  /** Where to draw its size: right across one that goes round, else from the axis to the face. */
  across: [Vector3, Vector3];
}

interface Corner {
  at: Vector3;
  normal: Vector3;
  /** The share of the fitted triangles' area that is the corner's. */
  weight: number;
}

/** Normals may be off the right angle to the axis by this sine, on average. */
const TILT = 0.03;
/** The least mean square of the normals' spread: below, the face is as good as flat. */
const BENT = 1e-4;
/** Vertices may be off the radius by this share of the radius and of the face's size. */
const OFF = 1e-3;
/** Triangles that are fitted; the vertices of all are checked. */
const FITTED = 1000;

/** The cylinder that a face lies on; null for any other face, a cone's or a ball's too. */
export function asCylinder(soup: Soup): Cylinder | null {
  const corners = cornersOf(soup);
  const middle = new Vector3();
  for (const { at } of corners) middle.addScaledVector(at, 1 / corners.length);
  for (const { at } of corners) at.sub(middle);
  const normals = new Spread();
  for (const { normal, weight } of corners) normals.add(normal, weight);
  const { directions, spreads } = normals.axes();
  if (corners.length < 6 || !(spreads[0] < TILT ** 2) || !(spreads[1] > BENT)) return null;

  const size = 2 * corners.reduce((most, { at }) => Math.max(most, at.length()), 0);
  const grain = soup.grain ?? 0;
  const fit = fitted(guessed(corners, directions[0]), corners, size, grain);
  if (!(fit.radius < 1e4 * size) || !(fit.radius > 0) || !(slantOf(corners, fit) < 2 * TILT)) return null;
  fit.point.add(middle);
  const ends = checked(soup.triangles, fit, OFF * Math.min(fit.radius, size) + 2 * grain);
  return ends && drawn(fit, ends, towards(corners, fit, middle));
}

/** How far the normals are from pointing to the axis: the sine, on average. */
function slantOf(corners: readonly Corner[], { point, axis }: Fit): number {
  let slant = 0;
  for (const { at, normal, weight } of corners) slant += weight * outOf(at, point, axis).normalize().cross(normal).lengthSq();
  return Math.sqrt(slant);
}

/** From the axis straight to a point. */
function outOf(at: Vector3, point: Vector3, axis: Vector3, into = new Vector3()): Vector3 {
  into.subVectors(at, point);
  return into.addScaledVector(axis, -into.dot(axis));
}

/** Where the vertices start and end along the axis, from the fit's point; null if one is off the radius. */
function checked(triangles: Float32Array, { point, axis, radius }: Fit, tolerance: number): [number, number] | null {
  const at = new Vector3(), out = new Vector3();
  let low = Infinity, high = -Infinity;
  for (let i = 0; i + 2 < triangles.length; i += 3) {
    at.set(triangles[i] ?? 0, triangles[i + 1] ?? 0, triangles[i + 2] ?? 0);
    if (!(Math.abs(outOf(at, point, axis, out).length() - radius) <= tolerance)) return null;
    const along = at.sub(point).dot(axis);
    if (along < low) low = along;
    if (along > high) high = along;
  }
  return [low, high];
}

/** From the axis to the middle of the face: the shorter, the further it goes round. `middle`: the corners' origin. */
function towards(corners: readonly Corner[], { point, axis }: Fit, middle: Vector3): Vector3 {
  const toward = new Vector3();
  for (const { at, weight } of corners) toward.addScaledVector(outOf(at.clone().add(middle), point, axis).normalize(), weight);
  return toward;
}

function drawn({ point, axis, radius }: Fit, [low, high]: [number, number], toward: Vector3): Cylinder {
  const center = point.clone().addScaledVector(axis, (low + high) / 2);
  const round = toward.length() < 0.35;
  const out = round ? basis(axis).u : toward.clone().normalize();
  const near = center.clone().addScaledVector(out, radius);
  const far = round ? center.clone().addScaledVector(out, -radius) : center.clone();
  return { point: center, axis, radius, length: high - low, across: [far, near] };
}

function cornersOf({ triangles, normals }: Soup): Corner[] {
  const corners: Corner[] = [];
  const triangle = new Triangle();
  const count = Math.floor(triangles.length / 9);
  let total = 0;
  for (let k = 0; k < Math.min(count, FITTED); k++) {
    // Spread by the golden ratio: equal steps could take all from one row of a grid.
    const i = 9 * (count <= FITTED ? k : Math.floor(((k * 0.618033988749895) % 1) * count));
    triangle.a.fromArray(triangles, i);
    triangle.b.fromArray(triangles, i + 3);
    triangle.c.fromArray(triangles, i + 6);
    const weight = triangle.getArea();
    if (!(weight > 0)) continue;
    [triangle.a, triangle.b, triangle.c].forEach((at, j) => {
      const normal = new Vector3(normals[i + 3 * j] ?? 0, normals[i + 3 * j + 1] ?? 0, normals[i + 3 * j + 2] ?? 0).normalize();
      corners.push({ at: at.clone(), normal, weight });
    });
    total += 3 * weight;
  }
  for (const corner of corners) corner.weight /= total;
  return corners;
}

interface Fit {
  point: Vector3;
  axis: Vector3;
  radius: number;
}

/** From the normals, which point to the axis: also where the vertices alone say little, on a strip of two triangles. */
function guessed(corners: readonly Corner[], axis: Vector3): Fit {
  const meanAt = new Vector3(), meanNormal = new Vector3();
  const flat = (v: Vector3): Vector3 => v.clone().addScaledVector(axis, -v.dot(axis));
  for (const { at, normal, weight } of corners) {
    meanAt.addScaledVector(flat(at), weight);
    meanNormal.addScaledVector(flat(normal), weight);
  }
  let both = 0, square = 0;
  for (const { at, normal, weight } of corners) {
    const n = flat(normal).sub(meanNormal);
    both += weight * n.dot(flat(at).sub(meanAt));
    square += weight * n.lengthSq();
  }
  const radius = both / square; // below 0 in a hole
  return { point: meanAt.addScaledVector(meanNormal, -radius), axis: axis.clone(), radius: Math.abs(radius) };
}

/** What normals are off, radians, roughly: they are stored coarsely. */
const NORMAL_ERROR = 0.003;

/** From the vertices, which lie exactly on the radius; normals are coarser, but decide what few vertices leave open. */
function fitted(start: Fit, corners: readonly Corner[], size: number, grain: number): Fit {
  const { point, axis } = start;
  // How much a normal counts against a vertex.
  const share = Math.max(0.01, Math.min(0.3, grain / (NORMAL_ERROR * start.radius)));
  let { radius } = start;
  for (let round = 0; round < 8; round++) {
    const { u, v } = basis(axis);
    const equations = new LeastSquares(5);
    for (const { at, normal } of corners) {
      const out = at.clone().sub(point);
      const along = out.dot(axis);
      out.addScaledVector(axis, -along);
      const beside = axis.clone().cross(normal).multiplyScalar(share);
      const bu = beside.dot(u), bv = beside.dot(v);
      equations.add([-bu, -bv, (-bu * along) / size, (-bv * along) / size, 0], out.dot(beside));
      const distance = out.length();
      if (!(distance > 0)) continue;
      const eu = out.dot(u) / distance, ev = out.dot(v) / distance;
      equations.add([-eu, -ev, (-eu * along) / size, (-ev * along) / size, -1], distance - radius);
    }
    const [pu = 0, pv = 0, au = 0, av = 0, r = 0] = equations.step();
    point.addScaledVector(u, pu).addScaledVector(v, pv);
    axis.addScaledVector(u, au / size).addScaledVector(v, av / size).normalize();
    radius += r;
    if (Math.hypot(pu, pv, au, av, r) < 1e-9 * size) break;
  }
  return { point, axis, radius };
}
