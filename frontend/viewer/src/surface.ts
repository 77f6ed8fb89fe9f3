import { Controls, Texts, div } from './controls';
import { styleSheet } from './style';
import { type Tool, Toolbar } from './toolbar';
import type { View } from './view';
import { type Words, wordsFrom } from './words';

/** What of the shadow tree is to be seen. `stale`: the former model, while the next one loads. */
export type Show = 'nothing' | 'boxes' | 'model' | 'stale' | 'picture';

const PANELS = ['section', 'measure', 'explode', 'display', 'picture'] as const;
/** Above this width, in CSS pixels, the structure stands beside the model from the start. */
const WIDE = 760;

/** The element's shadow tree: canvas, structure, tools, and the picture that may stand in for them. */
export class Surface {
  readonly texts = new Texts(wordsFrom(null));
  /** Those of the present view, with its elements. */
  #ofView = this.texts.within();
  readonly toolbar: Toolbar;
  #canvas = freshCanvas();
  readonly #picture = document.createElement('img');
  readonly #stage = div('stage');
  readonly #side = div('side');
  readonly #panels = div('panels');
  readonly #corner = div('corner');
  /** Whether the user has opened or closed the structure: that holds for the next model too. */
  #wanted: boolean | undefined;
  #label = '';
  #description = '';
  #view: View | null = null;

  constructor(private readonly root: ShadowRoot, pressed: (tool: Tool) => void) {
    root.adoptedStyleSheets = [styleSheet()];
    this.toolbar = new Toolbar(this.texts, (tool) => (tool === 'tree' ? this.#toggleSide() : pressed(tool)));
    const ring = document.createElement('span');
    ring.className = 'ring';
    this.#side.hidden = true;
    this.#stage.append(this.#picture, this.#canvas, ring, this.#corner, this.#panels, this.toolbar.element);
    root.append(this.#side, this.#stage);
    this.texts.put(() => this.#describe());
    this.show('nothing');
  }

  get textsOfView(): Texts {
    return this.#ofView.texts;
  }

  get canvas(): HTMLCanvasElement {
    return this.#canvas;
  }

  set label(label: string) {
    this.#label = label;
    this.#describe();
  }

  set words(words: Words) {
    this.texts.set(words);
  }

  /** What a screen reader says of the model beside its name. */
  set description(text: string) {
    this.#description = text;
    this.#describe();
  }

  /** Puts a view's own elements where they belong. */
  furnish(view: View, close: (name: Tool) => void): void {
    this.#view = view;
    const { texts } = this.#ofView;
    const controls = new Controls(texts);
    this.#side.replaceChildren(view.tree.element);
    this.#corner.replaceChildren(view.cube.element);
    this.#canvas.after(view.overlay.element, view.handles);
    this.#panels.replaceChildren(...PANELS.map((name) => {
      const head = div('head', controls.text(name, 'h2'), controls.iconButton('close', 'close', () => {
        close(name);
        this.toolbar.focus(name);
      }));
      const panel = div('panel', head, view.tools[name].element);
      panel.setAttribute('role', 'group');
      texts.put((words) => panel.setAttribute('aria-label', words[name]));
      panel.hidden = true;
      return panel;
    }));
  }

  /** A canvas whose context was given up can not be used again. */
  renew(): void {
    const fresh = freshCanvas();
    this.#view?.overlay.element.remove();
    this.#view?.handles.remove();
    this.#view = null;
    this.#ofView.end();
    this.#ofView = this.texts.within();
    this.#canvas.replaceWith(fresh);
    this.#canvas = fresh;
    this.#side.replaceChildren();
    this.#corner.replaceChildren();
    this.#panels.replaceChildren();
    this.#describe();
    this.show('nothing');
  }

  show(what: Show): void {
    const there = what === 'model' || what === 'stale';
    this.#canvas.hidden = what === 'picture';
    this.#canvas.inert = what === 'nothing';
    this.#canvas.ariaBusy = String(what === 'stale' || what === 'boxes');
    this.#canvas.classList.toggle('stale', what === 'stale');
    this.#picture.hidden = what !== 'picture';
    this.toolbar.element.hidden = !there;
    this.#corner.hidden = !there;
    this.#panels.hidden = !there;
    if (!there) this.#side.hidden = true;
  }

  /** A model of several parts has its structure beside it where there is room, as in Onshape. */
  offerStructure(parts: number): void {
    const open = parts > 0 && (this.#wanted ?? (parts > 1 && this.root.host.clientWidth >= WIDE));
    this.#side.hidden = !open;
    this.toolbar.press('tree', open);
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

  #toggleSide(): void {
    this.#side.hidden = !this.#side.hidden;
    this.#wanted = !this.#side.hidden;
    this.toolbar.press('tree', this.#wanted);
    if (!this.#side.hidden) this.#view?.tree.element.focus();
  }

  #describe(): void {
    const { words } = this.texts;
    const name = this.#label || words.model;
    this.#canvas.setAttribute('aria-label', `${name}. ${words.help}`);
    this.#canvas.setAttribute('aria-roledescription', words.model);
    if (this.#description) this.#canvas.setAttribute('aria-description', this.#description);
    else this.#canvas.removeAttribute('aria-description');
    this.#picture.alt = name;
  }
}

/** `application`: screen readers then leave the arrow keys to it. */
function freshCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  return canvas;
}
