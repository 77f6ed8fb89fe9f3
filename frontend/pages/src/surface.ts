import { styleSheet } from './style';
import type { Texts } from './texts';

/** Milliseconds that a page or a zoom must stay before it is read out. */
const REST = 400;

/** The element's shadow tree: the page list, the pages, the toolbar, and what is said. */
export class Surface {
  readonly side = div('side');
  readonly stage = div('stage');
  readonly #status = div('offscreen');
  readonly #help = div('offscreen');
  readonly #notice = div('printing');
  readonly #progress = document.createElement('span');
  readonly #cancel = document.createElement('button');
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(root: ShadowRoot, texts: Texts, toolbar: HTMLElement, cancelPrint: () => void) {
    root.adoptedStyleSheets = [styleSheet()];
    this.#status.setAttribute('role', 'status');
    this.#progress.setAttribute('role', 'status');
    this.#help.id = 'help';
    this.#cancel.type = 'button';
    this.#cancel.className = 'text';
    this.#cancel.addEventListener('click', cancelPrint);
    texts.put(() => {
      this.#help.textContent = texts.words.help;
      this.#cancel.textContent = texts.words.cancel;
    });
    this.#notice.append(this.#progress, this.#cancel);
    this.#notice.hidden = true;
    this.side.hidden = true;
    // The focus of the pages, which stays where it is while they move below it.
    this.stage.append(div('ring'), toolbar, this.#notice);
    root.append(this.side, this.stage, this.#status, this.#help);
  }

  /** Reads out, once nothing newer comes. */
  say(text: string): void {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.#status.textContent = text), REST);
  }

  hush(): void {
    clearTimeout(this.#saying);
    this.#status.textContent = '';
  }

  /** Says how far printing is, with a way out; null when it is over. */
  printing(text: string | null): void {
    if (text !== null) this.#progress.textContent = text;
    this.#notice.hidden = text === null;
  }
}

function div(name: string): HTMLDivElement {
  const element = document.createElement('div');
  element.className = name;
  return element;
}
