/** In CSS pixels at 100 %, of which 96 are an inch. */
export interface Size {
  width: number;
  height: number;
}

/** In pixels of a canvas on which the whole page would be. */
export interface Region extends Size {
  x: number;
  y: number;
}

export type Purpose = 'screen' | 'print';

/** A document as pages, numbered from 1. Every promise rejects for a page that can not be read, or once it is closed. */
export interface Paged {
  readonly count: number;
  size(page: number): Promise<Size>;
  /** Draws a part of a page, so many pixels for each CSS pixel, and makes the canvas as large as that part. */
  draw(page: number, canvas: HTMLCanvasElement, scale: number, part: Region, purpose: Purpose, signal: AbortSignal): Promise<void>;
  /** The words on a page, for those who do not see it; empty where it has none. */
  text(page: number): Promise<string>;
  /** Lets go of what drawing a page took, which comes again when it is drawn again. */
  release(page: number): void;
  close(): void;
}

/** The canvas' context in two dimensions, made as large as the part and white as paper. */
export function paper(canvas: HTMLCanvasElement, { width, height }: Size): CanvasRenderingContext2D {
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d', { alpha: false });
  // Browsers answer nothing where they have no more memory for canvases.
  if (!context) throw new RangeError('out of memory for a canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return context;
}
