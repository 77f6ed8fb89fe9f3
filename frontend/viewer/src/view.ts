import { watchContext } from './context';
import type { Model } from './model';
import { Navigation } from './navigation';
import { Stage } from './stage';
import type { Tool } from './toolbar';

/** A stage one can walk around on: everything that lives as long as one WebGL context. */
export class View {
  readonly stage: Stage;
  readonly #navigation: Navigation;
  readonly #unwatch: () => void;

  /** Null where the browser gives no WebGL 2. `gone`: it took it away again, for good. */
  static on(canvas: HTMLCanvasElement, gone: () => void): View | null {
    const stage = Stage.on(canvas);
    return stage && new View(stage, canvas, gone);
  }

  private constructor(stage: Stage, canvas: HTMLCanvasElement, gone: () => void) {
    this.stage = stage;
    this.#navigation = new Navigation(stage, canvas);
    // After the renderer's own listeners: it must have set itself up again before anything is drawn.
    this.#unwatch = watchContext(canvas, {
      lost: () => stage.release(),
      restored: () => stage.invalidate(),
      gone,
    });
  }

  get idle(): boolean {
    return this.stage.idle && !this.#navigation.busy;
  }

  set paused(paused: boolean) {
    if (paused) this.#navigation.stop();
    this.stage.paused = paused;
  }

  show(model: Model): void {
    this.stage.show(model);
    this.#navigation.begin();
  }

  fit(): void {
    this.#navigation.fit();
  }

  /** Looks from a standard direction at the whole model. */
  look(name: string): void {
    this.#navigation.view(name);
  }

  use(tool: Tool): void {
    if (tool === 'fit') this.#navigation.fit();
    else if (tool === 'in') this.#navigation.zoom(1);
    else if (tool === 'out') this.#navigation.zoom(-1);
    else this.#navigation.view(tool);
  }

  dispose(): void {
    this.#unwatch();
    this.#navigation.dispose();
    this.stage.dispose();
  }
}
