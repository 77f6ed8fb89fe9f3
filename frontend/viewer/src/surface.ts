import { styleSheet } from './style';
import { type Tool, Toolbar } from './toolbar';
import { type Words, english } from './words';

/** What of the shadow tree is to be seen. `stale`: the former model, while the next one loads. */
export type Show = 'nothing' | 'model' | 'stale' | 'picture';

/** The element's shadow tree: canvas, toolbar and the picture that may stand in for them. */
export class Surface {
  #canvas = freshCanvas();
  readonly #picture = document.createElement('img');
  readonly #toolbar: Toolbar;
  #label = '';
  #words: Words = { ...english };

  constructor(root: ShadowRoot, pressed: (tool: Tool) => void) {
    root.adoptedStyleSheets = [styleSheet()];
    this.#toolbar = new Toolbar(pressed);
    const ring = document.createElement('span');
    ring.className = 'ring';
    root.append(this.#picture, this.#canvas, ring, this.#toolbar.element);
    this.#describe();
    this.show('nothing');
  }

  get canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  set label(label: string) {
    this.#label = label;
    this.#describe();
  }

  set words(words: Words) {
    this.#words = words;
    this.#describe();
  }

  /** A canvas whose context was given up can not be used again. */
  renew(): void {
    const fresh = freshCanvas();
    this.#canvas.replaceWith(fresh);
    this.#canvas = fresh;
    this.#describe();
    this.show('nothing');
  }

  show(what: Show): void {
    this.#canvas.hidden = what === 'picture';
    this.#canvas.inert = what === 'nothing';
    this.#canvas.ariaBusy = String(what === 'stale');
    this.#canvas.classList.toggle('stale', what === 'stale');
    this.#picture.hidden = what !== 'picture';
    this.#toolbar.element.hidden = what === 'picture' || what === 'nothing';
  }

  /** Loads and shows the poster; false where it can not be had. */
  async picture(address: string): Promise<boolean> {
    this.#picture.src = address;
    try {
      await this.#picture.decode();
    } catch {
      return false;
    }
    this.show('picture');
    return true;
  }

  #describe(): void {
    const name = this.#label || this.#words.model;
    this.#canvas.setAttribute('aria-label', `${name}. ${this.#words.help}`);
    this.#canvas.setAttribute('aria-roledescription', this.#words.model);
    this.#picture.alt = name;
    this.#toolbar.words = this.#words;
  }
}

/** `application`: screen readers then leave the arrow keys to it. */
function freshCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  return canvas;
}
