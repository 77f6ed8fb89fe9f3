import type { Paged } from './document/paged';
import { Pdf } from './document/pdf';
import { Picture } from './document/picture';
import { type Progress, download } from './download';
import { PagesFailure, asFailure, told } from './failure';
import { Reader } from './reader';
import { type PagesState, nothing, same } from './state';
import { Surface } from './surface';
import { Texts } from './texts';
import { Toolbar } from './toolbar';
import { wordsFrom } from './words';

/** What canvases hold now. */
export interface Resources {
  canvases: number;
  pixels: number;
}

/**
 * `<vitrine-pages>`: shows the pages of a PDF, or a picture. The contract (attributes, events, methods) is in README.md.
 */
export class VitrinePages extends HTMLElement {
  static readonly observedAttributes = ['src', 'type', 'label', 'words', 'locale'];

  readonly #texts = new Texts();
  readonly #toolbar = new Toolbar(this.#texts, {
    pressed: (tool) => this.#reader?.press(tool),
    asked: (page) => this.#reader?.go(page),
  });
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #surface = new Surface(this.#root, this.#texts, this.#toolbar.element, () => this.#reader?.cancelPrint());
  #state: PagesState = nothing;
  #reader: Reader | undefined;
  #loading: AbortController | undefined;
  /** What is loading or shown is not what the attributes say. */
  #changed = false;

  constructor() {
    super();
    this.#toolbar.element.hidden = true;
    this.#texts.put(() => {
      this.#label();
      this.#reader?.name();
    });
  }

  /** What the last `pagesstate` said, for a page that began to listen later. */
  get state(): PagesState {
    return this.#state;
  }

  /** The page in sight, from 1 on; 0 without a document. */
  get page(): number {
    return this.#reader?.page ?? 0;
  }

  set page(page: number) {
    this.#reader?.go(page);
  }

  /** 1 is 100 %: an inch on paper is 96 CSS pixels, a pixel of a picture is one. */
  get zoom(): number {
    return this.#reader?.zoom ?? 0;
  }

  /** Nothing is loading or being drawn. */
  get idle(): boolean {
    return this.#loading === undefined && (this.#reader?.idle ?? true);
  }

  /** What of the document is held as pictures. */
  get resources(): Resources {
    const all = [...this.#root.querySelectorAll('canvas')];
    return { canvases: all.length, pixels: all.reduce((sum, { width, height }) => sum + width * height, 0) };
  }

  connectedCallback(): void {
    if (this.hasAttribute('src')) this.#begin();
  }

  disconnectedCallback(): void {
    this.#end();
    this.#state = nothing;
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === 'label') this.#label();
    else if (name === 'words') this.#texts.words = wordsFrom(value);
    else if (name === 'locale') this.#texts.locale = value;
    else if (this.isConnected && !this.#changed) {
      // Set in one go, `src` and `type` are one change.
      this.#changed = true;
      queueMicrotask(() => this.#changed && this.isConnected && this.#begin());
    }
  }

  #label(): void {
    if (this.#reader) this.#reader.label = this.getAttribute('label') || this.#texts.words.document;
  }

  /** Starts over with what the attributes say now. */
  #begin(): void {
    this.#changed = false;
    this.#end();
    const src = this.getAttribute('src');
    if (!src) return this.#happened(nothing);
    this.#happened({ state: 'loading' });
    const loading = new AbortController();
    this.#loading = loading;
    void this.#load(src, loading.signal).finally(() => {
      if (this.#loading === loading) this.#loading = undefined;
    });
  }

  #end(): void {
    this.#loading?.abort();
    this.#loading = undefined;
    this.#reader?.close();
    this.#reader = undefined;
    this.#toolbar.element.hidden = true;
  }

  /** Never rejects. */
  async #load(src: string, signal: AbortSignal): Promise<void> {
    const progress = oncePerFrame((at) => this.#tell('pagesprogress', at));
    signal.addEventListener('abort', progress.stop);
    let source: Paged | undefined;
    try {
      const bytes = await download(src, signal, progress.report);
      progress.flush();
      source = await this.#open(bytes, signal);
      // A first page that can not be read leaves the others; where it is the only one, drawing it tells.
      const first = await source.size(1).catch(() => ({ width: 794, height: 1123 }));
      signal.throwIfAborted();
      this.#show(source, first);
    } catch (error) {
      source?.close();
      if (signal.aborted) return progress.stop();
      // How large it is, is part of why.
      progress.flush();
      this.#failed(asFailure(error, 'broken'));
    }
  }

  #open(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Paged> {
    if (this.getAttribute('type') === 'image') return Picture.open(bytes, signal);
    return Pdf.open(bytes, signal, (failure) => !signal.aborted && this.#failed(failure));
  }

  #show(source: Paged, first: { width: number; height: number }): void {
    this.#toolbar.element.hidden = false;
    this.#reader = new Reader(source, first, this, this.#surface, this.#toolbar, this.#texts, {
      first: (drawn) => {
        if (!drawn && source.count === 1) return this.#failed(new PagesFailure('broken'));
        this.#happened({ state: 'ready' });
        this.#tell('pagespage', { page: this.page, of: source.count });
      },
      turned: (page) => this.#state.state === 'ready' && this.#tell('pagespage', { page, of: source.count }),
      stuck: (failure) => this.#failed(failure),
    });
    this.#label();
  }

  #failed(failure: PagesFailure): void {
    this.#end();
    this.#happened(told(failure));
  }

  #happened(state: PagesState): void {
    if (same(state, this.#state)) return;
    this.#state = state;
    this.#tell('pagesstate', state);
  }

  #tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** Passes on the newest of many reports, once a frame. Stopped, it drops what is left. */
function oncePerFrame(report: (at: Progress) => void): { report: (at: Progress) => void; flush: () => void; stop: () => void } {
  let newest: Progress | undefined;
  let frame = 0;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    newest = undefined;
  };
  const flush = (): void => {
    const at = newest;
    stop();
    if (at) report(at);
  };
  return {
    report(at) {
      newest = at;
      frame ||= requestAnimationFrame(flush);
    },
    flush,
    stop,
  };
}
