import { Box3, Light, type Material, Mesh, type Object3D, Sphere } from 'three';
import { withNormals } from './normals';

/** Up to here missing normals are made smooth; above, faces are shaded flat, which costs nothing. */
const SMOOTHED_TRIANGLES = 500_000;
/** Up to here bounds are exact; above, they are those of the parts' boxes. */
const EXACT_TRIANGLES = 2_000_000;

/** A loaded model in metres, Z up. */
export interface Model {
  root: Object3D;
  triangles: number;
  /** Empty where there are no triangles. */
  bounds: Box3;
  sphere: Sphere;
}

/** Makes a parsed glTF scene a model: lights out, normals in, measured. */
export function asModel(root: Object3D): Model {
  const meshes: Mesh[] = [];
  const lights: Light[] = [];
  root.traverse((object) => {
    if (object instanceof Mesh) meshes.push(object);
    if (object instanceof Light) lights.push(object);
  });
  for (const light of lights) light.removeFromParent();

  const triangles = meshes.reduce((sum, mesh) => sum + trianglesOf(mesh), 0);
  if (triangles <= SMOOTHED_TRIANGLES) addNormals(meshes);
  for (const mesh of meshes) for (const material of materialsOf(mesh)) standBack(material);

  root.updateMatrixWorld(true);
  const bounds = new Box3().setFromObject(root, triangles <= EXACT_TRIANGLES);
  return { root, triangles, bounds, sphere: bounds.getBoundingSphere(new Sphere()) };
}

export function trianglesOf(mesh: Mesh): number {
  const count = mesh.geometry.index?.count ?? mesh.geometry.getAttribute('position')?.count ?? 0;
  return Math.floor(count / 3);
}

export function materialsOf(mesh: Mesh): Material[] {
  return Array.isArray(mesh.material) ? mesh.material : [mesh.material];
}

/** Surfaces recede a little in depth, so that edges drawn upon them win. */
function standBack(material: Material): void {
  material.polygonOffset = true;
  material.polygonOffsetFactor = 1;
  material.polygonOffsetUnits = 1;
}

/** GLTFLoader gives parts without normals flat shading (as glTF asks); CAD parts look right with creases instead. */
function addNormals(meshes: Mesh[]): void {
  const made = new Map<Mesh['geometry'], Mesh['geometry']>();
  for (const mesh of meshes) {
    const bare = mesh.geometry;
    if (bare.hasAttribute('normal') || !bare.hasAttribute('position')) continue;
    const full = made.get(bare) ?? withNormals(bare);
    made.set(bare, full);
    mesh.geometry = full;
    for (const material of materialsOf(mesh)) if ('flatShading' in material) material.flatShading = false;
  }
}
