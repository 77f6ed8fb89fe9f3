import type { Hierarchy } from './hierarchy';

/** As many rows may be there without anyone having opened a group. */
const MANY = 200;

interface Found {
  kept: Uint8Array;
  open: Set<number>;
}

/** Which nodes have a row: those in open groups, or what a search keeps of them. */
export class Rows {
  readonly #open = new Set<number>();
  #found: Found | null = null;
  #list: number[] = [];
  /** By node: its row or -1; its place among its siblings; how many nodes lie directly in it. */
  readonly #row: Int32Array;
  readonly #place: Int32Array;
  readonly #inside: Int32Array;
  #top = 0;

  constructor(private readonly tree: Hierarchy) {
    this.#row = new Int32Array(tree.count);
    this.#place = new Int32Array(tree.count);
    this.#inside = new Int32Array(tree.count);
    this.#number();
    if (tree.level.filter((level) => level <= 2).length <= MANY) {
      tree.level.forEach((level, node) => level === 1 && this.#inside[node] && this.#open.add(node));
    }
    this.#lay();
  }

  get list(): readonly number[] {
    return this.#list;
  }

  /** The row of a node; -1 without one. */
  of(node: number): number {
    return this.#row[node] ?? -1;
  }

  /** The node's own row, or that of the closed group it is in. */
  standingFor(node: number): number {
    if (this.of(node) >= 0) return node;
    for (const group of this.tree.above(node)) if (this.of(group) >= 0) return group;
    return -1;
  }

  place(node: number): { at: number; of: number } {
    const parent = this.tree.parent[node]!;
    return { at: this.#place[node]!, of: parent < 0 ? this.#top : this.#inside[parent]! };
  }

  /** Undefined where there is nothing to open. */
  isOpen(node: number): boolean | undefined {
    return this.#inside[node] ? this.#opened.has(node) : undefined;
  }

  set(nodes: Iterable<number>, open: boolean): void {
    for (const node of nodes) {
      if (!open) this.#opened.delete(node);
      else if (this.#inside[node]) this.#opened.add(node);
    }
    this.#lay();
  }

  siblings(node: number): number[] {
    return this.#list.filter((other) => this.tree.parent[other] === this.tree.parent[node]);
  }

  /**
   * Keeps the nodes that match, with the groups they are in; null keeps all. A group that matches by its own name alone
   * keeps what is in it, closed.
   */
  find(matches: ((node: number) => boolean) | null): number | undefined {
    let first: number | undefined;
    this.#found = null;
    if (matches) {
      const { count, parent, after } = this.tree;
      const kept = new Uint8Array(count);
      const open = new Set<number>();
      for (let node = count - 1; node >= 0; node--) {
        const match = matches(node);
        if (match) first = node;
        if (!match && !open.has(node)) continue;
        if (!open.has(node)) kept.fill(1, node, after[node]);
        kept[node] = 1;
        if (parent[node]! >= 0) open.add(parent[node]!);
      }
      this.#found = { kept, open };
    }
    this.#number();
    this.#lay();
    return first;
  }

  get #opened(): Set<number> {
    return this.#found?.open ?? this.#open;
  }

  #number(): void {
    this.#inside.fill(0);
    this.#top = 0;
    for (let node = 0; node < this.tree.count; node++) {
      if (this.#found && !this.#found.kept[node]) continue;
      const parent = this.tree.parent[node]!;
      this.#place[node] = parent < 0 ? ++this.#top : ++this.#inside[parent]!;
    }
  }

  #lay(): void {
    this.#list = [];
    this.#row.fill(-1);
    for (let node = 0; node < this.tree.count;) {
      const kept = !this.#found || this.#found.kept[node];
      if (kept) this.#row[node] = this.#list.push(node) - 1;
      node = kept && this.#opened.has(node) ? node + 1 : this.tree.after[node]!;
    }
  }
}
