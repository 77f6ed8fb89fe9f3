import { DirectionalLight, type Camera, PMREMGenerator, type Scene, type WebGLRenderer, type WebGLRenderTarget } from 'three';
import { RoomEnvironment } from 'three/addons/environments/RoomEnvironment.js';

/** Pixels of a side of the reflected room: enough for blurred reflections, and quick where the processor draws. */
const REFLECTION = 64;

/**
 * Studio light: a neutral room that metal can reflect, and a key light over the viewer's left shoulder,
 * so that no side one turns to lies in the dark.
 */
export class Lighting {
  readonly #key = new DirectionalLight(0xffffff, 1.1);
  #room: WebGLRenderTarget | undefined;

  constructor(private readonly scene: Scene, camera: Camera) {
    this.#key.position.set(-0.6, 0.9, 1);
    camera.add(this.#key, this.#key.target);
    this.#key.target.position.set(0, 0, -1);
    scene.environmentIntensity = 0.62;
    // The room is built Y up.
    scene.environmentRotation.set(Math.PI / 2, 0, 0);
  }

  /** Renders the room into reflections, unless they are there. */
  prepare(renderer: WebGLRenderer): void {
    if (this.#room) return;
    const generator = new PMREMGenerator(renderer);
    const room = new RoomEnvironment();
    this.#room = generator.fromScene(room, 0.04, 0.1, 100, { size: REFLECTION });
    this.scene.environment = this.#room.texture;
    room.dispose();
    generator.dispose();
  }

  /** Frees the reflections; `prepare` makes them anew. */
  release(): void {
    this.scene.environment = null;
    this.#room?.dispose();
    this.#room = undefined;
  }

  dispose(): void {
    this.release();
    this.#key.dispose();
  }
}
