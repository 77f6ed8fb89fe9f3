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
  fitSelection: [{ d: 'M7 3H3v4M13 3h4v4M7 17H3v-4M13 17h4v-4' }, { d: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z' }],
  tree: [{ d: 'M3.5 4.5h5M5.5 4.5v11M5.5 10h4M5.5 15.5h4' }, { d: 'M11 8h5.5v4H11ZM11 13.5h5.5v4H11Z', filled: true }],
  section: [{ d: 'M10 2.6 16.6 6.3v7.4L10 17.4' }, { d: 'M10 2.6 3.4 6.3v7.4L10 17.4ZM4 12l6-6M4 14.6 10 8.6M6.2 15.6 10 11.8' }],
  measure: [{ d: 'M2.8 13.6 13.6 2.8l3.6 3.6L6.4 17.2ZM5.6 10.8l1.7 1.7M8 8.4l2.4 2.4M10.4 6l1.7 1.7' }],
  explode: [{ d: 'M7 7h6v6H7Z', filled: true }, { d: 'M5.5 5.5 3 3M3 3h2.6M3 3v2.6M14.5 5.5 17 3M17 3h-2.6M17 3v2.6M5.5 14.5 3 17M3 17h2.6M3 17v-2.6M14.5 14.5 17 17M17 17h-2.6M17 17v-2.6' }],
  display: [{ d: 'M2.6 10S5.4 5 10 5s7.4 5 7.4 5-2.8 5-7.4 5-7.4-5-7.4-5ZM12.3 10a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0Z' }],
  picture: [{ d: 'M3 6.2h3.2L7.4 4.4h5.2l1.2 1.8H17v9.4H3ZM12.7 10.7a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0Z' }],
  isolate: [{ d: 'M3 3h14v14H3Z' }, { d: 'M7 7h6v6H7Z', filled: true }],
  showAll: [{ d: 'M3 3h5.4v5.4H3ZM11.6 3H17v5.4h-5.4ZM3 11.6h5.4V17H3ZM11.6 11.6H17V17h-5.4Z' }],
  close: [{ d: 'm5.5 5.5 9 9M14.5 5.5l-9 9' }],
  flip: [{ d: 'M10 3v14M7 6.5 3.5 10 7 13.5M13 6.5l3.5 3.5-3.5 3.5' }],
  add: [{ d: 'M10 4.5v11M4.5 10h11' }],
  face: [CUBE, { d: 'M16.6 6.3 10 10v7.4l6.6-3.7Z', filled: true }],
  handle: [{ d: 'M10 3v14M6.5 6.5 10 3l3.5 3.5M6.5 13.5 10 17l3.5-3.5' }],
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
