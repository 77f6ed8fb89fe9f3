import { type BufferGeometry, type Material, type Object3D, Texture } from 'three';

/** Frees what an object and its descendants hold on the graphics card, and decoded images. */
export function disposeTree(root: Object3D): void {
  root.traverse((object) => {
    if ('geometry' in object) (object.geometry as BufferGeometry).dispose();
    if ('material' in object) {
      for (const material of [object.material as Material | Material[]].flat()) disposeMaterial(material);
    }
  });
}

function disposeMaterial(material: Material): void {
  for (const value of Object.values(material) as unknown[]) {
    if (value instanceof Texture) value.dispose();
  }
  material.dispose();
}
