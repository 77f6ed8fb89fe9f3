import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** An image without its file: three or four bytes a pixel. */
export interface Pixels {
  width: number;
  height: number;
  at(x: number, y: number): readonly [red: number, green: number, blue: number];
  /** 255 is opaque. */
  alpha(x: number, y: number): number;
  /** So many bytes a pixel. */
  data: Uint8Array;
  size: number;
}

/** Decodes the PNGs that Chromium's screenshots are: eight bits, not interlaced, RGB or RGBA. */
export function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const size = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let offset = 8; offset < png.length; offset += 12 + png.readUInt32BE(offset)) {
    if (png.toString('latin1', offset + 4, offset + 8) === 'IDAT') {
      parts.push(png.subarray(offset + 8, offset + 8 + png.readUInt32BE(offset)));
    }
  }
  const stride = width * size;
  const data = unfiltered(inflateSync(Buffer.concat(parts)), stride, height, size);
  return {
    width,
    height,
    data,
    size,
    at: (x, y) => [0, 1, 2].map((channel) => data[y * stride + x * size + channel] ?? 0) as [number, number, number],
    alpha: (x, y) => (size === 4 ? data[y * stride + x * size + 3] ?? 0 : 255),
  };
}

/** How many pixels differ visibly. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  let count = 0;
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    const [p, q] = [pixel * a.size, pixel * b.size];
    for (let channel = 0; channel < 3; channel++) {
      if (Math.abs(a.data[p + channel]! - b.data[q + channel]!) <= 12) continue;
      count++;
      break;
    }
  }
  return count;
}

function unfiltered(raw: Buffer, stride: number, height: number, size: number): Uint8Array {
  const data = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let i = 0; i < stride; i++) {
      const left = i >= size ? data[y * stride + i - size]! : 0;
      const above = y > 0 ? data[(y - 1) * stride + i]! : 0;
      const corner = y > 0 && i >= size ? data[(y - 1) * stride + i - size]! : 0;
      const guess = filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? above : filter === 3 ? (left + above) >> 1 : paeth(left, above, corner);
      data[y * stride + i] = raw[y * (stride + 1) + 1 + i]! + guess;
    }
  }
  return data;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/** A PNG of one colour. */
export function plain(width: number, height: number, [r, g, b]: readonly [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [r, g, b]).flat())]);
  const body = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
