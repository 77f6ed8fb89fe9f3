import { MOUSE, MathUtils, TOUCH } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { Flight } from './flight';
import { type Command, command } from './keys';
import { type Pose, fitted, moved, poseOf, position, standardView, turned } from './pose';
import type { Stage } from './stage';

const TURN = Math.PI / 24;
const MOVE = 0.05;
const ZOOM = 1.25;
/** The share of the view that a fitted model takes. */
const ROOM = 0.82;
const LONG = 320;
const SHORT = 140;

/** Moves the camera: pointer, wheel and touch through OrbitControls, keys and buttons by itself. */
export class Navigation {
  readonly #controls: OrbitControls;
  readonly #flight: Flight;
  readonly #listening = new AbortController();
  /** Where the camera is heading; presses during a flight add up. */
  #goal: Pose | undefined;
  /** The model is fitted, and stays so when the view changes its size. */
  #framed = true;

  constructor(private readonly stage: Stage, canvas: HTMLCanvasElement) {
    this.#controls = new OrbitControls(stage.camera, canvas);
    this.#controls.zoomToCursor = true;
    this.#controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.PAN, RIGHT: MOUSE.PAN };
    this.#controls.touches = { ONE: TOUCH.ROTATE, TWO: TOUCH.DOLLY_PAN };
    this.#controls.addEventListener('change', () => stage.invalidate());
    this.#controls.addEventListener('start', () => this.#grabbed());
    this.#flight = new Flight((pose) => this.#apply(pose));
    const { signal } = this.#listening;
    canvas.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    // Chromium scrolls on a middle press before OrbitControls hears of it.
    canvas.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), { signal });
    stage.resized = () => this.#resized();
  }

  get busy(): boolean {
    return this.#flight.busy;
  }

  /** Stands before a model just shown. */
  begin(): void {
    const sphere = this.stage.model?.sphere;
    if (!sphere) return;
    this.#controls.minDistance = sphere.radius / 200;
    this.#controls.maxDistance = sphere.radius * 40;
    this.view('iso', 0);
  }

  /** Shows the whole model from where one looks. */
  fit(duration = LONG): void {
    this.#frame(this.#pose, duration);
  }

  /** Shows the whole model from a standard direction; unknown names do nothing. */
  view(name: string, duration = LONG): void {
    const direction = standardView(name);
    if (direction) this.#frame(direction, duration);
  }

  /** Zooms in by steps, out by negative ones. */
  zoom(steps: number): void {
    const pose = this.#pose;
    const { minDistance, maxDistance } = this.#controls;
    const distance = MathUtils.clamp(pose.distance / ZOOM ** steps, minDistance, maxDistance);
    this.#leave({ ...pose, distance });
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

  get #pose(): Pose {
    return (this.#flight.busy && this.#goal) || poseOf(this.stage.camera.position, this.#controls.target);
  }

  #frame(direction: Pick<Pose, 'azimuth' | 'elevation'>, duration: number): void {
    const model = this.stage.model;
    if (!model || model.bounds.isEmpty()) return;
    const { azimuth, elevation } = direction;
    const fov = MathUtils.degToRad(this.stage.camera.fov);
    this.#framed = true;
    this.#fly(fitted(model.bounds, model.outline, { azimuth, elevation }, fov, this.stage.aspect, ROOM), duration);
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
    this.stage.invalidate();
  }

  #grabbed(): void {
    this.#flight.stop();
    this.#framed = false;
  }

  #resized(): void {
    if (!this.#framed || !this.#goal) return;
    this.#flight.stop();
    this.#frame(this.#goal, 0);
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
        return this.#leave(turned(this.#pose, -wanted.right * TURN, -wanted.up * TURN));
      case 'move':
        return this.#leave(moved(this.#pose, -wanted.right * MOVE, -wanted.up * MOVE));
      case 'zoom':
        return this.zoom(wanted.steps);
      case 'fit':
        return this.fit();
    }
  }
}
