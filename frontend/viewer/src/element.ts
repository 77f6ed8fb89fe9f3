import { disposeTree } from './dispose';
import type { Progress } from './download';
import { aborted, asFailure } from './failure';
import { Gate } from './gate';
import { load, oncePerFrame } from './load';
import type { Resources } from './stage';
import { type Happening, type ViewerState, next, nothing } from './state';
import { Surface } from './surface';
import { View } from './view';
import { wordsFrom } from './words';

const NO_RESOURCES: Resources = { geometries: 0, textures: 0 };

/**
 * `<vitrine-viewer>`: shows a GLB in metres, Z up. The contract (attributes, events, methods) is in README.md.
 */
export class VitrineViewer extends HTMLElement {
  static readonly observedAttributes = ['src', 'poster', 'label', 'paused', 'words'];

  readonly #surface: Surface;
  readonly #gate = new Gate();
  #state: ViewerState = nothing;
  #view: View | null = null;
  #loading: AbortController | undefined;
  #frames = 0;
  #left: Resources = NO_RESOURCES;

  constructor() {
    super();
    this.#surface = new Surface(this.attachShadow({ mode: 'open' }), (tool) => this.#view?.use(tool));
  }

  /** What the last `viewerstate` said, for a page that began to listen later. */
  get state(): ViewerState {
    return this.#state;
  }

  /** Frames drawn since the element was made. */
  get renderedFrames(): number {
    return this.#frames + (this.#view?.stage.frames ?? 0);
  }

  /** Nothing is loading, moving or being worked on. */
  get idle(): boolean {
    return this.#loading === undefined && (this.#view?.idle ?? true);
  }

  /** What the graphics card holds for this viewer; after its removal, what was left undisposed. */
  get resources(): Resources {
    return this.#view?.stage.resources ?? this.#left;
  }

  /** Shows the whole model from the present direction. */
  fit(): void {
    this.#view?.fit();
  }

  /** Shows the whole model from `front`, `back`, `left`, `right`, `top`, `bottom` or `iso`. */
  view(name: string): void {
    this.#view?.look(name);
  }

  connectedCallback(): void {
    if (this.hasAttribute('src')) this.#begin();
  }

  disconnectedCallback(): void {
    this.#abort();
    if (this.#view) this.#closeView();
    this.#state = nothing;
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (name === 'label') this.#surface.label = value ?? '';
    else if (name === 'words') this.#surface.words = wordsFrom(value);
    else if (name === 'paused') this.#pause(value !== null);
    else if (name === 'src' && this.isConnected && before !== value) this.#begin();
    else if (name === 'poster' && this.isConnected && !this.#view && before !== value) this.#begin();
  }

  #pause(paused: boolean): void {
    this.#gate.closed = paused;
    if (this.#view) this.#view.paused = paused;
  }

  /** Starts over with what the attributes say now. */
  #begin(): void {
    this.#abort();
    const src = this.getAttribute('src');
    if (!src) return this.#clear({ type: 'cleared' });
    this.#view ??= this.#openView();
    this.#surface.show(this.#view?.stage.model ? 'stale' : 'nothing');
    this.#happened({ type: 'asked' });
    const view = this.#view;
    this.#run((loading) => (view ? this.#show(src, view, loading) : this.#showPicture(loading)));
  }

  #run(work: (loading: AbortController) => Promise<void>): void {
    const loading = new AbortController();
    this.#loading = loading;
    void work(loading).finally(() => {
      if (this.#loading === loading) this.#loading = undefined;
    });
  }

  #abort(): void {
    this.#loading?.abort();
    this.#loading = undefined;
  }

  /** Loads a model and puts it on stage. Never rejects. */
  async #show(src: string, view: View, { signal }: AbortController): Promise<void> {
    const progress = oncePerFrame((at) => this.#tell('viewerprogress', at));
    signal.addEventListener('abort', progress.stop);
    try {
      const model = await load(src, signal, this.#gate, progress.report);
      if (signal.aborted) return disposeTree(model.root);
      progress.flush();
      if (model.triangles === 0) return this.#clear({ type: 'shown', triangles: 0 });
      view.show(model);
      this.#surface.show('model');
      this.#happened({ type: 'shown', triangles: model.triangles });
    } catch (error) {
      if (signal.aborted || aborted(error)) return;
      progress.stop();
      const { reason, status, sentence } = asFailure(error, 'broken');
      this.#clear({
        type: 'failed', reason,
        ...(status !== undefined && { status }),
        ...(sentence !== undefined && { message: sentence }),
      });
    }
  }

  /** Shows the poster where there is no 3D. Never rejects. */
  async #showPicture({ signal }: AbortController, otherwise: Happening = { type: 'unavailable' }): Promise<void> {
    const poster = this.getAttribute('poster');
    const shown = poster !== null && poster !== '' && await this.#surface.picture(poster);
    if (!signal.aborted) this.#happened(shown ? { type: 'pictured' } : otherwise);
  }

  #clear(why: Happening): void {
    this.#view?.stage.clear();
    this.#surface.show('nothing');
    this.#happened(why);
  }

  #openView(): View | null {
    const view = View.on(this.#surface.canvas, () => this.#contextGone());
    if (view) view.paused = this.hasAttribute('paused');
    return view;
  }

  #closeView(): void {
    const stage = this.#view?.stage;
    this.#view?.dispose();
    this.#frames += stage?.frames ?? 0;
    this.#left = stage?.resources ?? NO_RESOURCES;
    this.#view = null;
    this.#surface.renew();
  }

  /** The browser took the graphics card away, most often because a model was too much for it. */
  #contextGone(): void {
    this.#abort();
    this.#closeView();
    if (this.hasAttribute('src')) this.#run((loading) => this.#showPicture(loading, { type: 'unavailable', reason: 'memory' }));
  }

  #happened(happening: Happening): void {
    const state = next(this.#state, happening);
    if (state === this.#state) return;
    this.#state = state;
    this.#tell('viewerstate', state);
  }

  #tell(type: 'viewerstate' | 'viewerprogress', detail: ViewerState | Progress): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
