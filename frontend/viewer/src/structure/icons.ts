/** Drawings of the tree on a 20 x 20 grid, each one path. */
export const SHAPES = {
  twisty: 'M7.5 5 12.5 10 7.5 15',
  part: 'M10 2.6 16.6 6.3v7.4L10 17.4 3.4 13.7V6.3ZM3.4 6.3 10 10l6.6-3.7M10 10v7.4',
  group: 'M10 2.65 13.64 4.75v4.2L10 11.05 6.36 8.95v-4.2ZM6.36 8.95 2.72 11.05v4.2l3.64 2.1 3.64-2.1v-4.2M13.64 8.95l3.64 2.1v4.2l-3.64 2.1-3.64-2.1'
    + 'M6.36 4.75 10 6.85l3.64-2.1M10 6.85v4.2M2.72 11.05l3.64 2.1 3.64-2.1 3.64 2.1 3.64-2.1M6.36 13.15v4.2M13.64 13.15v4.2',
  shown: 'M2 10c3.7-6.4 12.3-6.4 16 0-3.7 6.4-12.3 6.4-16 0ZM12.4 10a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0Z',
  partly: 'M2 10c3.7-6.4 12.3-6.4 16 0M12.4 10a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0ZM5 14.6h.01M10 15.6h.01M15 14.6h.01',
  hidden: 'M2 9.4c3.7 5.8 12.3 5.8 16 0M4.6 12.2 2.9 14.4M8.3 13.6l-.7 2.7M11.7 13.6l.7 2.7M15.4 12.2l1.7 2.2',
} as const;

export type Shape = keyof typeof SHAPES;

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing whose shape can be changed. */
export class Drawing {
  readonly element = document.createElementNS(SVG, 'svg');
  readonly #path = document.createElementNS(SVG, 'path');
  #shape: Shape | undefined;

  constructor(name: string, shape: Shape) {
    this.element.setAttribute('viewBox', '0 0 20 20');
    this.element.setAttribute('class', name);
    this.element.setAttribute('aria-hidden', 'true');
    this.element.append(this.#path);
    this.shape = shape;
  }

  set shape(shape: Shape) {
    if (shape !== this.#shape) this.#path.setAttribute('d', SHAPES[shape]);
    this.#shape = shape;
  }
}
