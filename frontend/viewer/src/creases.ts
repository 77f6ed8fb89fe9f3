import type { BufferGeometry } from 'three';
import { faceNormals, weld } from './weld';

const SLICE = 4096;
const MATCHED = -1;

/**
 * Finds the edges where a surface turns by more than `angle` (radians) or ends. Yields between slices of
 * work, so that the caller may draw; returns line segments, six numbers each.
 */
export function* creases(geometry: BufferGeometry, angle: number): Generator<void, Float32Array, void> {
  const mesh = weld(geometry);
  yield;
  const normals = faceNormals(mesh);
  yield;
  const { corners, points } = mesh;
  const vertices = points.length / 3;
  const straight = Math.cos(angle);
  const open = new Map<number, number>();
  const found: number[] = [];

  for (let i = 0; i < corners.length; i += 3) {
    if (i % (3 * SLICE) === 0) yield;
    if (flat(normals, i)) continue;
    for (let j = 0; j < 3; j++) {
      const a = corners[i + j] ?? 0;
      const b = corners[i + ((j + 1) % 3)] ?? 0;
      const edge = Math.min(a, b) * vertices + Math.max(a, b);
      const other = open.get(edge);
      if (other === undefined) {
        open.set(edge, i);
      } else if (other !== MATCHED) {
        if (dot(normals, i, other) <= straight) found.push(edge);
        open.set(edge, MATCHED);
      }
    }
  }
  yield;
  for (const [edge, triangle] of open) if (triangle !== MATCHED) found.push(edge);
  return segments(found, points, vertices);
}

function segments(edges: number[], points: Float32Array, vertices: number): Float32Array {
  const lines = new Float32Array(6 * edges.length);
  edges.forEach((edge, i) => {
    const a = 3 * Math.floor(edge / vertices);
    const b = 3 * (edge % vertices);
    lines.set(points.subarray(a, a + 3), 6 * i);
    lines.set(points.subarray(b, b + 3), 6 * i + 3);
  });
  return lines;
}

function dot(n: Float32Array, i: number, j: number): number {
  return (n[i] ?? 0) * (n[j] ?? 0) + (n[i + 1] ?? 0) * (n[j + 1] ?? 0) + (n[i + 2] ?? 0) * (n[j + 2] ?? 0);
}

function flat(n: Float32Array, i: number): boolean {
  return n[i] === 0 && n[i + 1] === 0 && n[i + 2] === 0;
}
