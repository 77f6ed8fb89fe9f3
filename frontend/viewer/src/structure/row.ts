import { Drawing } from './icons';
import type { StructureNode } from './node';
import type { Share } from './tally';
import type { StructureWords } from './words';

/** All that a row tells of its node. */
export interface RowState {
  node: StructureNode;
  level: number;
  place: { at: number; of: number };
  /** Undefined where there is nothing to open. */
  open: boolean | undefined;
  selected: Share;
  hidden: Share;
  ghosted: Share;
  hovered: boolean;
  /** The keys act on it. */
  active: boolean;
}

/** One row's elements; used again for other nodes as the tree is scrolled. */
export class Row {
  readonly element = document.createElement('div');
  readonly #indent = document.createElement('span');
  readonly #icon = new Drawing('icon', 'part');
  readonly #name = document.createElement('span');
  readonly #eye = document.createElement('button');
  readonly #look = new Drawing('look', 'shown');

  constructor() {
    const twisty = document.createElement('span');
    twisty.className = 'twisty';
    twisty.append(new Drawing('mark', 'twisty').element);
    this.element.setAttribute('role', 'treeitem');
    this.#indent.className = 'indent';
    this.#name.className = 'name';
    this.#name.dir = 'auto';
    this.#eye.className = 'eye';
    this.#eye.type = 'button';
    this.#eye.tabIndex = -1;
    this.#eye.append(this.#look.element);
    this.element.append(this.#indent, twisty, this.#icon.element, this.#name, this.#eye);
  }

  show(state: RowState, words: StructureWords): void {
    const { node, level, place, open, selected, hidden } = state;
    const name = node.name.trim() || words.unnamed;
    const classes = ['row', `${selected}-selected`, `${hidden}-hidden`, `${state.ghosted}-ghosted`];
    if (state.hovered) classes.push('hovered');
    if (state.active) classes.push('active');
    if (!node.name.trim()) classes.push('unnamed');
    if (node.group) classes.push('group');
    this.#set('class', classes.join(' '));
    this.#set('aria-label', name);
    this.#set('aria-level', String(level));
    this.#set('aria-posinset', String(place.at));
    this.#set('aria-setsize', String(place.of));
    this.#set('aria-selected', String(selected === 'all'));
    this.#set('aria-expanded', open === undefined ? null : String(open));
    this.#set('aria-description', hidden === 'none' ? null : hidden === 'all' ? words.hidden : words.partly);
    this.#indent.style.setProperty('--level', String(level - 1));
    this.#icon.shape = node.group ? 'group' : 'part';
    this.#look.shape = hidden === 'none' ? 'shown' : hidden === 'all' ? 'hidden' : 'partly';
    if (this.#name.textContent !== name) this.#name.textContent = name;
    this.#name.title = node.group ? `${name}\n${words.parts.replace('{count}', String(node.end - node.first))}` : name;
    const deed = `${hidden === 'none' ? words.hide : words.show} ${name}`;
    if (this.#eye.title !== deed) {
      this.#eye.title = deed;
      this.#eye.setAttribute('aria-label', deed);
    }
  }

  #set(attribute: string, value: string | null): void {
    if (value === null) this.element.removeAttribute(attribute);
    else if (this.element.getAttribute(attribute) !== value) this.element.setAttribute(attribute, value);
  }
}
