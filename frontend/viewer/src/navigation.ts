import { type Box3, MOUSE, MathUtils, TOUCH, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { Flight } from './flight';
import { type Command, command } from './keys';
import { type Pose, fitted, moved, poseOf, position, standardView, turned } from './pose';
import { outline } from './model/outline';
import type { Stage } from './stage';
import { onScreen } from './stage';

const TURN = Math.PI / 24;
const MOVE = 0.05;
const ZOOM = 1.25;
/** The share of the view that a fitted model takes. */
const ROOM = 0.82;
const LONG = 320;
const SHORT = 140;
/** Pieces whose boxes a fitted view is measured by; of more, the whole box is. */
const MOST_BOXES = 500;
/** Of the wheel's pixels: a step of a mouse's wheel is about 100. */
const WHEEL = 0.0016;

/**
 * Moves the camera. Pointers as in Onshape: the right button turns, the middle one and Ctrl with the right one move, the
 * wheel zooms towards the pointer. The left button turns too where it is dragged: it selects where it is clicked.
 */
export class Navigation {
  readonly #controls: OrbitControls;
  readonly #flight: Flight;
  readonly #listening = new AbortController();
  /** Where the camera is heading; presses during a flight add up. */
  #goal: Pose | undefined;
  /** The model is fitted, and stays so when the view changes its size. */
  #framed = true;

  constructor(private readonly stage: Stage, canvas: HTMLCanvasElement, private readonly changed: () => void) {
    this.#controls = new OrbitControls(stage.camera, canvas);
    this.#controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.PAN, RIGHT: MOUSE.ROTATE };
    this.#controls.touches = { ONE: TOUCH.ROTATE, TWO: TOUCH.DOLLY_PAN };
    this.#controls.addEventListener('change', () => this.#moved());
    this.#controls.addEventListener('start', () => this.#grabbed());
    this.#flight = new Flight((pose) => this.#apply(pose));
    const { signal } = this.#listening;
    canvas.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    // Chromium scrolls on a middle press before OrbitControls hears of it.
    canvas.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), { signal });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    // Before the controls hear of it: theirs knows no view without perspective.
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { signal, capture: true, passive: false });
    stage.resized = () => this.#resized();
  }

  get busy(): boolean {
    return this.#flight.busy;
  }

  /** Where the camera stands, or is heading. */
  get pose(): Pose {
    return (this.#flight.busy && this.#goal) || poseOf(this.stage.camera.position, this.#controls.target);
  }

  /** Stands there at once. */
  set pose(pose: Pose) {
    this.#flight.stop();
    this.#framed = false;
    this.#apply(pose);
  }

  /** Around what a drag would turn. */
  set enabled(enabled: boolean) {
    this.#controls.enabled = enabled;
  }

  /** Stands before a model, or boxes of one, just shown. */
  begin(box: Box3): void {
    const radius = box.getSize(new Vector3()).length() / 2 || 1;
    this.#controls.minDistance = radius / 400;
    this.#controls.maxDistance = radius * 40;
    const direction = standardView('iso');
    if (direction) this.#fly(this.#fitting(direction, box), 0);
    this.#framed = true;
  }

  /** A model's geometry is here: one that was framed by its boxes is framed by what it is, unless it was moved. */
  reframe(): void {
    if (this.#framed && this.#goal && !this.#flight.busy) this.#frame(this.#goal, 0);
  }

  /** Shows the whole model, or a box, from where one looks. */
  fit(box?: Box3, duration = LONG): void {
    this.#frame(this.pose, duration, box);
  }

  /** Shows the whole model from a standard direction; unknown names do nothing. */
  view(name: string, duration = LONG): void {
    const direction = standardView(name);
    if (direction) this.#frame(direction, duration);
  }

  /** Looks from a direction, of length 1, from the model towards the camera. */
  look(from: Vector3): void {
    const { azimuth, elevation } = poseOf(from, new Vector3());
    const pole = Math.abs(from.z) > 0.999;
    const top = standardView(from.z > 0 ? 'top' : 'bottom');
    this.#frame(pole && top ? top : { azimuth, elevation }, LONG);
  }

  /** Turns with a drag, in radians: the model goes along. */
  turn(right: number, up: number): void {
    this.#flight.stop();
    this.#framed = false;
    this.#apply(turned(this.pose, -right, -up));
  }

  /** Zooms in by steps, out by negative ones. */
  zoom(steps: number): void {
    const { pose } = this;
    this.#leave({ ...pose, distance: this.#allowed(pose.distance / ZOOM ** steps) });
  }

  /** With perspective or without. */
  project(parallel: boolean): void {
    this.stage.camera.parallel = parallel;
    this.#moved();
  }

  stop(): void {
    this.#flight.stop();
    if (this.#goal) this.#apply(this.#goal);
  }

  dispose(): void {
    this.#flight.stop();
    this.#listening.abort();
    this.#controls.dispose();
    this.stage.resized = () => undefined;
  }

  #allowed(distance: number): number {
    return MathUtils.clamp(distance, this.#controls.minDistance, this.#controls.maxDistance);
  }

  #frame(direction: Pick<Pose, 'azimuth' | 'elevation'>, duration: number, box?: Box3): void {
    const around = box ?? this.stage.model?.bounds;
    if (!around || around.isEmpty()) return;
    this.#framed = !box;
    this.#fly(this.#fitting(direction, around), duration);
  }

  #fitting({ azimuth, elevation }: Pick<Pose, 'azimuth' | 'elevation'>, box: Box3): Pose {
    const fov = MathUtils.degToRad(this.stage.camera.fov);
    return fitted(box, this.#corners(box), { azimuth, elevation }, fov, this.stage.aspect, ROOM);
  }

  /** What a fitted view must hold: the corners of the pieces' boxes, where they are few and all of them are meant. */
  #corners(box: Box3): Float32Array {
    const { model } = this.stage;
    const exact = model && box === model.bounds ? outline(model) : null;
    if (exact) return exact;
    const pieces = model && box === model.bounds && model.pieces.length <= MOST_BOXES
      ? model.pieces.filter(({ part }) => !model.hidden.has(part)) : [];
    const boxes = pieces.length > 0 ? pieces.map((piece) => piece.box) : [box];
    const corners: number[] = [];
    for (const { min, max } of boxes) {
      for (const x of [min.x, max.x]) for (const y of [min.y, max.y]) for (const z of [min.z, max.z]) corners.push(x, y, z);
    }
    return new Float32Array(corners);
  }

  #leave(pose: Pose): void {
    this.#framed = false;
    this.#fly(pose, SHORT);
  }

  #fly(to: Pose, duration: number): void {
    const from = poseOf(this.stage.camera.position, this.#controls.target);
    this.#goal = to;
    this.#flight.start(from, to, duration);
  }

  #apply(pose: Pose): void {
    this.stage.camera.position.copy(position(pose));
    this.#controls.target.copy(pose.target);
    this.#controls.update();
    this.#moved();
  }

  #moved(): void {
    this.stage.camera.reach = this.stage.camera.position.distanceTo(this.#controls.target);
    this.stage.move();
    this.changed();
  }

  #grabbed(): void {
    this.#flight.stop();
    this.#framed = false;
  }

  #resized(): void {
    if (!this.#framed || !this.#goal || !this.stage.model) return;
    this.#flight.stop();
    this.#frame(this.#goal, 0);
  }

  /** What is under the pointer, at the target's depth, stays under it. */
  #wheel(event: WheelEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.stage.model) return;
    const pixels = event.deltaY * (event.deltaMode === 1 ? 33 : event.deltaMode === 2 ? 400 : 1);
    const { pose } = this;
    const distance = this.#allowed(pose.distance * Math.exp(MathUtils.clamp(pixels, -400, 400) * WHEEL));
    const { camera, canvas } = this.stage;
    const half = Math.tan(MathUtils.degToRad(camera.fov / 2)) * pose.distance;
    const at = onScreen(canvas, event.offsetX, event.offsetY);
    const shift = 1 - distance / pose.distance;
    const [right, up] = [new Vector3().setFromMatrixColumn(camera.matrixWorld, 0), new Vector3().setFromMatrixColumn(camera.matrixWorld, 1)];
    const target = pose.target.clone().addScaledVector(right, at.x * half * camera.aspect * shift).addScaledVector(up, at.y * half * shift);
    this.pose = { ...pose, target, distance };
  }

  #pressed(event: KeyboardEvent): void {
    const wanted = command(event);
    if (!wanted || !this.stage.model) return;
    event.preventDefault();
    this.#obey(wanted);
  }

  /** Arrows take the model along, as dragging does. */
  #obey(wanted: Command): void {
    switch (wanted.type) {
      case 'turn':
        return this.#leave(turned(this.pose, -wanted.right * TURN, -wanted.up * TURN));
      case 'move':
        return this.#leave(moved(this.pose, -wanted.right * MOVE, -wanted.up * MOVE));
      case 'zoom':
        return this.zoom(wanted.steps);
      case 'fit':
        return this.fit();
      case 'view':
        return this.view(wanted.name);
    }
  }
}
