/** Part numbers: first <= n < end. */
export type Range = [first: number, end: number];

/** A part or a sub-assembly; a list of nodes is in preorder. */
export interface StructureNode {
  /** Any text, as the file has it: markup, nothing, or hundreds of characters. */
  name: string;
  /** 0 at the top. */
  depth: number;
  /** The parts below or at it: first <= n < end. A part has end = first + 1. */
  first: number;
  end: number;
  /** A sub-assembly. */
  group: boolean;
}
