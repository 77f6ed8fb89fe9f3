import { type IconName, icon } from './icons';
import type { Words } from './words';

/** Buttons in reading order; null is a gap. */
const LAYOUT = ['iso', 'front', 'top', 'right', null, 'out', 'in', 'fit'] as const satisfies (IconName | null)[];

export type Tool = Exclude<(typeof LAYOUT)[number], null>;

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** What dragging does, as buttons (WCAG 2.5.7). One tab stop; arrow keys go along the row (ARIA toolbar pattern). */
export class Toolbar {
  readonly element = document.createElement('div');
  readonly #buttons = new Map<Tool, HTMLButtonElement>();

  constructor(pressed: (tool: Tool) => void) {
    this.element.className = 'toolbar';
    this.element.setAttribute('role', 'toolbar');
    for (const tool of LAYOUT) this.element.append(tool ? this.#button(tool, pressed) : gap());
    this.#rove(0);
    this.element.addEventListener('keydown', (event) => this.#step(event));
    this.element.addEventListener('focusin', (event) => this.#rove(this.#all.indexOf(event.target as HTMLButtonElement)));
  }

  set words(words: Words) {
    this.element.setAttribute('aria-label', words.toolbar);
    for (const [tool, button] of this.#buttons) {
      button.setAttribute('aria-label', words[tool]);
      button.title = words[tool];
    }
  }

  get #all(): HTMLButtonElement[] {
    return [...this.#buttons.values()];
  }

  #button(tool: Tool, pressed: (tool: Tool) => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(icon(tool));
    button.addEventListener('click', () => pressed(tool));
    this.#buttons.set(tool, button);
    return button;
  }

  #step(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = this.#all;
    const at = all.indexOf(event.target as HTMLButtonElement) + step;
    all[Math.max(0, Math.min(all.length - 1, at))]?.focus();
  }

  #rove(current: number): void {
    this.#all.forEach((button, i) => (button.tabIndex = i === current ? 0 : -1));
  }
}

function gap(): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = 'gap';
  return span;
}
