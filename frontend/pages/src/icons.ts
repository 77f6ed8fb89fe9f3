/** Toolbar drawings on a 20 x 20 grid: a part is a path, drawn as a line or filled. */
interface Part {
  d: string;
  filled?: boolean;
}

const GLASS: Part = { d: 'M14.2 8.7a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0ZM12.7 12.7l4.3 4.3' };

const ICONS = {
  list: [{ d: 'M3 3.5h14v13H3ZM8 3.5v13' }, { d: 'M4.6 5.4h1.8v2.4H4.6ZM4.6 9h1.8v2.4H4.6ZM4.6 12.6h1.8V15H4.6Z', filled: true }],
  previous: [{ d: 'm5 12.5 5-5 5 5' }],
  next: [{ d: 'm5 7.5 5 5 5-5' }],
  out: [GLASS, { d: 'M6.4 8.7h4.6' }],
  in: [GLASS, { d: 'M6.4 8.7h4.6M8.7 6.4v4.6' }],
  width: [{ d: 'M3 3v14M17 3v14M5.5 10h9M8 7.5 5.5 10 8 12.5M12 7.5l2.5 2.5-2.5 2.5' }],
  whole: [{ d: 'M7 3H3v4M13 3h4v4M7 17H3v-4M13 17h4v-4' }, { d: 'M7 6h6v8H7Z', filled: true }],
  print: [{ d: 'M6 7.5V3h8v4.5M6 14H3V7.5h14V14h-3M6 11.5h8V17H6Z' }],
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
