import type { BufferGeometry } from 'three';

/** A part, an assembly, or both: a node of the tree. */
export interface Part {
  /** Parts that share one share its mesh. */
  geometry?: BufferGeometry;
  color?: readonly [number, number, number];
  /** 1 is opaque. */
  opacity?: number;
  metallic?: number;
  at?: readonly [number, number, number];
  /** A quaternion. */
  turned?: readonly [number, number, number, number];
  name?: string;
  /** The part's id or the occurrence's path, as Onshape writes it. */
  id?: readonly string[];
  hidden?: boolean;
  children?: readonly Part[];
}

interface Written {
  views: object[];
  accessors: object[];
  nodes: object[];
  meshes: object[];
  materials: object[];
  bytes: Uint8Array[];
  length: number;
  attributes: Map<BufferGeometry, object>;
}

/** Writes a GLB of parts as Onshape exports it: each a node with a mesh and a material. Not packed. */
export function glb(parts: readonly Part[]): Uint8Array {
  const data: Written = { views: [], accessors: [], nodes: [], meshes: [], materials: [], bytes: [], length: 0, attributes: new Map() };
  const nodes = parts.map((part) => node(data, part));
  return container({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes }],
    nodes: data.nodes,
    meshes: data.meshes,
    materials: data.materials,
    accessors: data.accessors,
    bufferViews: data.views,
    buffers: [{ byteLength: data.length }],
  }, data.bytes);
}

/** A GLB of any JSON, for defects. */
export function container(json: object | null, chunks: Uint8Array[] = []): Uint8Array {
  const text = padded(Buffer.from(JSON.stringify(json)), 0x20);
  const binary = Buffer.concat(chunks);
  const rest = binary.length > 0 ? Buffer.concat([words(binary.length, 0x004e4942), binary]) : Buffer.alloc(0);
  return Buffer.concat([
    words(0x46546c67, 2, 20 + text.length + rest.length, text.length, 0x4e4f534a), text, rest,
  ]);
}

/** A GLB with other JSON, for defects; its binary chunk stays. */
export function altered<T extends object>(glb: Uint8Array, alter: (json: T) => T | null | void, binary?: Uint8Array): Uint8Array {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const end = 20 + view.getUint32(12, true);
  const json = JSON.parse(Buffer.from(glb.subarray(20, end)).toString()) as T;
  const changed = alter(json);
  return container(changed === undefined ? json : changed, [binary ?? glb.subarray(end + 8)]);
}

function node(data: Written, part: Part): number {
  const children = part.children?.map((child) => node(data, child));
  return data.nodes.push({
    ...(part.name !== undefined && { name: part.name }),
    ...(part.geometry && { mesh: mesh(data, part, part.geometry) }),
    ...(children && { children }),
    translation: part.at ?? [0, 0, 0],
    ...(part.turned && { rotation: part.turned }),
    ...((part.id || part.hidden) && { extensions: { PTC_onshape_metadata: { id: part.id ?? [], hidden: part.hidden ?? false } } }),
  }) - 1;
}

function mesh(data: Written, { color, opacity = 1, metallic = 0.1 }: Part, geometry: BufferGeometry): number {
  const material = data.materials.push({
    pbrMetallicRoughness: { baseColorFactor: [...(color ?? [0.6, 0.62, 0.65]), opacity], metallicFactor: metallic, roughnessFactor: 0.5 },
  }) - 1;
  const known = data.attributes.get(geometry) ?? primitive(data, geometry);
  data.attributes.set(geometry, known);
  return data.meshes.push({ primitives: [{ ...known, material }] }) - 1;
}

function primitive(data: Written, geometry: BufferGeometry): object {
  const { count } = geometry.getAttribute('position');
  geometry.computeBoundingBox();
  const { min, max } = geometry.boundingBox!;
  const floats = (name: string): Float32Array => new Float32Array(geometry.getAttribute(name).array);
  const attributes = {
    POSITION: accessor(data, floats('position'), 'VEC3', count, { min: min.toArray(), max: max.toArray() }),
    NORMAL: accessor(data, floats('normal'), 'VEC3', count),
  };
  const indices = geometry.index && accessor(data, new Uint32Array(geometry.index.array), 'SCALAR', geometry.index.count);
  return { attributes, ...(indices !== null && { indices }) };
}

function accessor(data: Written, array: Float32Array | Uint32Array, type: string, count: number, more: object = {}): number {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const componentType = array instanceof Float32Array ? 5126 : 5125;
  return data.accessors.push({ bufferView: view(data, bytes), componentType, type, count, ...more }) - 1;
}

function view(data: Written, bytes: Uint8Array): number {
  const whole = padded(bytes, 0);
  data.bytes.push(whole);
  data.length += whole.length;
  return data.views.push({ buffer: 0, byteOffset: data.length - whole.length, byteLength: bytes.length }) - 1;
}

function padded(bytes: Uint8Array, filler: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
  whole.set(bytes);
  return whole;
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
  return bytes;
}
