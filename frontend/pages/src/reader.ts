import type { Paged, Size } from './document/paged';
import type { PagesFailure } from './failure';
import { print } from './print';
import type { Surface } from './surface';
import type { Texts } from './texts';
import { type Tool, Toolbar } from './toolbar';
import { Contents } from './view/contents';
import { hands } from './view/hands';
import { MARGIN } from './view/layout';
import { type Job, Painter } from './view/painter';
import { Stage } from './view/stage';

/** From this width on, in CSS pixels, the page list stands beside the pages from the start. */
const WIDE = 760;
/** Sizes of pages that are asked for before the layout is made anew. */
const BATCH = 64;

export interface ReaderEvents {
  /** The first page is there, or could not be drawn. */
  first(drawn: boolean): void;
  turned(page: number): void;
  stuck(failure: PagesFailure): void;
}

/** One open document: its pages, their list, and what the toolbar does with them. */
export class Reader {
  readonly #stage: Stage;
  readonly #contents: Contents;
  readonly #painter: Painter;
  #printing: AbortController | undefined;
  #begun = false;
  #closed = false;
  /** The next page whose size is not known yet. */
  #measured = 2;
  #narrow: boolean;
  readonly #resize = new ResizeObserver(() => this.#resized());

  constructor(
    private readonly source: Paged, first: Size, private readonly host: HTMLElement, private readonly surface: Surface,
    private readonly toolbar: Toolbar, private readonly texts: Texts, private readonly events: ReaderEvents,
  ) {
    const room = { width: host.clientWidth, height: host.clientHeight };
    this.#painter = new Painter(() => this.#job(), events.stuck);
    this.#stage = new Stage(source, first, room, texts, {
      turned: (page) => this.#turned(page),
      zoomed: () => {
        this.#tellToolbar();
        this.surface.say(this.texts.filled('zoom', { percent: this.texts.percent(this.#stage.zoom) }));
      },
      wanting: () => this.#painter.look(),
      below: () => toolbar.element.offsetHeight + 2 * MARGIN - 4,
    });
    this.#contents = new Contents(source, texts, {
      chosen: (page, done) => this.#chosen(page, done),
      wanting: () => this.#painter.look(),
    });
    this.#stage.element.setAttribute('aria-describedby', 'help');
    hands(this.#stage);
    this.#stage.element.addEventListener('pointerdown', () => this.#narrow && this.list(false));
    surface.side.replaceChildren(this.#contents.element);
    this.#contents.element.addEventListener('keydown', (event) => event.key === 'Escape' && this.#leaveList(event));
    surface.stage.prepend(this.#stage.element);
    this.#narrow = room.width < WIDE;
    this.list(source.count > 1 && !this.#narrow);
    this.#tellToolbar();
    this.#resize.observe(host);
    this.#resize.observe(toolbar.element);
  }

  get page(): number {
    return this.#stage.page;
  }

  get zoom(): number {
    return this.#stage.zoom;
  }

  get idle(): boolean {
    return this.#painter.idle && this.#stage.rests && this.#job() === undefined && this.#printing === undefined;
  }

  set label(label: string) {
    this.#stage.element.setAttribute('aria-label', label);
  }

  /** Texts in another language. */
  name(): void {
    this.#stage.name();
    this.#contents.name();
  }

  go(page: number): void {
    this.#stage.go(page);
  }

  press(tool: Tool): void {
    const { page } = this.#stage;
    switch (tool) {
      case 'list': return this.list(this.surface.side.hidden, true);
      case 'previous': return this.go(page - 1);
      case 'next': return this.go(page + 1);
      case 'out': return this.#stage.step(false);
      case 'in': return this.#stage.step(true);
      case 'width': return this.#stage.zoomTo('width');
      case 'whole': return this.#stage.zoomTo('whole');
      case 'print': return void this.#print();
    }
  }

  list(open: boolean, focus = false): void {
    this.surface.side.hidden = !open;
    this.toolbar.expand('list', open);
    if (open) this.#contents.page = this.#stage.page;
    if (open && focus) this.#contents.element.focus();
  }

  cancelPrint(): void {
    this.#printing?.abort();
  }

  close(): void {
    this.#closed = true;
    this.#resize.disconnect();
    this.#painter.stop();
    this.#printing?.abort();
    this.surface.hush();
    this.surface.side.hidden = true;
    this.#stage.dispose();
    this.#contents.dispose();
    this.source.close();
  }

  /** What is to be drawn next, and once all is, the sizes of pages nobody has seen yet. */
  #job(): Job | undefined {
    this.#tellFirst();
    return this.#stage.job() ?? this.#contents.job() ?? this.#measuring();
  }

  #tellFirst(): void {
    if (this.#begun) return;
    const drawn = this.#stage.outcome(this.#stage.page);
    if (drawn === undefined) return;
    this.#begun = true;
    this.events.first(drawn);
  }

  /** Until a page is measured, it is taken to be as large as the first. */
  #measuring(): Job | undefined {
    const from = this.#measured;
    if (from > this.source.count) return undefined;
    return {
      stale: () => false,
      run: async () => {
        const to = Math.min(this.source.count, from + BATCH - 1);
        const sizes: [number, Size][] = [];
        for (let page = from; page <= to && !this.#closed; page++) {
          const size = await this.source.size(page).catch(() => undefined);
          if (size) sizes.push([page, size]);
        }
        this.#measured = to + 1;
        if (!this.#closed) this.#stage.learn(sizes);
      },
    };
  }

  #chosen(page: number, done: boolean): void {
    this.#stage.go(page);
    this.#contents.page = page;
    if (!done || !this.#narrow) return;
    this.list(false);
    this.#stage.element.focus();
  }

  /** The list that stood beside the pages would lie over them now. */
  #resized(): void {
    const narrow = this.host.clientWidth < WIDE;
    if (narrow && !this.#narrow) this.list(false);
    this.#narrow = narrow;
    this.#stage.resized();
  }

  #leaveList(event: Event): void {
    event.stopPropagation();
    this.list(false);
    this.toolbar.focus('list');
  }

  #turned(page: number): void {
    this.#contents.page = page;
    this.#tellToolbar();
    this.surface.say(this.texts.filled('pageOf', { page, count: this.source.count }));
    this.events.turned(page);
  }

  #tellToolbar(): void {
    const { page, zoom, wanted } = this.#stage;
    this.toolbar.show(page, this.source.count, zoom, typeof wanted === 'string' ? wanted : undefined);
  }

  async #print(): Promise<void> {
    if (this.#printing) return;
    const printing = new AbortController();
    this.#printing = printing;
    const title = this.#stage.element.getAttribute('aria-label') ?? '';
    try {
      await print(this.source, this.host.shadowRoot ?? this.host, title, printing.signal, (page) => {
        this.surface.printing(this.texts.filled('printing', { page, count: this.source.count }));
      });
    } catch {
      // Stopped, or without the memory for it: the pages are still there to look at.
    } finally {
      this.#printing = undefined;
      this.surface.printing(null);
    }
  }
}
