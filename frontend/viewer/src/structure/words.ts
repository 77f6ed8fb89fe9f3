/** The texts of the structure tree. */
export interface StructureWords {
  /** The tree's name. */
  structure: string;
  search: string;
  /** The search found nothing. */
  none: string;
  /** Stands before a node's name, as does `show`. */
  hide: string;
  show: string;
  hidden: string;
  /** Some of a sub-assembly's parts are hidden. */
  partly: string;
  /** For a node without a name. */
  unnamed: string;
  /** How many parts a sub-assembly has; `{count}` is the number. */
  parts: string;
}

export const english: Readonly<StructureWords> = {
  structure: 'Structure',
  search: 'Find in structure',
  none: 'Nothing found',
  hide: 'Hide',
  show: 'Show',
  hidden: 'Hidden',
  partly: 'Partly hidden',
  unnamed: 'Unnamed',
  parts: 'Parts: {count}',
};
