import { Vector3 } from 'three';
import { matrix } from './faces';

/** The axes, along the three edges from the cube's least corner. */
export function triad(): HTMLElement[] {
  return (['x', 'y', 'z'] as const).flatMap((name, i) => {
    const along = new Vector3().setComponent(i, 1);
    const across = new Vector3().setComponent((i + 1) % 3, 1);
    const label = part(`letter ${name}`);
    label.textContent = name.toUpperCase();
    // Two strips at right angles: one of them is always seen.
    const strips = [across, along.clone().cross(across)].map((side) => {
      const strip = part(`axis ${name}`);
      strip.style.transform = `${CORNER} ${matrix(along, side, along.clone().cross(side))}`;
      return strip;
    });
    const [x, y, z] = along.toArray().map((value) => `calc(${value} * var(--reach))`);
    label.style.transform = `${CORNER} translate3d(${x}, ${y}, ${z}) var(--upright)`;
    return [...strips, label];
  });
}

const CORNER = 'translate3d(calc(var(--edge) / -2 - 1.5px), calc(var(--edge) / -2 - 1.5px), calc(var(--edge) / -2 - 1.5px))';

function part(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  return element;
}
