export type { Range, StructureNode } from './node';
export { StructureTree, type Told as StructureTold } from './tree';
export { type StructureWords, english as structureEnglish } from './words';
