import { type Box3, Matrix4, type Vector3 } from 'three';
import { edgeAt } from './edge';
import { faceAt, soupOf } from './face';
import { grainOf } from './grain';
import type { Shape } from './shape';

/** What can be picked and measured, in the world's frame, metres. `grain`: how far a vertex may be from its true place. */
export type Feature =
  | { kind: 'vertex'; point: Vector3 }
  | { kind: 'edge'; points: Vector3[]; closed: boolean; grain?: number }
  | { kind: 'face'; triangles: Float32Array; normals: Float32Array; grain?: number }
  | { kind: 'part'; box: Box3; area: number };

/** The edge through a segment of a shape's lines, placed by `matrix`. */
export function edgeFeature(shape: Shape, segment: number, matrix = new Matrix4()): Feature & { kind: 'edge' } {
  const { points, closed } = edgeAt(shape, segment);
  return {
    kind: 'edge',
    points: points.map((point) => point.clone().applyMatrix4(matrix)),
    closed,
    grain: grainOf(shape) * matrix.getMaxScaleOnAxis(),
  };
}

/** The face around a triangle of a shape, placed by `matrix`. */
export function faceFeature(shape: Shape, triangle: number, matrix = new Matrix4()): Feature & { kind: 'face' } {
  return { kind: 'face', ...soupOf(shape, faceAt(shape, triangle), matrix) };
}
