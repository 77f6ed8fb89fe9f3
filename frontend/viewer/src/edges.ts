import { BufferGeometry, Color, Float32BufferAttribute, InstancedMesh, LineBasicMaterial, LineSegments, Mesh, type Object3D, SkinnedMesh } from 'three';
import { creases } from './creases';
import { materialsOf, trianglesOf } from './model';

const ANGLE = Math.PI / 6;
/** Triangles whose edges are looked for, in all: about two seconds of slices on a slow machine. */
const BUDGET = 1_000_000;
/** A larger mesh has no edges: to weld one is a single step, and this many triangles take about 80 ms. */
const LARGEST = 500_000;
/** Milliseconds of work between two frames. */
const SLICE = 6;

const ON_LIGHT = new Color(0x14181d);
const ON_DARK = new Color(0x9aa3ad);

/** Draws thin lines where surfaces crease. They are found in slices between frames, after the model is on screen. */
export class Edges {
  #task: Generator<void> | undefined;
  #frame = 0;
  #paused = false;
  readonly #dark = lineMaterial(ON_LIGHT, 0.72);
  readonly #light = lineMaterial(ON_DARK, 0.6);

  /** `drawn` is called whenever there are new lines to show. */
  constructor(private readonly drawn: () => void) {}

  get busy(): boolean {
    return this.#task !== undefined;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#schedule();
  }

  /** Looks for the edges of everything below `root`; lines become children of their meshes. */
  start(root: Object3D): void {
    this.stop();
    this.#task = this.#find(root);
    this.#schedule();
  }

  stop(): void {
    this.#task = undefined;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  dispose(): void {
    this.stop();
    this.#dark.dispose();
    this.#light.dispose();
  }

  #schedule(): void {
    if (this.#task && !this.#paused && this.#frame === 0) this.#frame = requestAnimationFrame(this.#work);
  }

  readonly #work = (): void => {
    this.#frame = 0;
    if (this.#paused) return;
    const end = performance.now() + SLICE;
    while (this.#task && performance.now() < end) {
      if (this.#task.next().done) this.#task = undefined;
    }
    this.#schedule();
  };

  *#find(root: Object3D): Generator<void> {
    const meshes: Mesh[] = [];
    root.traverse((object) => {
      if (object instanceof Mesh && drawable(object) && trianglesOf(object) <= LARGEST) meshes.push(object);
    });
    const known = new Map<BufferGeometry, BufferGeometry>();
    let left = BUDGET;
    for (const mesh of meshes) {
      let lines = known.get(mesh.geometry);
      if (!lines) {
        left -= trianglesOf(mesh);
        if (left < 0) return;
        lines = new BufferGeometry().setAttribute(
          'position',
          new Float32BufferAttribute(yield* creases(mesh.geometry, ANGLE), 3),
        );
        known.set(mesh.geometry, lines);
      }
      mesh.add(this.#lines(mesh, lines));
      this.drawn();
      yield;
    }
  }

  #lines(mesh: Mesh, geometry: BufferGeometry): LineSegments {
    const lines = new LineSegments(geometry, isDark(mesh) ? this.#light : this.#dark);
    lines.raycast = () => undefined;
    return lines;
  }
}

function lineMaterial(color: Color, opacity: number): LineBasicMaterial {
  return new LineBasicMaterial({ color, opacity, transparent: true, depthWrite: false, toneMapped: false });
}

/** Geometry that moves on the graphics card has no edges here. */
function drawable(mesh: Mesh): boolean {
  return !(mesh instanceof SkinnedMesh) && !(mesh instanceof InstancedMesh)
    && mesh.geometry.hasAttribute('position') && Object.keys(mesh.geometry.morphAttributes).length === 0;
}

/** On black parts dark lines would not show. */
function isDark(mesh: Mesh): boolean {
  const material = materialsOf(mesh)[0];
  if (!material || !('color' in material) || !(material.color instanceof Color)) return false;
  const { r, g, b } = material.color;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.03;
}
