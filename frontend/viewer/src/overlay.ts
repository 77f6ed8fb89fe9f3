import type { Vector3 } from 'three';
import { type Stage, onCanvas } from './stage';

const SVG = 'http://www.w3.org/2000/svg';

/** A line in the model's space, drawn over it. */
export interface Trace {
  points: readonly Vector3[];
  closed?: boolean;
  kind: 'hovered' | 'picked' | 'dimension';
}

/** Lines, dots and labels over the canvas, which stay with the model as it turns. */
export class Overlay {
  readonly element = document.createElement('div');
  readonly #svg = document.createElementNS(SVG, 'svg');
  readonly #label = document.createElement('div');
  traces: Trace[] = [];
  label: { text: string; at: Vector3 } | null = null;

  constructor() {
    this.element.className = 'overlay';
    this.element.setAttribute('aria-hidden', 'true');
    this.#label.className = 'label';
    this.#label.hidden = true;
    this.element.append(this.#svg, this.#label);
  }

  /** Brings everything to where the model is now. */
  place(stage: Stage): void {
    const paths = this.traces.map((trace) => drawn(stage, trace));
    this.#svg.replaceChildren(...paths);
    this.#label.hidden = !this.label;
    if (!this.label) return;
    this.#label.textContent = this.label.text;
    const { x, y } = onCanvas(stage, this.label.at);
    const { clientWidth: width, clientHeight: height } = stage.canvas;
    const [half, tall] = [this.#label.offsetWidth / 2 + 4, this.#label.offsetHeight + 14];
    const left = Math.min(Math.max(x, half), width - half);
    const top = Math.min(Math.max(y, tall), height - 4);
    this.#label.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px) translate(-50%, calc(-100% - 10px))`;
  }
}

function drawn(stage: Stage, { points, closed, kind }: Trace): SVGElement {
  const seen = points.map((point) => onCanvas(stage, point));
  const written = seen.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  const shape = document.createElementNS(SVG, seen.length === 1 ? 'circle' : 'path');
  shape.setAttribute('class', kind);
  if (seen.length === 1) {
    shape.setAttribute('cx', seen[0]!.x.toFixed(1));
    shape.setAttribute('cy', seen[0]!.y.toFixed(1));
    shape.setAttribute('r', '5');
  } else {
    shape.setAttribute('d', `M${written.join('L')}${closed ? 'Z' : ''}`);
  }
  return shape;
}
