/** Toolbar drawings on a 20 x 20 grid: a part is a path, drawn as a line or filled. */
interface Part {
  d: string;
  filled?: boolean;
}

const CUBE: Part = { d: 'M10 2.6 16.6 6.3v7.4L10 17.4 3.4 13.7V6.3ZM3.4 6.3 10 10l6.6-3.7M10 10v7.4' };
const GLASS: Part = { d: 'M14.2 8.7a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0ZM12.7 12.7l4.3 4.3' };

const ICONS = {
  iso: [CUBE],
  front: [CUBE, { d: 'M3.4 6.3 10 10v7.4l-6.6-3.7Z', filled: true }],
  top: [CUBE, { d: 'M10 2.6 16.6 6.3 10 10 3.4 6.3Z', filled: true }],
  right: [CUBE, { d: 'M16.6 6.3 10 10v7.4l6.6-3.7Z', filled: true }],
  out: [GLASS, { d: 'M6.4 8.7h4.6' }],
  in: [GLASS, { d: 'M6.4 8.7h4.6M8.7 6.4v4.6' }],
  fit: [{ d: 'M7 3H3v4M13 3h4v4M7 17H3v-4M13 17h4v-4' }, { d: 'M7 7h6v6H7Z', filled: true }],
} satisfies Record<string, Part[]>;

export type IconName = keyof typeof ICONS;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  for (const part of ICONS[name] as Part[]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', part.d);
    if (part.filled) path.setAttribute('class', 'filled');
    svg.append(path);
  }
  return svg;
}
