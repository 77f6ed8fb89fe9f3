import { Color } from 'three';
import { pageColours } from './colours';
import type { Progress } from './download';
import { aborted, asFailure } from './failure';
import { Gate } from './gate';
import { load, oncePerFrame } from './load';
import type { Model } from './model/model';
import { type LengthUnit, type Units, formatted, isLengthUnit } from './shape/format';
import type { Resources } from './stage';
import { type Happening, type ViewerState, next, nothing } from './state';
import { Surface } from './surface';
import type { PartFacts } from './tools/display';
import { View } from './view';
import { filled, wordsFrom } from './words';

const NO_RESOURCES: Resources = { geometries: 0, textures: 0 };
const UNITS: Units = { length: 'millimeter', angle: 'degree', digits: 2 };
/** Digits after the point where nothing is said: hundredths of a millimetre, or what is nearest to it. */
const DIGITS: Readonly<Record<LengthUnit, number>> = { meter: 5, centimeter: 3, millimeter: 2, inch: 3, foot: 4, yard: 4 };
/** How long a view must rest before it is told, in milliseconds. */
const REST = 250;

/** How much of a model is to be seen. */
export type Detail = 'nothing' | 'boxes' | 'coarse' | 'fine';

/**
 * `<vitrine-viewer>`: shows a packed model in metres, Z up. The contract (attributes, events, methods) is in README.md.
 */
export class VitrineViewer extends HTMLElement {
  static readonly observedAttributes = ['src', 'poster', 'label', 'paused', 'words', 'units', 'facts', 'view'];

  readonly #surface: Surface;
  readonly #gate = new Gate();
  #state: ViewerState = nothing;
  #view: View | null = null;
  #loading: AbortController | undefined;
  #frames = 0;
  #left: Resources = NO_RESOURCES;
  #units: Units = UNITS;
  #detail: Detail = 'nothing';
  #resting: ReturnType<typeof setTimeout> | undefined;
  #theme: MediaQueryList | undefined;

  constructor() {
    super();
    this.#surface = new Surface(this.attachShadow({ mode: 'open' }), (tool) => this.#view?.use(tool));
  }

  /** What the last `viewerstate` said, for a page that began to listen later. */
  get state(): ViewerState {
    return this.#state;
  }

  /** How much of the model is to be seen by now. */
  get detail(): Detail {
    return this.#detail;
  }

  /** Frames drawn since the element was made. */
  get renderedFrames(): number {
    return this.#frames + (this.#view?.stage.frames ?? 0);
  }

  /** Draw calls of the last frame. */
  get drawCalls(): number {
    return this.#view?.stage.calls ?? 0;
  }

  /** Nothing is loading, moving or being worked on. */
  get idle(): boolean {
    return this.#loading === undefined && (this.#view?.idle ?? true);
  }

  /** What the graphics card holds for this viewer; after its removal, what was left undisposed. */
  get resources(): Resources {
    return this.#view?.stage.resources ?? this.#left;
  }

  /** Everything that was done to the view, as a text that an address can carry; empty without a model. */
  get link(): string {
    return this.#view?.link ?? '';
  }

  /** Shows the whole model from the present direction. */
  fit(): void {
    this.#view?.fit();
  }

  /** Shows the whole model from `front`, `back`, `left`, `right`, `top`, `bottom` or `iso`. */
  view(name: string): void {
    this.#view?.look(name);
  }

  /** Does again what a link says. */
  restore(link: string): void {
    this.#view?.restore(link);
  }

  /** Selects parts by their ids: the part's, or the path of the occurrence. */
  select(ids: string[][]): void {
    const model = this.#view?.stage.model;
    const wanted = new Set(ids.map((id) => JSON.stringify(id)));
    const chosen = model?.nodes.filter(({ id }) => wanted.has(JSON.stringify(id))) ?? [];
    this.#view?.select(chosen.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, i) => first + i)));
  }

  /** What one sees, as PNG, in so many pixels. */
  picture(width: number, height: number, background: boolean): Promise<Blob | null> {
    return this.#view?.picture(width, height, background) ?? Promise.resolve(null);
  }

  connectedCallback(): void {
    this.#theme = matchMedia('(prefers-color-scheme: dark)');
    this.#theme.addEventListener('change', this.#colour);
    if (this.hasAttribute('src')) this.#begin();
  }

  disconnectedCallback(): void {
    this.#theme?.removeEventListener('change', this.#colour);
    clearTimeout(this.#resting);
    this.#abort();
    if (this.#view) this.#closeView();
    this.#state = nothing;
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (name === 'label') this.#surface.label = value ?? '';
    else if (name === 'words') this.#reword(value);
    else if (name === 'units') this.#measureIn(value);
    else if (name === 'facts') this.#learn(value);
    else if (name === 'view' && value && before !== value && value !== this.link) this.#view?.restore(value);
    else if (name === 'paused') this.#pause(value !== null);
    else if (name === 'src' && this.isConnected && before !== value) this.#begin();
    else if (name === 'poster' && this.isConnected && !this.#view && before !== value) this.#begin();
  }

  /** Colours follow the page's when it turns dark or light. */
  readonly #colour = (): void => {
    if (!this.#view) return;
    const { top, accent } = pageColours(this.#surface.canvas);
    const dark = 0.2126 * top[0] + 0.7152 * top[1] + 0.0722 * top[2] < 0.45;
    this.#view.colours(new Color(...top), new Color(...accent), dark);
  };

  #pause(paused: boolean): void {
    this.#gate.closed = paused;
    if (this.#view) this.#view.paused = paused;
  }

  #reword(json: string | null): void {
    this.#surface.words = wordsFrom(json);
    this.#view?.relabel();
    this.#describe(this.#view?.stage.model);
  }

  #measureIn(json: string | null): void {
    const given = parsed(json) as Partial<Record<keyof Units, unknown>> | null;
    const length: LengthUnit = isLengthUnit(given?.length) ? given.length : UNITS.length;
    const digits = Number.isInteger(given?.digits) ? Math.min(8, Math.max(0, given?.digits as number)) : DIGITS[length];
    this.#units = { length, digits, angle: given?.angle === 'radian' ? 'radian' : 'degree' };
    this.#view?.relabel();
    this.#describe(this.#view?.stage.model);
  }

  #learn(json: string | null): void {
    const given = parsed(json);
    if (this.#view && Array.isArray(given)) this.#view.facts = given as PartFacts[];
  }

  /** Starts over with what the attributes say now. */
  #begin(): void {
    this.#abort();
    const src = this.getAttribute('src');
    if (!src) return this.#clear({ type: 'cleared' });
    this.#view ??= this.#openView();
    this.#surface.show(this.#view?.stage.model ? 'stale' : 'nothing');
    this.#detail = 'nothing';
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

  /** Brings a model onto the stage, coarse first. Never rejects. */
  async #show(src: string, view: View, { signal }: AbortController): Promise<void> {
    const progress = oncePerFrame((at) => this.#tell('viewerprogress', at));
    signal.addEventListener('abort', progress.stop);
    let triangles = 0;
    const ready = (): void => {
      progress.flush();
      this.#happened({ type: 'shown', triangles });
    };
    try {
      await load(src, signal, this.#gate, {
        progress: progress.report,
        boxes: (boxes) => {
          if (view.stage.model) return;
          view.announce(boxes);
          this.#surface.show('boxes');
          if (boxes.length > 0) this.#detail = 'boxes';
        },
        opened: (model) => {
          if (!model || model.triangles === 0) {
            this.#clear({ type: 'shown', triangles: 0 });
            return;
          }
          triangles = model.triangles;
          view.show(model);
          this.#detail = 'boxes';
          this.#surface.show('model');
          this.#surface.offerStructure(model.parts.length);
          this.#describe(model);
          const link = this.getAttribute('view');
          if (link) view.restore(link);
        },
        level: (draw, level) => view.level(draw, level),
        coarse: () => {
          view.coarse();
          this.#detail = 'coarse';
          ready();
        },
        fine: () => {
          view.fine();
          this.#detail = 'fine';
        },
      });
    } catch (error) {
      if (signal.aborted || aborted(error)) return;
      // How large it is, is part of why.
      progress.flush();
      await this.#failed(error, view, signal);
    }
  }

  /** Says why there is no model; where it is only too much for this browser, Onshape's picture stands in. */
  async #failed(error: unknown, view: View, signal: AbortSignal): Promise<void> {
    const { reason, status, sentence, answer } = asFailure(error, 'broken');
    const why: Happening = {
      type: 'failed', reason,
      ...(status !== undefined && { status }),
      ...(sentence !== undefined && { message: sentence }),
      ...(answer !== undefined && { answer }),
    };
    view.clear();
    this.#surface.show('nothing');
    this.#detail = 'nothing';
    const poster = reason === 'memory' ? this.getAttribute('poster') : null;
    const shown = poster && await this.#surface.picture(poster);
    if (!signal.aborted) this.#happened(shown ? { type: 'pictured', reason } : why);
  }

  /** Shows the poster where there is no 3D. Never rejects. */
  async #showPicture({ signal }: AbortController, otherwise: Happening = { type: 'unavailable' }): Promise<void> {
    const poster = this.getAttribute('poster');
    const shown = poster !== null && poster !== '' && await this.#surface.picture(poster);
    if (!signal.aborted) this.#happened(shown ? { type: 'pictured' } : otherwise);
  }

  #clear(why: Happening): void {
    this.#view?.clear();
    this.#detail = 'nothing';
    this.#surface.show('nothing');
    this.#surface.description = '';
    this.#happened(why);
  }

  #openView(): View | null {
    const { textsOfView: texts, toolbar, canvas } = this.#surface;
    const view = View.on(canvas, texts, toolbar, () => this.#units, () => this.getAttribute('label') || texts.words.model, {
      changed: () => this.#rest(),
      selected: (parts) => this.#selected(parts),
      gone: () => this.#contextGone(),
      factsWanted: () => this.#tell('viewerfacts', this.#partIds()),
    });
    if (!view) return null;
    this.#surface.furnish(view, (name) => view.use(name));
    view.paused = this.hasAttribute('paused');
    this.#view = view;
    this.#colour();
    return view;
  }

  #closeView(): void {
    const stage = this.#view?.stage;
    this.#view?.dispose();
    this.#frames += stage?.frames ?? 0;
    this.#left = stage?.resources ?? NO_RESOURCES;
    this.#view = null;
    this.#detail = 'nothing';
    this.#surface.renew();
  }

  /** The browser took the graphics card away, most often because a model was too much for it. */
  #contextGone(): void {
    this.#abort();
    this.#closeView();
    if (this.hasAttribute('src')) this.#run((loading) => this.#showPicture(loading, { type: 'unavailable', reason: 'memory' }));
  }

  /** In words, for those who do not see it. */
  #describe(model: Model | undefined): void {
    if (!model) return;
    const { words } = this.#surface.texts;
    const { min, max } = model.bounds;
    const size = (a: number, b: number): string => formatted({ name: 'length', value: b - a, unit: 'length' }, this.#units);
    this.#surface.description = filled(words.described, {
      parts: model.parts.length, width: size(min.x, max.x), depth: size(min.y, max.y), height: size(min.z, max.z),
    });
  }

  #partIds(): { parts: { id: string[]; name: string }[] } {
    const model = this.#view?.stage.model;
    return { parts: model?.parts.map((node) => ({ id: model.nodes[node]?.id ?? [], name: model.nodes[node]?.name ?? '' })) ?? [] };
  }

  #selected(parts: ReadonlySet<number>): void {
    const all = this.#partIds().parts;
    this.#tell('viewerselection', { parts: [...parts].flatMap((part) => all[part] ?? []) });
  }

  /** Tells the view once it rests. */
  #rest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#view?.stage.model && this.#tell('viewerview', { link: this.link }), REST);
  }

  #happened(happening: Happening): void {
    const state = next(this.#state, happening);
    if (state === this.#state) return;
    this.#state = state;
    this.#tell('viewerstate', state);
  }

  #tell(type: string, detail: ViewerState | Progress | object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function parsed(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}
