import { Controls, type Texts } from './controls';
import type { IconName } from './icons';

/** Buttons in reading order; null is a gap. */
const LAYOUT = [
  'tree', null, 'iso', 'front', 'top', 'right', null, 'out', 'in', 'fit', 'fitSelection', null, 'isolate', 'showAll', null,
  'section', 'measure', 'explode', null, 'display', 'picture',
] as const satisfies (IconName | null)[];

export type Tool = Exclude<(typeof LAYOUT)[number], null>;

/** Those that stay pressed. */
const TOGGLES: ReadonlySet<Tool> = new Set<Tool>(['tree', 'section', 'measure', 'explode', 'display', 'picture']);

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** What dragging does, and the tools, as buttons (WCAG 2.5.7). One tab stop; arrow keys go along the row (ARIA toolbar pattern). */
export class Toolbar {
  readonly element = document.createElement('div');
  readonly #buttons = new Map<Tool, HTMLButtonElement>();

  constructor(texts: Texts, pressed: (tool: Tool) => void) {
    const controls = new Controls(texts);
    this.element.className = 'toolbar';
    this.element.setAttribute('role', 'toolbar');
    texts.put((words) => this.element.setAttribute('aria-label', words.toolbar));
    for (const tool of LAYOUT) {
      if (!tool) {
        this.element.append(gap());
        continue;
      }
      const button = controls.iconButton(tool, tool, () => pressed(tool));
      if (TOGGLES.has(tool)) button.setAttribute('aria-pressed', 'false');
      this.#buttons.set(tool, button);
      this.element.append(button);
    }
    this.#space();
    this.#rove(0);
    this.element.addEventListener('keydown', (event) => this.#step(event));
    this.element.addEventListener('focusin', (event) => this.#rove(this.#usable.indexOf(event.target as HTMLButtonElement)));
  }

  isPressed(tool: Tool): boolean {
    return this.#buttons.get(tool)?.getAttribute('aria-pressed') === 'true';
  }

  press(tool: Tool, pressed: boolean): void {
    this.#buttons.get(tool)?.setAttribute('aria-pressed', String(pressed));
  }

  /** Those that would do nothing are not there. */
  offer(tool: Tool, offered: boolean): void {
    const button = this.#buttons.get(tool);
    if (!button || button.hidden === !offered) return;
    button.hidden = !offered;
    this.#space();
    if (!this.#usable.some(({ tabIndex }) => tabIndex === 0)) this.#rove(0);
  }

  focus(tool: Tool): void {
    this.#buttons.get(tool)?.focus();
  }

  get #usable(): HTMLButtonElement[] {
    return [...this.#buttons.values()].filter(({ hidden }) => !hidden);
  }

  /** A gap stands between buttons only. */
  #space(): void {
    let before = false;
    let open: HTMLElement | undefined;
    for (const child of this.element.children as HTMLCollectionOf<HTMLElement>) {
      if (child.className === 'gap') {
        child.hidden = true;
        if (before) open = child;
      } else if (!child.hidden) {
        if (open) open.hidden = false;
        open = undefined;
        before = true;
      }
    }
  }

  #step(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = this.#usable;
    const at = all.indexOf(event.target as HTMLButtonElement) + step;
    all[Math.max(0, Math.min(all.length - 1, at))]?.focus();
  }

  #rove(current: number): void {
    for (const button of this.#buttons.values()) button.tabIndex = -1;
    const button = this.#usable[Math.max(0, current)];
    if (button) button.tabIndex = 0;
  }
}

function gap(): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = 'gap';
  return span;
}
