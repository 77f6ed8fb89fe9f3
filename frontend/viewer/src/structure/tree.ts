import { fold } from './fold';
import { Hierarchy } from './hierarchy';
import { type Deed, deed } from './keys';
import { List } from './list';
import type { Range, StructureNode } from './node';
import type { Row } from './row';
import { Rows } from './rows';
import { Search } from './search';
import { styleSheet } from './style';
import { type Parts, Tally } from './tally';
import { Typeahead } from './typeahead';
import { type StructureWords, english } from './words';

/** Fewer nodes are found without a search field. */
const FEW = 12;

const NONE: ReadonlySet<number> = new Set();

/** What the tree tells of what was done in it. It changes nothing but its open groups by itself. */
export interface Told {
  /** The pointer or the keys are at a node. */
  hovered(range: Range | null): void;
  picked(range: Range, how: { add: boolean }): void;
  shown(range: Range, visible: boolean): void;
  fitted(range: Range): void;
  isolated(range: Range): void;
}

/**
 * The parts of a model as an ARIA tree with one tab stop. Focus stays on the tree itself and `aria-activedescendant` names
 * the row: rows come and go as the tree is scrolled, and a focused one could not.
 */
export class StructureTree {
  readonly element = document.createElement('div');
  readonly #list = new List((row, node) => this.#fill(row, node));
  readonly #search = new Search((text) => this.#find(text), () => this.#list.element.focus());
  readonly #none = document.createElement('p');
  readonly #typeahead = new Typeahead();
  #nodes: readonly StructureNode[] = [];
  #hierarchy = new Hierarchy([]);
  #rows = new Rows(this.#hierarchy);
  #selected = new Tally(0, NONE);
  #hidden = new Tally(0, NONE);
  #ghosted = new Tally(0, NONE);
  #words: StructureWords = { ...english };
  /** Nodes: the one that keys act on, the one under the pointer, the one hovered elsewhere. */
  #active = 0;
  #over: number | undefined;
  #hovered = -1;

  constructor(private readonly told: Told) {
    const root = this.element.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [styleSheet()];
    const tree = this.#list.element;
    tree.tabIndex = 0;
    tree.setAttribute('role', 'tree');
    tree.setAttribute('aria-multiselectable', 'true');
    this.#none.className = 'none';
    this.#none.setAttribute('role', 'status');
    root.append(this.#search.element, this.#none, tree);
    this.#listen(tree);
    this.words = english;
    this.nodes = [];
  }

  /** Shows another model's nodes: nothing is selected, hidden or searched for. */
  set nodes(nodes: readonly StructureNode[]) {
    this.#nodes = nodes;
    this.#hierarchy = new Hierarchy(nodes);
    this.#rows = new Rows(this.#hierarchy);
    this.#selected = this.#tally(NONE);
    this.#hidden = this.#tally(NONE);
    this.#ghosted = this.#tally(NONE);
    this.#active = 0;
    this.#over = undefined;
    this.#hovered = -1;
    this.#search.element.value = '';
    this.#search.element.hidden = nodes.length <= FEW;
    this.#none.textContent = '';
    const tree = this.#list.element;
    tree.style.setProperty('--deepest', String(this.#hierarchy.deepest));
    tree.classList.toggle('flat', this.#hierarchy.deepest === 1);
    tree.scrollTop = 0;
    this.#draw();
  }

  set words(words: Partial<StructureWords>) {
    this.#words = { ...english, ...words };
    this.#list.element.setAttribute('aria-label', this.#words.structure);
    this.#search.label = this.#words.search;
    if (this.#none.textContent) this.#none.textContent = this.#words.none;
    this.#draw();
  }

  /**
   * Marks the selected parts. `reveal`: opens the groups above the last one and scrolls to it, if a search does not keep it
   * out; not meant for what was picked in the tree itself, as it would open the group that was picked.
   */
  select(parts: ReadonlySet<number>, reveal: boolean): void {
    this.#selected = this.#tally(parts);
    const last = reveal ? this.#hierarchy.leaf([...parts].at(-1) ?? -1) : undefined;
    if (last === undefined) return this.#draw();
    this.#rows.set(this.#hierarchy.above(last), true);
    if (this.#rows.of(last) >= 0) this.#active = last;
    this.#draw();
    this.#list.reveal(this.#rows.of(this.#active), true);
  }

  /** Marks the part's row, or that of the closed group it is in. */
  hover(part: number | null): void {
    const node = part === null ? -1 : this.#hierarchy.leaf(part) ?? -1;
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.#draw();
  }

  visibility(hidden: Parts, ghosted: Parts = NONE): void {
    this.#hidden = this.#tally(hidden);
    this.#ghosted = this.#tally(ghosted);
    this.#draw();
  }

  #tally(parts: Parts): Tally {
    return new Tally(this.#hierarchy.parts, parts);
  }

  #range(node: number): Range {
    const { first, end } = this.#nodes[node]!;
    return [first, end];
  }

  #draw(): void {
    // A group was closed over it, or a search leaves it out.
    this.#active = Math.max(0, this.#rows.standingFor(this.#active));
    if (this.#rows.of(this.#active) < 0) this.#active = this.#rows.list[0] ?? 0;
    this.#list.show(this.#rows.list, this.#rows.of(this.#active));
    const tree = this.#list.element;
    if (this.#rows.list.length === 0) tree.removeAttribute('aria-activedescendant');
    else tree.setAttribute('aria-activedescendant', `node-${this.#active}`);
  }

  #fill(row: Row, node: number): void {
    const range = this.#range(node);
    row.show({
      node: this.#nodes[node]!,
      level: this.#hierarchy.level[node]!,
      place: this.#rows.place(node),
      open: this.#rows.isOpen(node),
      selected: this.#selected.of(range),
      hidden: this.#hidden.of(range),
      ghosted: this.#ghosted.of(range),
      hovered: this.#hovered >= 0 && this.#rows.standingFor(this.#hovered) === node,
      active: node === this.#active,
    }, this.#words);
  }

  #listen(tree: HTMLElement): void {
    tree.addEventListener('keydown', (event) => this.#pressed(event));
    tree.addEventListener('click', (event) => this.#clicked(event));
    tree.addEventListener('dblclick', (event) => {
      const node = this.#list.node(event);
      if (node !== undefined && !on(event, '.eye, .twisty')) this.told.fitted(this.#range(node));
    });
    // The eye must not take the focus from the tree.
    tree.addEventListener('mousedown', (event) => {
      if (!on(event, '.eye')) return;
      event.preventDefault();
      tree.focus({ preventScroll: true });
    });
    tree.addEventListener('pointerover', (event) => {
      if (event.pointerType !== 'touch') this.#tell(this.#list.node(event));
    });
    tree.addEventListener('pointerleave', () => this.#tell(undefined));
    tree.addEventListener('blur', () => this.#tell(undefined));
  }

  #tell(node: number | undefined): void {
    if (node === this.#over) return;
    this.#over = node;
    this.told.hovered(node === undefined ? null : this.#range(node));
  }

  #clicked(event: MouseEvent): void {
    const node = this.#list.node(event);
    if (node === undefined) return;
    this.#active = node;
    if (on(event, '.eye')) this.#show(node);
    else if (on(event, '.twisty') && this.#rows.isOpen(node) !== undefined) this.#rows.set([node], !this.#rows.isOpen(node));
    // The second click of a double click would take back what the first one added.
    else if (event.detail < 2) this.told.picked(this.#range(node), { add: event.ctrlKey || event.metaKey || event.shiftKey });
    this.#draw();
  }

  /** What is hidden in part is shown. */
  #show(node: number): void {
    this.told.shown(this.#range(node), this.#hidden.of(this.#range(node)) !== 'none');
  }

  #pressed(event: KeyboardEvent): void {
    const rightToLeft = getComputedStyle(this.#list.element).direction === 'rtl';
    const wanted = deed(event, this.#typeahead.typing, rightToLeft);
    if (!wanted || event.isComposing || this.#rows.list.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#obey(wanted, this.#active);
  }

  #obey(wanted: Deed, node: number): void {
    const row = this.#rows.of(node);
    switch (wanted.type) {
      case 'go':
        return this.#go(row + wanted.step * { row: 1, page: this.#list.page, all: Infinity }[wanted.by]);
      case 'in':
        return this.#rows.isOpen(node) === false ? this.#set([node], true) : this.#rows.isOpen(node) ? this.#go(row + 1) : undefined;
      case 'out':
        return this.#rows.isOpen(node) ? this.#set([node], false) : this.#leave(node);
      case 'siblings':
        return this.#set(this.#rows.siblings(node), true);
      case 'pick':
        return this.told.picked(this.#range(node), { add: wanted.add });
      case 'show':
        return this.#show(node);
      case 'fit':
        return this.told.fitted(this.#range(node));
      case 'isolate':
        return this.told.isolated(this.#range(node));
      case 'letter':
        return this.#type(wanted.letter, row);
    }
  }

  #set(nodes: number[], open: boolean): void {
    this.#rows.set(nodes, open);
    this.#draw();
    this.#list.reveal(this.#rows.of(this.#active));
  }

  #leave(node: number): void {
    const parent = this.#hierarchy.parent[node]!;
    if (parent >= 0) this.#go(this.#rows.of(parent));
  }

  #type(letter: string, from: number): void {
    const list = this.#rows.list;
    const names = { count: list.length, of: (row: number) => this.#nodes[list[row]!]!.name };
    const row = this.#typeahead.type(letter, names, from);
    if (row !== undefined) this.#go(row);
  }

  #go(row: number): void {
    const last = this.#rows.list.length - 1;
    this.#active = this.#rows.list[Math.max(0, Math.min(last, row))]!;
    this.#draw();
    this.#list.reveal(this.#rows.of(this.#active));
    this.#tell(this.#active);
  }

  #find(text: string): void {
    const wanted = fold(text.trim());
    const first = this.#rows.find(wanted ? (node) => fold(this.#nodes[node]!.name).includes(wanted) : null);
    if (first !== undefined) this.#active = first;
    // Found and then the field cleared: it stays in sight, among its neighbours.
    if (!wanted) this.#rows.set(this.#hierarchy.above(this.#active), true);
    this.#none.textContent = this.#rows.list.length === 0 && wanted ? this.#words.none : '';
    this.#draw();
    if (wanted) this.#list.element.scrollTop = 0;
    this.#list.reveal(this.#rows.of(this.#active), true);
  }
}

function on(event: Event, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}
