import { DataTexture, FloatType, NearestFilter, RGBAFormat, UnsignedByteType, type Vector3 } from 'three';
import type { Model } from '../model/model';

/** Pieces in a row of the textures. */
export const ROW = 1024;

/** How a piece stands out. */
export const PLAIN = 0;
export const HOVERED = 1;
export const SELECTED = 2;

/**
 * What the shaders look up for each piece: its colour, whether it is shown and how it stands out, and how far it was
 * moved. To change a thousand pieces is one small upload and no new draw call.
 */
export class Pieces {
  /** Two texels a piece: colour and opacity; shown, emphasis, ghost, closed. */
  readonly looks: DataTexture;
  /** One texel a piece: metres, to be multiplied by how far the model is exploded. */
  readonly moves: DataTexture;
  readonly #looks: Uint8Array;
  readonly #moves: Float32Array;
  /** Number of clear pieces that are shown: without any, nothing is drawn twice. */
  clear = 0;

  constructor(readonly model: Model) {
    const rows = Math.max(1, Math.ceil(model.pieces.length / ROW));
    this.#looks = new Uint8Array(ROW * rows * 2 * 4);
    this.#moves = new Float32Array(ROW * rows * 4);
    this.looks = texture(this.#looks, ROW * 2, rows, UnsignedByteType);
    this.moves = texture(this.#moves, ROW, rows, FloatType);
    model.pieces.forEach((piece, number) => {
      const { color, opacity } = piece.appearance;
      this.paint(number, color, opacity);
      this.show(number, !model.hidden.has(piece.part));
      this.#looks[at(number) + 7] = piece.closed ? 255 : 0;
    });
    this.count();
  }

  /** Linear colour; 1 is opaque. The square root spends the eight bits where the eye sees them. */
  paint(piece: number, [red, green, blue]: readonly [number, number, number], opacity: number): void {
    const code = (share: number): number => Math.round(Math.sqrt(Math.min(1, Math.max(0, share))) * 255);
    this.#looks.set([code(red), code(green), code(blue), Math.round(opacity * 255)], at(piece));
    this.looks.needsUpdate = true;
  }

  show(piece: number, shown: boolean): void {
    this.#set(piece, 4, shown ? 255 : 0);
  }

  isShown(piece: number): boolean {
    return this.#looks[at(piece) + 4] === 255;
  }

  emphasise(piece: number, how: number): void {
    this.#set(piece, 5, how);
  }

  ghost(piece: number, ghost: boolean): void {
    this.#set(piece, 6, ghost ? 255 : 0);
  }

  isGhost(piece: number): boolean {
    return this.#looks[at(piece) + 6] === 255;
  }

  move(piece: number, by: Vector3): void {
    this.#moves.set([by.x, by.y, by.z, 0], piece * 4);
    this.moves.needsUpdate = true;
  }

  /** Counts the clear pieces anew. */
  count(): void {
    this.clear = 0;
    for (let piece = 0; piece < this.model.pieces.length; piece++) {
      const opaque = this.#looks[at(piece) + 3] === 255 && !this.isGhost(piece);
      if (!opaque && this.isShown(piece)) this.clear += 1;
    }
  }

  dispose(): void {
    this.looks.dispose();
    this.moves.dispose();
  }

  #set(piece: number, byte: number, value: number): void {
    if (this.#looks[at(piece) + byte] === value) return;
    this.#looks[at(piece) + byte] = value;
    this.looks.needsUpdate = true;
  }
}

function at(piece: number): number {
  return piece * 8;
}

function texture(data: Uint8Array | Float32Array, width: number, height: number, type: typeof UnsignedByteType | typeof FloatType): DataTexture {
  const made = new DataTexture(data as Float32Array<ArrayBuffer>, width, height, RGBAFormat, type);
  made.minFilter = NearestFilter;
  made.magFilter = NearestFilter;
  made.needsUpdate = true;
  return made;
}
