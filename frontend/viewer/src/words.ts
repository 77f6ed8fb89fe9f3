import { type CubeWords, cubeEnglish } from './cube';
import { type StructureWords, structureEnglish } from './structure';

/** The viewer's own texts; the page may replace any of them through the attribute `words` (a JSON object). */
export const english = {
  /** For a model without a name. */
  model: '3D model',
  /** How to operate the canvas; read out after the model's name. */
  help: 'Arrow keys turn it, Shift with arrow keys moves it, plus and minus zoom, F fits it into the view, Escape lets go of what is selected.',
  /** `{parts}`, `{width}`, `{depth}` and `{height}` are put in. */
  described: 'Parts: {parts}. {width} wide, {depth} deep, {height} high.',
  toolbar: 'View',
  iso: 'Isometric view',
  front: 'Front view',
  top: 'Top view',
  right: 'Right view',
  out: 'Zoom out',
  in: 'Zoom in',
  fit: 'Zoom to fit',
  fitSelection: 'Zoom to selection',
  tree: 'Structure',
  section: 'Section',
  measure: 'Measure',
  explode: 'Explode',
  display: 'Display',
  picture: 'Picture',
  isolate: 'Isolate',
  showAll: 'Show all',
  close: 'Close',
  plane: 'Plane',
  addPlane: 'Add a plane',
  removePlane: 'Remove this plane',
  flip: 'Other side',
  fromFace: 'On a face',
  pickFace: 'Click a face.',
  face: 'Face',
  position: 'Position',
  tilt: 'Square to',
  pickFirst: 'Click a corner, an edge or a face.',
  pickSecond: 'Click a second one to measure between them.',
  measurement: 'Measurement',
  copy: 'Copy',
  copied: 'Copied',
  clear: 'Clear',
  distance: 'Distance',
  dx: 'Along X',
  dy: 'Along Y',
  dz: 'Along Z',
  length: 'Length',
  radius: 'Radius',
  diameter: 'Diameter',
  angle: 'Angle',
  area: 'Area',
  width: 'Width',
  depth: 'Depth',
  height: 'Height',
  x: 'X',
  y: 'Y',
  z: 'Z',
  how: 'How far',
  along: 'Direction',
  fromCentre: 'From the centre',
  level: 'Level',
  everyPart: 'Every part',
  assemblies: 'Assemblies, level {level}',
  style: 'Style',
  edges: 'Shaded with edges',
  shaded: 'Shaded',
  hidden: 'Hidden lines',
  translucent: 'Translucent',
  wireframe: 'Wireframe',
  perspective: 'Perspective',
  colours: 'Colours',
  own: 'As in Onshape',
  byPart: 'By part',
  byMaterial: 'By material',
  byMass: 'By mass',
  lightest: 'Lightest',
  heaviest: 'Heaviest',
  unknown: 'Not known',
  pixels: 'Size',
  background: 'Background',
  save: 'Save picture',
  handle: 'Section plane {number}',
};

export type Words = Record<keyof typeof english, string> & { structure: Partial<StructureWords>; cube: Partial<CubeWords> };

/** English, with what the JSON text replaces; anything else in it is ignored. */
export function wordsFrom(json: string | null): Words {
  const words: Words = { ...english, structure: { ...structureEnglish }, cube: { ...cubeEnglish } };
  const given = json === null ? undefined : parsed(json);
  if (typeof given !== 'object' || given === null) return words;
  for (const [key, value] of Object.entries(given) as [string, unknown][]) {
    if (Object.hasOwn(english, key) && typeof value === 'string') words[key as keyof typeof english] = value;
    else if ((key === 'structure' || key === 'cube') && typeof value === 'object' && value !== null) {
      for (const [name, text] of Object.entries(value)) if (typeof text === 'string') (words[key] as Record<string, string>)[name] = text;
    }
  }
  return words;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A text with what stands in braces put in. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
