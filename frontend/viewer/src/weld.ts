import type { BufferAttribute, BufferGeometry, InterleavedBufferAttribute } from 'three';

/** A triangle mesh whose vertices at the same place are one, whatever their normals. */
export interface Welded {
  /** Three vertex ids for each triangle. */
  corners: Uint32Array;
  /** Coordinates of each id, in the geometry's own frame. */
  points: Float32Array;
}

/** Vertices nearer than this share of the mesh's extent are one: above rounding, below any real detail. */
const TOLERANCE = 2e-6;

/**
 * Welds a geometry by position. three.js' own helpers weld on fixed grids (0.1 mm, 1 cm in metres),
 * which swallow the details of small parts; this grid follows the mesh's size.
 */
export function weld(geometry: BufferGeometry): Welded {
  const position = geometry.getAttribute('position');
  const { ids, points } = identify(position);
  const index = geometry.getIndex();
  const corners = new Uint32Array(3 * Math.floor((index ?? position).count / 3));
  for (let i = 0; i < corners.length; i++) corners[i] = ids[index ? index.getX(i) : i] ?? 0;
  return { corners, points };
}

function identify(position: BufferAttribute | InterleavedBufferAttribute): { ids: Uint32Array; points: Float32Array } {
  const count = position.count;
  const step = TOLERANCE * extent(position) || 1;
  const ids = new Uint32Array(count);
  const points = new Float32Array(3 * count);
  const cells = new Int32Array(3 * count);
  // Open addressing; 0 is free, else id + 1.
  const size = 2 ** Math.ceil(Math.log2(2 * count + 1));
  const table = new Uint32Array(size);
  let known = 0;
  for (let i = 0; i < count; i++) {
    const x = position.getX(i), y = position.getY(i), z = position.getZ(i);
    const cx = Math.round(x / step), cy = Math.round(y / step), cz = Math.round(z / step);
    let slot = hash(cx, cy, cz) & (size - 1);
    for (;;) {
      const id = (table[slot] ?? 0) - 1;
      if (id < 0) {
        table[slot] = known + 1;
        points.set([x, y, z], 3 * known);
        cells.set([cx, cy, cz], 3 * known);
        ids[i] = known++;
        break;
      }
      if (cells[3 * id] === cx && cells[3 * id + 1] === cy && cells[3 * id + 2] === cz) {
        ids[i] = id;
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  return { ids, points: points.subarray(0, 3 * known) };
}

function extent(position: BufferAttribute | InterleavedBufferAttribute): number {
  let most = 0;
  for (let i = 0; i < position.count; i++) {
    most = Math.max(most, Math.abs(position.getX(i)), Math.abs(position.getY(i)), Math.abs(position.getZ(i)));
  }
  return most;
}

function hash(x: number, y: number, z: number): number {
  let h = Math.imul(x, 0x8da6b343) ^ Math.imul(y, 0xd8163841) ^ Math.imul(z, 0xcb1ab31f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Unit normals of the triangles, three numbers each; zero for a triangle without area. */
export function faceNormals({ corners, points }: Welded): Float32Array {
  const normals = new Float32Array(corners.length);
  const at = (corner: number, axis: number): number => points[3 * (corners[corner] ?? 0) + axis] ?? 0;
  for (let i = 0; i < corners.length; i += 3) {
    const ux = at(i + 1, 0) - at(i, 0), uy = at(i + 1, 1) - at(i, 1), uz = at(i + 1, 2) - at(i, 2);
    const vx = at(i + 2, 0) - at(i, 0), vy = at(i + 2, 1) - at(i, 1), vz = at(i + 2, 2) - at(i, 2);
    const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    const length = Math.hypot(nx, ny, nz) || 1;
    normals.set([nx / length, ny / length, nz / length], i);
  }
  return normals;
}
