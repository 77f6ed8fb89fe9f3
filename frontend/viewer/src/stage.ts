import {
  type Box3, type BufferGeometry, type Color, Group, LineSegments, type Material, Mesh, Scene, Sphere, Vector2, type Vector3, WebGLRenderer,
} from 'three';
import { ViewCamera } from './draw/camera';
import { Drawn, Layers } from './draw/drawn';
import { Materials, Uniforms } from './draw/materials';
import { Pieces } from './draw/pieces';
import { Section } from './draw/section';
import type { Style } from './display';
import type { Draw, Level, Model } from './model/model';
import { clipping } from './pose';

const MOST_PIXELS_PER_POINT = 2;
/** How far off a level may be that is drawn, in CSS pixels. */
const RESTING_ERROR = 0.4;
const MOVING_ERROR = 3;
/** A view rests that has not moved for so many milliseconds. */
const REST = 160;
/** Up to here, in triangles, a model is drawn as finely while it moves. */
const SWIFT = 300_000;

/** What the graphics card holds for a stage. */
export interface Resources {
  geometries: number;
  textures: number;
}

/** The scene and its renderer. Draws when something changed and the page is about to paint, never else. */
export class Stage {
  readonly camera = new ViewCamera();
  readonly shared = new Uniforms();
  readonly section: Section;
  /** What tools draw: lines, handles. Drawn last. */
  readonly extras = new Group();
  readonly layers = new Layers();
  /** Frames drawn so far. */
  frames = 0;
  /** Draw calls of the last frame. */
  calls = 0;
  /** Called before a frame is drawn after the canvas changed its size. */
  resized: () => void = () => undefined;
  /** Called after each frame. */
  drawnFrame: () => void = () => undefined;

  readonly renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #materials: Materials;
  readonly #observer: ResizeObserver;
  #style: Style = 'edges';
  #model: Model | undefined;
  #pieces: Pieces | undefined;
  #drawn = new Map<Draw, Drawn>();
  #frame = 0;
  #paused = false;
  #moving = false;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** Null where the browser gives no WebGL 2. */
  static on(canvas: HTMLCanvasElement): Stage | null {
    try {
      const context = canvas.getContext('webgl2', { alpha: true, antialias: true, premultipliedAlpha: true, stencil: false });
      return context ? new Stage(canvas, context) : null;
    } catch {
      return null;
    }
  }

  private constructor(readonly canvas: HTMLCanvasElement, context: WebGL2RenderingContext) {
    this.renderer = new WebGLRenderer({ canvas, context, alpha: true, antialias: true });
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.info.autoReset = false;
    this.#materials = new Materials(this.shared);
    this.section = new Section(this.shared, this.#materials);
    for (const kind of ['opaque', 'lines', 'clear', 'farLines'] as const) this.#scene.add(this.layers.of(kind));
    this.#scene.add(this.camera, this.extras, ...this.section.caps);
    this.#scene.matrixWorldAutoUpdate = true;
    this.style = 'edges';
    this.#observer = new ResizeObserver(() => this.invalidate());
    this.#observer.observe(canvas);
  }

  get model(): Model | undefined {
    return this.#model;
  }

  /** How the model's pieces look; change them, then [`invalidate`]. */
  get pieces(): Pieces | undefined {
    return this.#pieces;
  }

  get aspect(): number {
    return this.camera.aspect;
  }

  /** Nothing is to be drawn. */
  get idle(): boolean {
    return this.#frame === 0 && !this.#moving;
  }

  get resources(): Resources {
    const { geometries, textures } = this.renderer.info.memory;
    return { geometries, textures };
  }

  get style(): Style {
    return this.#style;
  }

  set style(style: Style) {
    this.#style = style;
    this.layers.of('opaque').visible = style !== 'wireframe';
    this.layers.of('lines').visible = style !== 'shaded';
    this.layers.of('farLines').visible = style === 'hidden';
    // Hidden lines are hidden by glass too.
    this.shared.wholeOpacity.value = style === 'translucent' ? 0.35 : style === 'hidden' ? 1000 : 1;
    this.invalidate();
  }

  /** The colours of the page: what is drawn flat, and what stands out. Linear, 0 to 1. */
  colours(page: Color, accent: Color, dark: boolean): void {
    this.shared.accent.value.copy(accent);
    this.shared.flatColor.value.set(page.r, page.g, page.b, this.shared.flatColor.value.w);
    if (dark) {
      this.shared.ink.value.set(0.02, 0.025, 0.03, 0.85);
      this.shared.inkOnDark.value.set(0.62, 0.66, 0.7, 0.6);
    } else {
      this.shared.ink.value.set(0.08, 0.095, 0.115, 0.78);
      this.shared.inkOnDark.value.set(0.6, 0.64, 0.68, 0.65);
    }
    this.#dark = dark;
    this.invalidate();
  }

  #dark = false;
  /** Where a model will be, while there is none yet. */
  waiting: Box3 | null = null;

  set paused(paused: boolean) {
    this.#paused = paused;
    if (paused) this.#cancel();
    else this.invalidate();
  }

  /** Puts a model in the place of the one before, which is freed. Its geometry comes by [`level`]. */
  show(model: Model): void {
    this.clear();
    this.#model = model;
    this.#pieces = new Pieces(model);
    this.shared.use(this.#pieces);
    this.resize();
    this.invalidate();
  }

  /** A level of a draw can be shown; a finer one than before, or the first. */
  level(draw: Draw, level: Level): void {
    const drawn = this.#drawn.get(draw) ?? new Drawn(draw, this.#materials);
    this.#drawn.set(draw, drawn);
    drawn.load(level);
    this.layers.add(drawn);
    this.invalidate();
  }

  clear(): void {
    if (!this.#model) return;
    for (const drawn of this.#drawn.values()) drawn.dispose();
    this.#drawn.clear();
    this.layers.clear();
    this.#pieces?.dispose();
    this.#pieces = undefined;
    this.shared.use(undefined);
    this.section.cuts = [];
    this.section.release();
    this.shared.exploded.value = 0;
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
    for (const drawn of this.#drawn.values()) drawn.release();
    this.extras.traverse((object) => {
      if (!(object instanceof Mesh || object instanceof LineSegments)) return;
      (object.geometry as BufferGeometry).dispose();
      (object.material as Material).dispose();
    });
    this.section.release();
    this.#pieces?.dispose();
    this.#materials.dispose();
  }

  dispose(): void {
    this.#observer.disconnect();
    clearTimeout(this.#resting);
    this.clear();
    this.#cancel();
    this.section.dispose();
    this.#materials.dispose();
    this.renderer.dispose();
    // Browsers allow few contexts at a time; garbage collection is too late to give one back.
    if (!this.renderer.getContext().isContextLost()) this.renderer.forceContextLoss();
  }

  /** Brings the camera's matrices and what shaders know of it up to date. */
  aim(): void {
    const { camera, shared } = this;
    const around = this.#model?.sphere ?? this.waiting?.getBoundingSphere(new Sphere());
    if (around) {
      const { center, radius } = around;
      const reach = radius * (1 + 2.2 * shared.exploded.value) || 1;
      Object.assign(camera, clipping(camera.position, center, reach));
      // Without perspective nothing is lost to a near plane behind the eye.
      if (camera.parallel) camera.near = camera.far - 2.2 * reach;
    }
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    this.#chooseLevels();
    shared.eye.value.copy(camera.position);
    camera.getWorldDirection(shared.ahead.value);
    shared.parallel.value = camera.parallel;
  }

  /**
   * Draws each part as finely as can be seen from here: at rest to less than a pixel, while the view moves more
   * coarsely. The nearest piece of a draw decides.
   */
  #chooseLevels(): void {
    const { camera } = this;
    const pieces = this.#model?.pieces ?? [];
    const perPixel = (2 * Math.tan((camera.fov * Math.PI) / 360)) / Math.max(1, this.canvas.clientHeight);
    const allowed = perPixel * (this.#moving ? MOVING_ERROR : RESTING_ERROR);
    for (const [{ first, count, levels }, drawn] of this.#drawn) {
      if (levels.length < 2) continue;
      let nearest = camera.reach;
      if (!camera.parallel) {
        nearest = Infinity;
        for (let piece = first; piece < first + count; piece++) {
          nearest = Math.min(nearest, pieces[piece]?.box.distanceToPoint(camera.position) ?? 0);
        }
      }
      drawn.within(nearest * allowed);
    }
  }

  /** The view is moving: it is drawn more coarsely until it rests. */
  move(): void {
    if (!this.#moving && this.#model && this.#model.triangles < SWIFT) return this.invalidate();
    this.#moving = true;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#moving = false;
      this.invalidate();
    }, REST);
    this.invalidate();
  }

  /** Draws into the present target. */
  render(): void {
    const flat = this.shared.flatColor.value;
    flat.w = this.#style === 'hidden' ? 1 : 0;
    const { ink } = this.shared;
    const kept = ink.value.clone();
    if (this.#dark && (this.#style === 'hidden' || this.#style === 'wireframe')) ink.value.copy(this.shared.inkOnDark.value).setW(0.95);
    if (this.#model && this.#pieces) {
      const clear = this.#pieces.clear > 0 || this.#style === 'translucent';
      this.layers.of('clear').visible = clear && this.#style !== 'wireframe';
      this.section.prepare(this.renderer, this.camera, this.layers.of('inside'), this.#model.sphere);
    }
    this.section.filled = this.#style !== 'wireframe';
    this.renderer.render(this.#scene, this.camera);
    ink.value.copy(kept);
  }

  #cancel(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  readonly #draw = (): void => {
    this.#frame = 0;
    if (this.renderer.getContext().isContextLost() || !this.resize()) return;
    this.aim();
    this.renderer.info.reset();
    this.render();
    this.calls = this.renderer.info.render.calls;
    this.frames += 1;
    this.drawnFrame();
  };

  /** Fits the drawing buffer to the canvas; false while it has no extent. */
  private resize(): boolean {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return false;
    const ratio = Math.min(devicePixelRatio, MOST_PIXELS_PER_POINT);
    if (this.canvas.width !== Math.floor(width * ratio) || this.canvas.height !== Math.floor(height * ratio)) {
      this.renderer.setPixelRatio(ratio);
      this.renderer.setSize(width, height, false);
      this.camera.aspect = width / height;
      this.resized();
    }
    return true;
  }
}

/** A point of the canvas in the renderer's terms: -1 to 1, y up. */
export function onScreen(canvas: HTMLCanvasElement, x: number, y: number): Vector2 {
  return new Vector2((x / canvas.clientWidth) * 2 - 1, 1 - (y / canvas.clientHeight) * 2);
}

/** Where a point of the model is on the canvas, in CSS pixels. */
export function onCanvas(stage: Stage, point: Vector3): Vector2 {
  const seen = point.clone().project(stage.camera);
  return new Vector2(((seen.x + 1) / 2) * stage.canvas.clientWidth, ((1 - seen.y) / 2) * stage.canvas.clientHeight);
}
