import { BufferAttribute, type BufferGeometry } from 'three';
import { faceNormals, weld } from './weld';

/** Faces that meet at less than this are one curved surface: 30 degrees. */
const SMOOTH = Math.cos(Math.PI / 6);

/** A copy of the geometry, not indexed, with normals that are smooth over curved surfaces and break at creases. */
export function withNormals(geometry: BufferGeometry): BufferGeometry {
  const mesh = weld(geometry);
  const faces = faceNormals(mesh);
  const around = trianglesByVertex(mesh.corners, mesh.points.length / 3);
  const normals = new Float32Array(3 * mesh.corners.length);

  mesh.corners.forEach((vertex, corner) => {
    const own = corner - (corner % 3);
    const ox = faces[own] ?? 0, oy = faces[own + 1] ?? 0, oz = faces[own + 2] ?? 0;
    let x = 0, y = 0, z = 0;
    for (let k = around.start[vertex] ?? 0; k < (around.start[vertex + 1] ?? 0); k++) {
      const face = around.triangles[k] ?? 0;
      const fx = faces[face] ?? 0, fy = faces[face + 1] ?? 0, fz = faces[face + 2] ?? 0;
      if (fx * ox + fy * oy + fz * oz < SMOOTH) continue;
      x += fx;
      y += fy;
      z += fz;
    }
    const length = Math.hypot(x, y, z) || 1;
    normals.set([x / length, y / length, z / length], 3 * corner);
  });

  const result = geometry.index ? geometry.toNonIndexed() : geometry.clone();
  return result.setAttribute('normal', new BufferAttribute(normals, 3));
}

/** For each vertex the offsets of its triangles: `triangles[start[v] .. start[v + 1]]`. */
function trianglesByVertex(corners: Uint32Array, vertices: number): { start: Uint32Array; triangles: Uint32Array } {
  const start = new Uint32Array(vertices + 1);
  for (const vertex of corners) start[vertex + 1] = (start[vertex + 1] ?? 0) + 1;
  for (let v = 0; v < vertices; v++) start[v + 1] = (start[v + 1] ?? 0) + (start[v] ?? 0);
  const next = start.slice();
  const triangles = new Uint32Array(corners.length);
  corners.forEach((vertex, corner) => {
    const slot = next[vertex] ?? 0;
    triangles[slot] = corner - (corner % 3);
    next[vertex] = slot + 1;
  });
  return { start, triangles };
}
