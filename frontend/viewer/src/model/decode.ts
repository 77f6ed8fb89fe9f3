import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { LoadFailure } from '../failure';
import type { Incoming } from './incoming';
import type { Accessor, Gltf, Primitive } from './json';

const FLOAT = 5126;
const UNSIGNED_INT = 5125;

/** One level of a draw, unpacked. */
export interface Geometry {
  /** Of the grid, or metres: times the draw's step, plus its origin. `positionStride` numbers a vertex, three of them used. */
  positions: Uint16Array | Float32Array;
  positionStride: 3 | 4;
  /** Four numbers a vertex, three of them used; 127 is 1. */
  normals: Int8Array;
  triangles: Uint16Array | Uint32Array;
  lines: Uint16Array | Uint32Array;
}

/** Reads accessors of a packed model as their bytes come. */
export class Decoder {
  constructor(private readonly gltf: Gltf, private readonly incoming: Incoming) {}

  /** To be awaited once before anything else. */
  static ready(): Promise<void> {
    return MeshoptDecoder.ready;
  }

  async geometry(mesh: number): Promise<Geometry> {
    const primitives = this.gltf.meshes?.[mesh]?.primitives ?? [];
    const surface = primitives.find(({ mode }) => mode === 4);
    const lines = primitives.find(({ mode }) => mode === 1);
    if (!surface) throw new LoadFailure('broken');
    const position = this.#accessor(surface.attributes['POSITION']);
    const isFloat = position.componentType === FLOAT;
    const bytes = await this.#unpacked(position);
    const geometry: Geometry = {
      positions: isFloat ? new Float32Array(bytes.buffer) : new Uint16Array(bytes.buffer),
      positionStride: isFloat ? 3 : 4,
      normals: new Int8Array((await this.#unpacked(this.#accessor(surface.attributes['NORMAL']))).buffer),
      triangles: await this.#indices(surface),
      lines: lines ? await this.#indices(lines) : new Uint16Array(),
    };
    check(geometry, position.count);
    return geometry;
  }

  async floats(accessor: number | undefined): Promise<Float32Array> {
    return new Float32Array((await this.#unpacked(this.#accessor(accessor))).buffer);
  }

  /** Where the bytes of everything that a mesh needs end, in the binary chunk. */
  end(mesh: number): number {
    let end = 0;
    for (const { attributes, indices } of this.gltf.meshes?.[mesh]?.primitives ?? []) {
      for (const number of [...Object.values(attributes), indices]) {
        const found = this.gltf.bufferViews?.[this.#accessor(number).bufferView]?.extensions?.EXT_meshopt_compression;
        end = Math.max(end, (found?.byteOffset ?? 0) + (found?.byteLength ?? 0));
      }
    }
    return end;
  }

  /** Bytes that a mesh takes unpacked, here and on the graphics card. */
  size(mesh: number): number {
    let size = 0;
    for (const { attributes, indices, mode } of this.gltf.meshes?.[mesh]?.primitives ?? []) {
      const vertex = mode === 4 ? [attributes['POSITION'], attributes['NORMAL']] : [];
      for (const number of [...vertex, indices]) {
        size += this.gltf.bufferViews?.[this.#accessor(number).bufferView]?.byteLength ?? 0;
      }
    }
    return size;
  }

  async #indices({ indices }: Primitive): Promise<Uint16Array | Uint32Array> {
    const accessor = this.#accessor(indices);
    const { buffer } = await this.#unpacked(accessor);
    return accessor.componentType === UNSIGNED_INT ? new Uint32Array(buffer) : new Uint16Array(buffer);
  }

  #accessor(number: number | undefined): Accessor {
    const accessor = this.gltf.accessors?.[number ?? -1];
    if (!accessor) throw new LoadFailure('broken');
    return accessor;
  }

  async #unpacked(accessor: Accessor): Promise<Uint8Array> {
    const packed = this.gltf.bufferViews?.[accessor.bufferView]?.extensions?.EXT_meshopt_compression;
    if (!packed || packed.count !== accessor.count) throw new LoadFailure('broken');
    const { byteOffset = 0, byteLength, byteStride, count, mode, filter = 'NONE' } = packed;
    const source = await this.incoming.binary(byteOffset, byteOffset + byteLength);
    const target = new Uint8Array(count * byteStride);
    MeshoptDecoder.decodeGltfBuffer(target, count, byteStride, source, mode, filter);
    return target;
  }
}

/** The decoder is safe, but what it gives need not be right: no index may lead past the vertices. */
function check({ positions, positionStride, normals, triangles, lines }: Geometry, count: number): void {
  const inside = (indices: Uint16Array | Uint32Array): boolean => {
    for (const index of indices) if (index >= count) return false;
    return true;
  };
  const whole = positions.length === count * positionStride && normals.length === count * 4
    && triangles.length % 3 === 0 && lines.length % 2 === 0;
  if (!whole || !inside(triangles) || !inside(lines)) throw new LoadFailure('broken');
}
