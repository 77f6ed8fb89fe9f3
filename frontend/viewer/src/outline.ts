import { type Box3, InstancedMesh, type Mesh, Vector3 } from 'three';

/** Enough that a curve looks round, few enough to fit to in no time. */
const POINTS = 6000;

/** Points of the meshes, evenly picked, three numbers each in the root's frame: what a fitted view must hold. */
export function outline(meshes: readonly Mesh[], bounds: Box3): Float32Array {
  if (bounds.isEmpty()) return new Float32Array();
  // Instances are copies that only the graphics card sees; the box holds them all.
  if (meshes.some((mesh) => mesh instanceof InstancedMesh)) return corners(bounds);
  const total = meshes.reduce((sum, mesh) => sum + count(mesh), 0);
  const step = Math.max(1, Math.floor(total / POINTS));
  const found: number[] = [];
  const v = new Vector3();
  for (const mesh of meshes) {
    const position = mesh.geometry.getAttribute('position');
    for (let i = 0; i < count(mesh); i += step) {
      v.fromBufferAttribute(position, i).applyMatrix4(mesh.matrixWorld);
      found.push(v.x, v.y, v.z);
    }
  }
  return new Float32Array(found);
}

function count(mesh: Mesh): number {
  return mesh.geometry.getAttribute('position')?.count ?? 0;
}

function corners({ min, max }: Box3): Float32Array {
  const found: number[] = [];
  for (const x of [min.x, max.x]) for (const y of [min.y, max.y]) for (const z of [min.z, max.z]) found.push(x, y, z);
  return new Float32Array(found);
}
