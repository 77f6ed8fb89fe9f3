import { Matrix4, Vector3 } from 'three';

export type FaceName = 'front' | 'back' | 'left' | 'right' | 'top' | 'bottom';

type Axis = readonly [x: number, y: number, z: number];

/** Where a face looks to and where its text's right is, in the model's frame. Named as in ../pose.ts. */
const FACES: Readonly<Record<FaceName, { out: Axis; right: Axis }>> = {
  front: { out: [0, -1, 0], right: [1, 0, 0] },
  back: { out: [0, 1, 0], right: [-1, 0, 0] },
  left: { out: [-1, 0, 0], right: [0, -1, 0] },
  right: { out: [1, 0, 0], right: [0, 1, 0] },
  top: { out: [0, 0, 1], right: [1, 0, 0] },
  bottom: { out: [0, 0, -1], right: [1, 0, 0] },
};

export const NAMES = Object.keys(FACES) as FaceName[];

/** One face: its label on a grid of nine zones, of which each is a direction to look from. */
export class Face {
  readonly element = document.createElement('div');
  readonly #label = document.createElement('span');
  readonly #zones = new Map<Element, Vector3>();

  constructor(name: FaceName) {
    const out = new Vector3(...FACES[name].out);
    const right = new Vector3(...FACES[name].right);
    const up = out.clone().cross(right);
    this.element.className = `face ${name}`;
    this.element.style.transform = `${matrix(right, up.clone().negate(), out)} translateZ(calc(var(--edge) / 2))`;
    this.#label.className = 'label';
    for (const y of [1, 0, -1]) {
      for (const x of [-1, 0, 1]) {
        const zone = document.createElement('div');
        zone.className = 'zone';
        this.#zones.set(zone, out.clone().addScaledVector(right, x).addScaledVector(up, y));
        this.element.append(zone);
      }
    }
    this.element.append(this.#label);
  }

  set label(label: string) {
    this.#label.textContent = label;
    // Long words are set smaller.
    this.#label.style.fontSize = `${Math.min(1, 5.6 / [...label].length).toFixed(2)}em`;
  }

  /** Not yet of length 1. */
  direction(zone: Element): Vector3 | undefined {
    return this.#zones.get(zone);
  }

  /** An edge or corner lights up on all its faces. */
  light(direction: Vector3 | undefined): void {
    for (const [zone, own] of this.#zones) zone.classList.toggle('lit', direction !== undefined && own.equals(direction));
  }
}

/**
 * CSS for the columns of a rotation. The cube's elements are placed in the model's frame, where Y goes up if X goes right,
 * and turned into that of the screen, where it goes down; a face's own Y goes down as well, so its text is not mirrored.
 */
export function matrix(x: Vector3, y: Vector3, z: Vector3): string {
  const elements = new Matrix4().makeBasis(x, y, z).elements.map((value) => Number(value.toFixed(5)) + 0);
  return `matrix3d(${elements.join(',')})`;
}
