import { type Matrix4, Vector3 } from 'three';
import { type Draw, type Level, type Piece, placement } from './model/model';
import type { Shape } from './shape/shape';

/** A piece's own geometry and where it is. */
export interface PlacedShape {
  shape: Shape;
  /** From the shape's space to the model's, without what an exploded view adds. */
  matrix: Matrix4;
}

/** Pieces whose geometry is kept for measuring. */
const KEPT = 6;

/** The geometry of single pieces, in metres, made when it is asked for and kept for a while. */
export class Shapes {
  readonly #kept = new Map<string, Shape>();

  of(piece: Piece): PlacedShape | null {
    const { draw, index } = piece;
    const level = draw.current;
    if (!level?.geometry) return null;
    const unit = draw.places ? Math.abs(draw.places.scales[index * 3] ?? 1) || 1 : draw.step;
    const key = `${draw.first} ${level.mesh} ${draw.places ? '' : index}`;
    const shape = this.#kept.get(key) ?? make(draw, level, draw.places ? 0 : index, unit);
    this.#kept.delete(key);
    this.#kept.set(key, shape);
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(old);
    }
    return { shape, matrix: placement(draw, index).scale(new Vector3().setScalar(1 / unit)) };
  }

  clear(): void {
    this.#kept.clear();
  }
}

function make(draw: Draw, level: Level, index: number, unit: number): Shape {
  const { positions, positionStride, normals, triangles, lines } = level.geometry!;
  const whole: [number, number, number] = [positions.length / positionStride, triangles.length, lines.length];
  let from: [number, number, number] = [0, 0, 0];
  let counts = whole;
  if (!draw.places && level.shares.length > 1) {
    for (const share of level.shares.slice(0, index)) from = [from[0] + share[0], from[1] + share[1], from[2] + share[2]];
    counts = level.shares[index] ?? [0, 0, 0];
  }
  const shape: Shape = {
    positions: new Float32Array(counts[0] * 3),
    normals: new Float32Array(counts[0] * 3),
    triangles: new Uint32Array(counts[1]),
    lines: new Uint32Array(counts[2]),
  };
  for (let vertex = 0; vertex < counts[0]; vertex++) {
    for (let axis = 0; axis < 3; axis++) {
      shape.positions[vertex * 3 + axis] = positions[(from[0] + vertex) * positionStride + axis]! * unit;
      shape.normals[vertex * 3 + axis] = normals[(from[0] + vertex) * 4 + axis]! / 127;
    }
  }
  for (let i = 0; i < counts[1]; i++) shape.triangles[i] = triangles[from[1] + i]! - from[0];
  for (let i = 0; i < counts[2]; i++) shape.lines[i] = lines[from[2] + i]! - from[0];
  return shape;
}
