import { LoadFailure } from './failure';

const MAGIC = 0x46546c67; // 'glTF'
const JSON_CHUNK = 0x4e4f534a;
const HEADER = 12;
const CHUNK_HEADER = 8;

/**
 * Checks the container (glTF 2.0, section 4.4): magic, version, and that every chunk lies within the bytes.
 * A truncated download fails here rather than as a model with holes.
 */
export function checkContainer(bytes: ArrayBuffer): void {
  const view = new DataView(bytes);
  if (bytes.byteLength < HEADER + CHUNK_HEADER || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 2) {
    throw new LoadFailure('broken');
  }
  const length = view.getUint32(8, true);
  if (length > bytes.byteLength || view.getUint32(HEADER + 4, true) !== JSON_CHUNK) throw new LoadFailure('broken');
  let offset = HEADER;
  while (offset + CHUNK_HEADER <= length) offset += CHUNK_HEADER + view.getUint32(offset, true);
  if (offset > length) throw new LoadFailure('broken');
}
