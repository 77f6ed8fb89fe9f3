import { Row } from './row';

/** Rows drawn beyond either edge, so that scrolling by some pixels needs none. */
const SPARE = 4;

/** A scrolled list of which only the rows in view exist. Rows are kept by node: one under the pointer is never exchanged. */
export class List {
  readonly element = document.createElement('div');
  readonly #sizer = document.createElement('div');
  readonly #rows = new Map<number, Row>();
  readonly #nodes = new WeakMap<Element, number>();
  #shown: readonly number[] = [];
  #kept = -1;
  #height = 28;
  #room = 0;

  constructor(private readonly fill: (row: Row, node: number) => void) {
    const probe = document.createElement('div');
    probe.className = 'probe';
    probe.setAttribute('role', 'none');
    this.element.className = 'list';
    this.#sizer.className = 'sizer';
    this.#sizer.setAttribute('role', 'none');
    this.element.append(probe, this.#sizer);
    this.element.addEventListener('scroll', () => this.#draw(false), { passive: true });
    // The style sheet decides how tall a row is; the probe tells.
    const sizes = new ResizeObserver(() => {
      this.#room = this.element.clientHeight;
      this.#height = probe.offsetHeight || this.#height;
      this.#draw(true);
    });
    sizes.observe(this.element);
    sizes.observe(probe);
  }

  /** How many rows a page is. */
  get page(): number {
    return Math.max(1, Math.floor(this.#room / this.#height) - 1);
  }

  /** `kept`: the row that stays although it is scrolled away, as focus is on it. */
  show(nodes: readonly number[], kept: number): void {
    this.#shown = nodes;
    this.#kept = kept;
    this.#draw(true);
  }

  /** Scrolls just as far as it takes; `middle`: rather into the middle, where it is out of view. */
  reveal(row: number, middle = false): void {
    const top = row * this.#height;
    const least = top + this.#height - this.#room;
    const now = this.element.scrollTop;
    if (this.#room === 0 || (now <= top && now >= least)) return;
    this.element.scrollTop = middle ? (top + least) / 2 : Math.max(least, Math.min(top, now));
    this.#draw(false);
  }

  /** The node whose row an event happened on. */
  node(event: Event): number | undefined {
    const row = event.target instanceof Element ? event.target.closest('.row') : null;
    return row ? this.#nodes.get(row) : undefined;
  }

  #draw(again: boolean): void {
    const count = this.#shown.length;
    this.#sizer.style.blockSize = `${count * this.#height}px`;
    const top = Math.max(0, Math.min(this.element.scrollTop, count * this.#height - this.#room));
    const from = Math.max(0, Math.floor(top / this.#height) - SPARE);
    const to = Math.min(count, Math.ceil((top + this.#room) / this.#height) + SPARE);
    const wanted: number[] = [];
    if (this.#kept >= 0 && this.#kept < from) wanted.push(this.#kept);
    for (let row = from; row < to; row++) wanted.push(row);
    if (this.#kept >= to && this.#kept < count) wanted.push(this.#kept);
    this.#place(wanted, again);
  }

  #place(wanted: number[], again: boolean): void {
    const free = new Map(this.#rows);
    for (const at of wanted) free.delete(this.#shown[at]!);
    for (const [node, row] of free) {
      this.#rows.delete(node);
      row.element.remove();
    }
    const spare = [...free.values()];
    let next = this.#sizer.firstChild;
    for (const at of wanted) {
      const node = this.#shown[at]!;
      const known = this.#rows.get(node);
      const row = known ?? spare.pop() ?? new Row();
      if (!known || again) {
        this.#rows.set(node, row);
        this.#nodes.set(row.element, node);
        row.element.id = `node-${node}`;
        row.element.style.transform = `translateY(${at * this.#height}px)`;
        this.fill(row, node);
      }
      // In the order of the tree, for those who read it.
      if (row.element === next) next = next.nextSibling;
      else this.#sizer.insertBefore(row.element, next);
    }
  }
}
