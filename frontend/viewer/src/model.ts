import { Box3, Light, type Material, Mesh, MeshStandardMaterial, type Object3D, Sphere } from 'three';
import { withNormals } from './normals';
import { outline } from './outline';

/** Up to here missing normals are made smooth; above, faces are shaded flat, which costs nothing. */
const SMOOTHED_TRIANGLES = 250_000;
/** Up to here bounds are exact; above, they are those of the parts' boxes. */
const EXACT_TRIANGLES = 2_000_000;

const MOST_METAL = 0.4;
/** Below, highlights burn out. */
const LEAST_ROUGH = 0.35;

/** A loaded model in metres, Z up. */
export interface Model {
  root: Object3D;
  triangles: number;
  /** Empty where there are no triangles. */
  bounds: Box3;
  sphere: Sphere;
  /** Points that a fitted view must hold. */
  outline: Float32Array;
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
  for (const mesh of meshes) for (const material of materialsOf(mesh)) prepare(material);

  root.updateMatrixWorld(true);
  const bounds = new Box3().setFromObject(root, triangles <= EXACT_TRIANGLES);
  const sphere = bounds.getBoundingSphere(new Sphere());
  return { root, triangles, bounds, sphere, outline: outline(meshes, bounds) };
}

export function trianglesOf(mesh: Mesh): number {
  const count = mesh.geometry.index?.count ?? mesh.geometry.getAttribute('position')?.count ?? 0;
  return Math.floor(count / 3);
}

export function materialsOf(mesh: Mesh): Material[] {
  return Array.isArray(mesh.material) ? mesh.material : [mesh.material];
}

/**
 * Surfaces recede a little in depth, so that edges drawn upon them win. Metal keeps some colour of its own: glTF
 * has it reflect its surroundings and nothing else, and there are none here.
 */
function prepare(material: Material): void {
  material.polygonOffset = true;
  material.polygonOffsetFactor = 1;
  material.polygonOffsetUnits = 1;
  if (material instanceof MeshStandardMaterial) {
    material.metalness = Math.min(material.metalness, MOST_METAL);
    material.roughness = Math.max(material.roughness, LEAST_ROUGH);
  }
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
