import { gunzipSync, strFromU8 } from 'three/addons/libs/fflate.module.js';
import { LoadFailure } from '../failure';

/** What a packed model has beside geometry. docs/models.md describes it field by field. */
export interface Table {
  nodes: { names: string[]; depths: number[]; ids: (string | string[])[]; hidden: number[] };
  /** The node of each part. */
  parts: number[];
  /** Linear red, green, blue and opacity, metallic, roughness, whether both sides are seen. */
  appearances: number[][];
  draws: TableDraw[];
}

export interface TableDraw {
  instanced: boolean;
  parts: number[];
  appearances: number[];
  boxes: number[][];
  areas: number[];
  volumes: (number | null)[];
  levels: { mesh: number; error: number; shares?: [number, number, number][] }[];
}

/** Unpacks the table. Rejects with `LoadFailure` where it is none. */
export function readTable(packed: Uint8Array): Table {
  const table = JSON.parse(strFromU8(gunzipSync(packed))) as Table;
  const lists = [table.nodes?.names, table.nodes?.depths, table.parts, table.appearances, table.draws];
  if (!lists.every(Array.isArray)) throw new LoadFailure('broken');
  return table;
}
