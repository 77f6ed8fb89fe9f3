import type { BufferGeometry } from 'three';

export interface Part {
  geometry: BufferGeometry;
  color?: readonly [number, number, number];
  metallic?: number;
  at?: readonly [number, number, number];
  /** A PNG, laid over the part. */
  image?: Uint8Array;
  /** Leaves the normals out. */
  bare?: boolean;
}

interface Chunked {
  views: object[];
  accessors: object[];
  bytes: Uint8Array[];
  length: number;
}

/** Writes a GLB of separate parts, each a node with a mesh and a material. */
export function glb(parts: readonly Part[]): Uint8Array {
  const data: Chunked = { views: [], accessors: [], bytes: [], length: 0 };
  const images: object[] = [];
  const meshes = parts.map((part, i) => ({ primitives: [{ ...primitive(data, part), material: i }] }));
  const materials = parts.map((part) => {
    const textured = part.image && images.push({ mimeType: 'image/png', bufferView: view(data, part.image) });
    return {
      pbrMetallicRoughness: {
        baseColorFactor: [...(part.color ?? [0.6, 0.62, 0.65]), 1],
        metallicFactor: part.metallic ?? 0.1,
        roughnessFactor: 0.5,
        ...(textured && { baseColorTexture: { index: textured - 1 } }),
      },
    };
  });
  return pack({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: parts.map((_, i) => i) }],
    nodes: parts.map((part, mesh) => ({ mesh, translation: part.at ?? [0, 0, 0] })),
    meshes,
    materials,
    ...(images.length > 0 && { images, textures: images.map((_, source) => ({ source })) }),
    accessors: data.accessors,
    bufferViews: data.views,
    buffers: [{ byteLength: data.length }],
  }, data.bytes);
}

/** A GLB of any JSON, for defects. */
export function pack(json: object, chunks: Uint8Array[] = []): Uint8Array {
  const text = padded(Buffer.from(JSON.stringify(json)), 0x20);
  const binary = Buffer.concat(chunks);
  const rest = binary.length > 0 ? Buffer.concat([words(binary.length, 0x004e4942), binary]) : Buffer.alloc(0);
  return Buffer.concat([
    words(0x46546c67, 2, 20 + text.length + rest.length, text.length, 0x4e4f534a), text, rest,
  ]);
}

function primitive(data: Chunked, { geometry, bare, image }: Part): object {
  const position = geometry.getAttribute('position');
  geometry.computeBoundingBox();
  const { min, max } = geometry.boundingBox!;
  const floats = (name: string): Float32Array => new Float32Array(geometry.getAttribute(name).array);
  const attributes: Record<string, number> = {
    POSITION: accessor(data, floats('position'), 'VEC3', position.count, { min: min.toArray(), max: max.toArray() }),
  };
  if (!bare) attributes['NORMAL'] = accessor(data, floats('normal'), 'VEC3', position.count);
  if (image) attributes['TEXCOORD_0'] = accessor(data, floats('uv'), 'VEC2', position.count);
  const indices = geometry.index && accessor(data, new Uint32Array(geometry.index.array), 'SCALAR', geometry.index.count);
  return { attributes, ...(indices !== null && { indices }) };
}

function accessor(data: Chunked, array: Float32Array | Uint32Array, type: string, count: number, more: object = {}): number {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const componentType = array instanceof Float32Array ? 5126 : 5125;
  return data.accessors.push({ bufferView: view(data, bytes), componentType, type, count, ...more }) - 1;
}

function view(data: Chunked, bytes: Uint8Array): number {
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
