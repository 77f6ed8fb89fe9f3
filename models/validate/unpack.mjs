import { MeshoptDecoder } from 'meshoptimizer';

const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

/** The decoded twin of a packed GLB: the same content in one plain buffer, as the extension's fallback would have it. */
export function unpacked(glb) {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const length = view.getUint32(12, true);
  const json = JSON.parse(glb.subarray(20, 20 + length).toString());
  const binary = glb.subarray(28 + length);
  const parts = [];
  let size = 0;
  for (const bufferView of json.bufferViews ?? []) {
    const packed = bufferView.extensions?.EXT_meshopt_compression;
    let bytes;
    if (packed) {
      bytes = new Uint8Array(packed.count * packed.byteStride);
      const source = binary.subarray(packed.byteOffset ?? 0, (packed.byteOffset ?? 0) + packed.byteLength);
      MeshoptDecoder.decodeGltfBuffer(bytes, packed.count, packed.byteStride, source, packed.mode, packed.filter);
      delete bufferView.extensions;
    } else {
      const from = bufferView.byteOffset ?? 0;
      bytes = binary.subarray(from, from + bufferView.byteLength);
    }
    bufferView.buffer = 0;
    bufferView.byteOffset = size;
    const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
    padded.set(bytes);
    parts.push(padded);
    size += padded.length;
  }
  json.buffers = [{ byteLength: size }];
  for (const list of ['extensionsUsed', 'extensionsRequired']) {
    json[list] = json[list].filter((name) => name !== 'EXT_meshopt_compression');
    if (json[list].length === 0) delete json[list];
  }
  const text = Buffer.from(JSON.stringify(json));
  const chunk = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const body = Buffer.concat(parts);
  const words = (...numbers) => Buffer.from(new Uint32Array(numbers).buffer);
  return new Uint8Array(Buffer.concat([
    words(0x46546c67, 2, 28 + chunk.length + body.length, chunk.length, JSON_CHUNK), chunk, words(body.length, BIN_CHUNK), body,
  ]));
}
