import { type Camera, Matrix4, Quaternion, Vector3 } from 'three';
import { Drag } from './drag';
import { Face, NAMES, matrix } from './faces';
import { styleSheet } from './style';
import { triad } from './triad';
import { type CubeWords, english } from './words';

/**
 * Shows how the camera stands; a click looks from there, dragging turns. For the pointer only: the toolbar has the standard
 * views and the canvas its keys.
 */
export class ViewCube {
  readonly element = document.createElement('div');
  readonly #cube = document.createElement('div');
  readonly #faces = NAMES.map((name) => ({ name, face: new Face(name) }));
  readonly #quaternion = new Quaternion();
  #transform = '';

  /** `look`: from the model towards the camera, of length 1. `turn`: radians; the model goes along with the pointer. */
  constructor(look: (direction: Vector3) => void, turn: (right: number, up: number) => void) {
    const root = this.element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    this.element.setAttribute('aria-hidden', 'true');
    this.#cube.className = 'cube';
    this.#cube.append(...triad(), ...this.#faces.map(({ face }) => face.element));
    root.append(this.#cube);
    this.words = english;
    this.#turnTo(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), Math.PI / 2));
    const drag = new Drag(this.#cube, turn);
    this.#cube.addEventListener('click', (event) => {
      const direction = this.#direction(event);
      if (direction && !drag.moved) look(direction.normalize());
    });
    this.#cube.addEventListener('pointerover', (event) => {
      if (event.pointerType !== 'touch') this.#light(this.#direction(event));
    });
    this.#cube.addEventListener('pointerleave', () => this.#light(undefined));
    // Focus stays where it is, on the canvas most likely.
    this.#cube.addEventListener('mousedown', (event) => event.preventDefault());
  }

  set camera(camera: Camera) {
    this.#turnTo(camera.getWorldQuaternion(this.#quaternion));
  }

  set words(words: Partial<CubeWords>) {
    const all = { ...english, ...words };
    this.#cube.title = all.cube;
    for (const { name, face } of this.#faces) face.label = all[name];
  }

  #turnTo(quaternion: Quaternion): void {
    const right = new Vector3();
    const up = new Vector3();
    const out = new Vector3();
    // Rows are the screen's axes: right, down, towards the viewer.
    const turn = new Matrix4().makeRotationFromQuaternion(quaternion);
    turn.extractBasis(right, up, out);
    const upright = matrix(right, up.negate(), out);
    if (upright === this.#transform) return;
    this.#transform = upright;
    this.#cube.style.setProperty('--upright', upright);
    turn.makeBasis(right, up, out).transpose().extractBasis(right, up, out);
    this.#cube.style.transform = matrix(right, up, out);
  }

  #direction(event: Event): Vector3 | undefined {
    if (!(event.target instanceof Element)) return undefined;
    for (const { face } of this.#faces) {
      const direction = face.direction(event.target);
      if (direction) return direction.clone();
    }
    return undefined;
  }

  #light(direction: Vector3 | undefined): void {
    for (const { face } of this.#faces) face.light(direction);
  }
}
