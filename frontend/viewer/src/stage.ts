import { PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { disposeTree } from './dispose';
import { Edges } from './edges';
import { Lighting } from './lighting';
import type { Model } from './model';
import { clipping } from './pose';

const FIELD_OF_VIEW = 30;
const MOST_PIXELS_PER_POINT = 2;

/** What the graphics card holds for a stage. */
export interface Resources {
  geometries: number;
  textures: number;
}

/** The scene and its renderer. Draws when something changed and the page is about to paint, never else. */
export class Stage {
  readonly camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.01, 10);
  /** Frames drawn so far. */
  frames = 0;
  /** Called before a frame is drawn after the canvas changed its size. */
  resized: () => void = () => undefined;

  readonly #scene = new Scene();
  readonly #renderer: WebGLRenderer;
  readonly #lighting: Lighting;
  readonly #edges = new Edges(() => this.invalidate());
  readonly #observer: ResizeObserver;
  #model: Model | undefined;
  #frame = 0;
  #paused = false;

  /** Null where the browser gives no WebGL 2. */
  static on(canvas: HTMLCanvasElement): Stage | null {
    try {
      const context = canvas.getContext('webgl2', { alpha: true, antialias: true, premultipliedAlpha: true });
      return context ? new Stage(canvas, context) : null;
    } catch {
      return null;
    }
  }

  private constructor(private readonly canvas: HTMLCanvasElement, context: WebGL2RenderingContext) {
    this.#renderer = new WebGLRenderer({ canvas, context, alpha: true, antialias: true });
    this.#renderer.setClearColor(0x000000, 0);
    this.camera.up.set(0, 0, 1);
    this.#scene.add(this.camera);
    this.#lighting = new Lighting(this.#scene, this.camera);
    this.#observer = new ResizeObserver(() => this.invalidate());
    this.#observer.observe(canvas);
  }

  get model(): Model | undefined {
    return this.#model;
  }

  get aspect(): number {
    return this.camera.aspect;
  }

  /** Nothing is drawn and nothing is worked on. */
  get idle(): boolean {
    return this.#frame === 0 && !this.#edges.busy;
  }

  get resources(): Resources {
    const { geometries, textures } = this.#renderer.info.memory;
    return { geometries, textures };
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#edges.paused = paused;
    if (paused) this.#cancel();
    else this.invalidate();
  }

  /** Puts a model in the place of the one before, which is freed. */
  show(model: Model): void {
    this.clear();
    this.#model = model;
    this.#scene.add(model.root);
    this.resize();
    this.invalidate();
    this.#edges.start(model.root);
  }

  clear(): void {
    this.#edges.stop();
    if (!this.#model) return;
    this.#model.root.removeFromParent();
    disposeTree(this.#model.root);
    this.#model = undefined;
    this.invalidate();
  }

  /** Asks for a frame. */
  invalidate(): void {
    if (!this.#paused && this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  /**
   * Forgets what a lost context held: the next frame uploads it anew. To be called while the context is lost, when
   * deleting is silent; three.js would else delete the old context's objects in the new one.
   */
  release(): void {
    if (this.#model) disposeTree(this.#model.root);
  }

  dispose(): void {
    this.#observer.disconnect();
    this.clear();
    this.#cancel();
    this.#edges.dispose();
    this.#lighting.dispose();
    this.#renderer.dispose();
    // Browsers allow few contexts at a time; garbage collection is too late to give one back.
    if (!this.#renderer.getContext().isContextLost()) this.#renderer.forceContextLoss();
  }

  #cancel(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  readonly #draw = (): void => {
    this.#frame = 0;
    if (this.#renderer.getContext().isContextLost() || !this.resize()) return;
    if (this.#model) {
      const { center, radius } = this.#model.sphere;
      Object.assign(this.camera, clipping(this.camera.position, center, radius));
      this.camera.updateProjectionMatrix();
    }
    this.#renderer.render(this.#scene, this.camera);
    this.frames += 1;
  };

  /** Fits the drawing buffer to the canvas; false while it has no extent. */
  private resize(): boolean {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return false;
    const ratio = Math.min(devicePixelRatio, MOST_PIXELS_PER_POINT);
    if (this.canvas.width !== Math.floor(width * ratio) || this.canvas.height !== Math.floor(height * ratio)) {
      this.#renderer.setPixelRatio(ratio);
      this.#renderer.setSize(width, height, false);
      this.camera.aspect = width / height;
      this.resized();
    }
    return true;
  }
}
