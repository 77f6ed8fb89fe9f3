import type { Box3, Vector3 } from 'three';
import { type Circle, asCircle } from './circle';
import { type Cylinder, asCylinder } from './cylinder';
import { type Plane, asPlane } from './face';
import type { Feature } from './feature';
import { type Line, asLine } from './line';

/** What a feature is geometrically. */
export type Form =
  | { kind: 'point'; point: Vector3 }
  | ({ kind: 'line' } & Line)
  | ({ kind: 'circle' } & Circle)
  | { kind: 'curve'; points: Vector3[]; closed: boolean }
  | ({ kind: 'plane' } & Plane)
  | ({ kind: 'cylinder' } & Cylinder)
  | { kind: 'surface' }
  | { kind: 'part'; box: Box3; area: number };

const known = new WeakMap<Feature, Form>();

/** Found once for each feature; it must not change afterwards. */
export function formOf(feature: Feature): Form {
  let form = known.get(feature);
  if (!form) {
    form = find(feature);
    known.set(feature, form);
  }
  return form;
}

function find(feature: Feature): Form {
  switch (feature.kind) {
    case 'vertex':
      return { kind: 'point', point: feature.point };
    case 'edge': {
      const { points, closed, grain } = feature;
      const line = closed ? null : asLine(points, grain);
      if (line) return { kind: 'line', ...line };
      const circle = asCircle(points, closed, grain);
      return circle ? { kind: 'circle', ...circle } : { kind: 'curve', points, closed };
    }
    case 'face': {
      const plane = asPlane(feature);
      if (plane) return { kind: 'plane', ...plane };
      const cylinder = asCylinder(feature);
      return cylinder ? { kind: 'cylinder', ...cylinder } : { kind: 'surface' };
    }
    case 'part':
      return feature;
  }
}
