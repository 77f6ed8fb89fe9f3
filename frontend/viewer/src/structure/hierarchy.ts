import type { StructureNode } from './node';

/** Who lies in whom, as order and depth of the nodes say. Nodes are named by their index. */
export class Hierarchy {
  readonly count: number;
  /** -1 at the top. */
  readonly parent: Int32Array;
  /** The first node behind all that lies in a node. */
  readonly after: Int32Array;
  /** From 1; counts real parents, so a depth that skips a level does no harm. */
  readonly level: Int32Array;
  readonly deepest: number;
  readonly parts: number;
  readonly #leaf = new Map<number, number>();

  constructor(nodes: readonly StructureNode[]) {
    this.count = nodes.length;
    this.parent = new Int32Array(nodes.length);
    this.after = new Int32Array(nodes.length).fill(nodes.length);
    this.level = new Int32Array(nodes.length);
    let deepest = 1;
    let parts = 0;
    const above: number[] = [];
    nodes.forEach(({ depth, first, end, group }, node) => {
      for (let last = above.at(-1); last !== undefined && nodes[last]!.depth >= depth; last = above.at(-1)) {
        this.after[last] = node;
        above.pop();
      }
      this.parent[node] = above.at(-1) ?? -1;
      this.level[node] = above.length + 1;
      deepest = Math.max(deepest, above.length + 1);
      parts = Math.max(parts, end);
      if (!group) this.#leaf.set(first, node);
      above.push(node);
    });
    this.deepest = deepest;
    this.parts = parts;
  }

  /** The node of a part. */
  leaf(part: number): number | undefined {
    return this.#leaf.get(part);
  }

  /** From the nearest to the topmost. */
  *above(node: number): Generator<number> {
    for (let at = this.parent[node] ?? -1; at >= 0; at = this.parent[at]!) yield at;
  }
}
