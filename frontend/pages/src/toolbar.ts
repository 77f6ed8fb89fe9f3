import { type IconName, icon } from './icons';
import type { Texts } from './texts';

/**
 * Buttons in reading order; null is a gap, `row` one at which the narrow toolbar begins another row, `page` the field
 * with the page in sight, `zoom` how large it is.
 */
const LAYOUT = [
  'list', null, 'previous', 'page', 'next', 'row', 'out', 'zoom', 'in', null, 'width', 'whole', null, 'print',
] as const satisfies (IconName | 'page' | 'zoom' | 'row' | null)[];

export type Tool = Exclude<(typeof LAYOUT)[number], 'page' | 'zoom' | 'row' | null>;

/** Those that stay pressed. */
const TOGGLES: ReadonlySet<Tool> = new Set<Tool>(['width', 'whole']);
/** Those that a document of one page has no use for. */
const OF_MANY: ReadonlySet<string> = new Set(['list', 'previous', 'page', 'next', 'row']);

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

export interface ToolbarEvents {
  pressed(tool: Tool): void;
  /** A page number was typed. */
  asked(page: number): void;
}

/** One tab stop for the buttons, along which arrow keys go (ARIA toolbar pattern), and one for the page number. */
export class Toolbar {
  readonly element = document.createElement('div');
  readonly #buttons = new Map<Tool, HTMLButtonElement>();
  readonly #field = document.createElement('input');
  readonly #of = document.createElement('span');
  readonly #zoom = document.createElement('span');
  #page = 1;
  #count = 1;
  #percent = 1;

  constructor(private readonly texts: Texts, private readonly events: ToolbarEvents) {
    this.element.className = 'toolbar';
    this.element.setAttribute('role', 'toolbar');
    this.element.append(...LAYOUT.map((item) => this.#item(item)));
    texts.put(() => {
      this.element.setAttribute('aria-label', texts.words.toolbar);
      this.#field.setAttribute('aria-label', texts.words.page);
      this.#write();
    });
    this.#rove(0);
    this.element.addEventListener('keydown', (event) => this.#step(event));
    this.element.addEventListener('focusin', (event) => {
      if (event.target instanceof HTMLButtonElement) this.#rove(this.#usable.indexOf(event.target));
    });
  }

  /** What is in sight, of how many, and how large. */
  show(page: number, count: number, zoom: number, fit: Tool | undefined): void {
    for (const child of this.element.children as HTMLCollectionOf<HTMLElement>) {
      if (child.dataset['many'] !== undefined) child.hidden = count < 2;
    }
    [this.#page, this.#count, this.#percent] = [page, count, zoom];
    for (const tool of TOGGLES) this.#buttons.get(tool)?.setAttribute('aria-pressed', String(tool === fit));
    this.#disable('previous', page <= 1);
    this.#disable('next', page >= count);
    this.#write();
    if (!this.#usable.some(({ tabIndex }) => tabIndex === 0)) this.#rove(0);
  }

  expand(tool: Tool, expanded: boolean): void {
    this.#buttons.get(tool)?.setAttribute('aria-expanded', String(expanded));
  }

  focus(tool: Tool): void {
    this.#buttons.get(tool)?.focus();
  }

  #item(item: (typeof LAYOUT)[number]): HTMLElement {
    const element = item === 'page' ? this.#pages() : item === 'zoom' ? this.#zoomText()
      : item === 'row' || item === null ? gap(item) : this.#button(item);
    if (item && OF_MANY.has(item)) element.dataset['many'] = '';
    return element;
  }

  #button(tool: Tool): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(icon(tool));
    if (TOGGLES.has(tool)) button.setAttribute('aria-pressed', 'false');
    this.texts.put(() => {
      button.setAttribute('aria-label', this.texts.words[tool]);
      button.title = this.texts.words[tool];
    });
    button.addEventListener('click', () => button.ariaDisabled !== 'true' && this.events.pressed(tool));
    this.#buttons.set(tool, button);
    return button;
  }

  #pages(): HTMLElement {
    const group = document.createElement('span');
    group.className = 'pages';
    this.#field.type = 'text';
    this.#field.inputMode = 'numeric';
    this.#field.autocomplete = 'off';
    this.#field.addEventListener('focus', () => this.#field.select());
    this.#field.addEventListener('change', () => {
      const page = Number.parseInt(this.#field.value, 10);
      if (page >= 1) this.events.asked(Math.min(page, this.#count));
      this.#write();
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.#write();
      this.#field.select();
    });
    group.append(this.#field, this.#of);
    return group;
  }

  #zoomText(): HTMLElement {
    this.#zoom.className = 'zoom';
    return this.#zoom;
  }

  #write(): void {
    this.#field.value = String(this.#page);
    this.#field.size = Math.max(2, String(this.#count).length);
    this.#of.textContent = this.texts.filled('of', { count: this.#count });
    this.#zoom.textContent = this.texts.percent(this.#percent);
  }

  /** Stays in reach of the keyboard: who presses it to the last page does not lose the focus. */
  #disable(tool: Tool, disabled: boolean): void {
    this.#buttons.get(tool)?.setAttribute('aria-disabled', String(disabled));
  }

  get #usable(): HTMLButtonElement[] {
    return [...this.#buttons.values()].filter(({ hidden }) => !hidden);
  }

  #step(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined || !(event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const all = this.#usable;
    const at = all.indexOf(event.target) + step;
    all[Math.max(0, Math.min(all.length - 1, at))]?.focus();
  }

  #rove(current: number): void {
    for (const button of this.#buttons.values()) button.tabIndex = -1;
    const button = this.#usable[Math.max(0, current)];
    if (button) button.tabIndex = 0;
  }
}

function gap(row: 'row' | null): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = row ? 'gap row-end' : 'gap';
  return span;
}
