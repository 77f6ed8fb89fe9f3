/** A packed model's JSON, as much of it as is read here. docs/models.md describes the whole file. */
export interface Gltf {
  extensions?: { VITRINE_model?: { version: number; table: number; error: number } };
  scenes?: { nodes?: number[] }[];
  nodes?: Node[];
  meshes?: { primitives: Primitive[] }[];
  accessors?: Accessor[];
  bufferViews?: View[];
}

export interface Node {
  translation?: [number, number, number];
  scale?: [number, number, number];
  extensions?: { EXT_mesh_gpu_instancing?: { attributes: Record<string, number> } };
}

export interface Primitive {
  mode: number;
  attributes: Record<string, number>;
  indices: number;
}

export interface Accessor {
  bufferView: number;
  componentType: number;
  count: number;
}

export interface View {
  byteOffset?: number;
  byteLength: number;
  extensions?: { EXT_meshopt_compression?: Compressed };
}

/** Where the bytes of a view are, and how to unpack them. */
export interface Compressed {
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: 'ATTRIBUTES' | 'TRIANGLES' | 'INDICES';
  filter?: 'NONE' | 'OCTAHEDRAL' | 'QUATERNION' | 'EXPONENTIAL';
}
