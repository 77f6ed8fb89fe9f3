import { type Camera, DirectionalLight, HemisphereLight, type Scene } from 'three';

/**
 * Studio light as CAD systems have it: soft from above, and a key and a fill light that go with the camera, so that
 * no side one turns to lies in the dark. There is no reflected room: to prepare one takes seconds where the
 * processor draws.
 */
export class Lighting {
  readonly #lights: readonly [HemisphereLight, DirectionalLight, DirectionalLight];

  constructor(scene: Scene, camera: Camera) {
    const sky = new HemisphereLight(0xffffff, 0x858c96, 1.3);
    sky.position.set(0, 0, 1);
    const key = new DirectionalLight(0xffffff, 2.0);
    key.position.set(-0.75, 0.8, 0.9);
    const fill = new DirectionalLight(0xffffff, 0.5);
    fill.position.set(1, 0.1, 0.35);
    this.#lights = [sky, key, fill];
    scene.add(sky);
    // The targets stay in the camera's origin: the lights' directions are fixed on the screen.
    camera.add(key, key.target, fill, fill.target);
  }

  dispose(): void {
    for (const light of this.#lights) light.dispose();
  }
}
