import { Box3, Vector3 } from 'three';
import { closest, closestOnLines } from './distance';
import { lengthOf } from './edge';
import { areaOf } from './face';
import type { Feature } from './feature';
import { type Form, formOf } from './form';

export { edgeFeature, faceFeature, type Feature } from './feature';

export interface Value {
  name: 'distance' | 'dx' | 'dy' | 'dz' | 'length' | 'radius' | 'diameter' | 'angle' | 'area' | 'width' | 'depth' | 'height' | 'x' | 'y' | 'z';
  /** Metres, square metres or radians. */
  value: number;
  unit: 'length' | 'area' | 'angle';
}

export interface Measurement {
  values: Value[];
  /** Where to draw the dimension, world metres; absent where there is none. */
  line?: [Vector3, Vector3];
  /** Where the label stands. */
  at: Vector3;
}

/** Directions less than this apart (radians) are parallel: normals and axes come from rounded vertices. */
const PARALLEL = 0.2 * (Math.PI / 180);

/** What one feature tells by itself. */
export function measureOne(feature: Feature): Measurement {
  const form = formOf(feature);
  const area = feature.kind === 'face' ? [squareMetres(areaOf(feature.triangles))] : [];
  switch (form.kind) {
    case 'point': {
      const { x, y, z } = form.point;
      return { values: [metres('x', x), metres('y', y), metres('z', z)], at: form.point.clone() };
    }
    case 'line':
      return along([metres('length', form.from.distanceTo(form.to))], form.from, form.to);
    case 'circle':
      return along([...sizes(form.radius), metres('length', form.radius * form.angle)], ...form.across);
    case 'curve': {
      const middle = form.points[Math.floor(form.points.length / 2)] ?? new Vector3();
      return { values: [metres('length', lengthOf(form))], at: middle.clone() };
    }
    case 'plane':
      return { values: area, at: form.point.clone() };
    case 'cylinder':
      return along([...sizes(form.radius), ...area], ...form.across);
    case 'surface':
      return { values: area, at: anchorOf(feature) };
    case 'part': {
      const size = form.box.getSize(new Vector3());
      const values = [metres('width', size.x), metres('depth', size.y), metres('height', size.z), squareMetres(form.area)];
      return { values, at: anchorOf(feature) };
    }
  }
}

/** How two features stand to each other; their order does not matter. */
export function measureTwo(a: Feature, b: Feature): Measurement {
  const one = formOf(a), two = formOf(b);
  const known = pairwise(one, two) ?? pairwise(two, one);
  if (known) return known;
  const near = closest(standIn(a, one), standIn(b, two));
  if (!near) return { values: [], at: anchorOf(a).lerp(anchorOf(b), 0.5) };
  return apart(near.a, near.b);
}

/** The pairs that have more to them than their nearest points, in one order each. */
function pairwise(a: Form, b: Form): Measurement | undefined {
  if (a.kind === 'circle' && b.kind === 'cylinder') return fromPoint(a.center, b.point, b.axis);
  if (a.kind === 'circle') return pairwise({ kind: 'point', point: a.center }, b);
  if (b.kind === 'circle') return pairwise(a, { kind: 'point', point: b.center });
  if (a.kind === 'point') {
    switch (b.kind) {
      case 'point': {
        const { x, y, z } = b.point.clone().sub(a.point);
        const { values, ...where } = apart(a.point, b.point);
        return { ...where, values: [...values, metres('dx', Math.abs(x)), metres('dy', Math.abs(y)), metres('dz', Math.abs(z))] };
      }
      case 'line':
        return fromPoint(a.point, b.from, b.direction);
      case 'plane':
        return toPlane(a.point, b);
    }
  }
  if (a.kind === 'line' && b.kind === 'line') {
    const angle = angleOf(a.direction, b.direction);
    const middle = a.from.clone().lerp(a.to, 0.5);
    if (angle < PARALLEL) return fromPoint(middle, b.from, b.direction);
    const near = closestOnLines(a, b);
    const { values, ...where } = apart(near.a, near.b);
    return { ...where, values: [radians(angle), ...values] };
  }
  if (a.kind === 'line' && b.kind === 'plane') {
    return lineAndPlane(a.from.clone().lerp(a.to, 0.5), a.direction, b);
  }
  if (a.kind === 'cylinder' && b.kind === 'plane') return lineAndPlane(a.point, a.axis, b);
  if (a.kind === 'plane' && b.kind === 'plane') {
    const angle = angleOf(a.normal, b.normal);
    return angle < PARALLEL ? toPlane(a.point, b) : turnedBy(angle, a.point, b.point);
  }
  if (a.kind === 'cylinder' && b.kind === 'cylinder') {
    const angle = angleOf(a.axis, b.axis);
    return angle < PARALLEL ? fromPoint(a.point, b.point, b.axis) : turnedBy(angle, a.point, b.point);
  }
  return undefined;
}

function lineAndPlane(point: Vector3, direction: Vector3, plane: { point: Vector3; normal: Vector3 }): Measurement {
  const angle = Math.PI / 2 - angleOf(direction, plane.normal);
  return angle < PARALLEL ? toPlane(point, plane) : turnedBy(angle, point, plane.point);
}

/** From a point straight to an endless line. */
function fromPoint(point: Vector3, on: Vector3, direction: Vector3): Measurement {
  const foot = on.clone().addScaledVector(direction, point.clone().sub(on).dot(direction));
  return apart(point, foot);
}

/** From a point straight to an endless plane. */
function toPlane(point: Vector3, plane: { point: Vector3; normal: Vector3 }): Measurement {
  const height = point.clone().sub(plane.point).dot(plane.normal);
  return apart(point, point.clone().addScaledVector(plane.normal, -height));
}

function apart(from: Vector3, to: Vector3): Measurement {
  return along([metres('distance', from.distanceTo(to))], from, to);
}

function turnedBy(angle: number, one: Vector3, two: Vector3): Measurement {
  return { values: [radians(angle)], at: one.clone().lerp(two, 0.5) };
}

/** A measurement with a line, unless that is only a point. */
function along(values: Value[], from: Vector3, to: Vector3): Measurement {
  const at = from.clone().lerp(to, 0.5);
  return from.distanceTo(to) > 1e-9 ? { values, line: [from.clone(), to.clone()], at } : { values, at };
}

/** Between directions that have no sense: 0 to a right angle, radians. */
function angleOf(a: Vector3, b: Vector3): number {
  return Math.atan2(a.clone().cross(b).length(), Math.abs(a.dot(b)));
}

/** Of a circle its centre is measured. */
function standIn(feature: Feature, form: Form): Feature {
  return form.kind === 'circle' ? { kind: 'vertex', point: form.center } : feature;
}

/** Where a label can stand that has no better place. */
function anchorOf(feature: Feature): Vector3 {
  const box = new Box3();
  if (feature.kind === 'face') box.setFromArray(feature.triangles);
  else if (feature.kind === 'edge') box.setFromPoints(feature.points);
  else if (feature.kind === 'part') box.copy(feature.box);
  else return feature.point.clone();
  return box.getCenter(new Vector3());
}

const metres = (name: Value['name'], value: number): Value => ({ name, value, unit: 'length' });
const squareMetres = (value: number): Value => ({ name: 'area', value, unit: 'area' });
const radians = (value: number): Value => ({ name: 'angle', value, unit: 'angle' });
const sizes = (radius: number): Value[] => [metres('radius', radius), metres('diameter', 2 * radius)];
