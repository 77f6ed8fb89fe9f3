import { MeshoptEncoder } from 'meshoptimizer';
import type { BufferGeometry } from 'three';
import { pack } from './glb';

const NAME = 'EXT_meshopt_compression';

/** A GLB of one part whose vertices and indices are compressed, without a fallback. */
export async function compressed(geometry: BufferGeometry): Promise<Uint8Array> {
  await MeshoptEncoder.ready;
  const position = geometry.getAttribute('position');
  const index = geometry.index!;
  geometry.computeBoundingBox();
  const { min, max } = geometry.boundingBox!;
  const streams = [
    stream(new Float32Array(position.array), position.count, 12, 'ATTRIBUTES'),
    stream(new Float32Array(geometry.getAttribute('normal').array), position.count, 12, 'ATTRIBUTES'),
    stream(new Uint32Array(index.array), index.count, 4, 'TRIANGLES'),
  ];
  let byteOffset = 0;
  const bufferViews = streams.map(({ bytes, count, byteStride, mode }) => {
    const extension = { buffer: 0, byteOffset, byteLength: bytes.length, byteStride, count, mode };
    byteOffset += bytes.length;
    return { buffer: 1, byteLength: count * byteStride, extensions: { [NAME]: extension } };
  });
  return pack({
    asset: { version: '2.0' },
    extensionsUsed: [NAME],
    extensionsRequired: [NAME],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, NORMAL: 1 }, indices: 2 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, type: 'VEC3', count: position.count, min: min.toArray(), max: max.toArray() },
      { bufferView: 1, componentType: 5126, type: 'VEC3', count: position.count },
      { bufferView: 2, componentType: 5125, type: 'SCALAR', count: index.count },
    ],
    bufferViews,
    buffers: [{ byteLength: byteOffset }, { byteLength: 1, extensions: { [NAME]: { fallback: true } } }],
  }, streams.map(({ bytes }) => bytes));
}

function stream(array: Float32Array | Uint32Array, count: number, byteStride: number, mode: string) {
  const source = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return { bytes: MeshoptEncoder.encodeGltfBuffer(source, count, byteStride, mode), count, byteStride, mode };
}
