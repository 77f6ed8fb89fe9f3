/** The viewer's own texts; the page may replace any of them through the attribute `words` (a JSON object). */
export interface Words {
  /** For a model without a name. */
  model: string;
  /** How to operate the canvas; read out after the model's name. */
  help: string;
  toolbar: string;
  iso: string;
  front: string;
  top: string;
  right: string;
  out: string;
  in: string;
  fit: string;
}

export const english: Readonly<Words> = {
  model: '3D model',
  help: 'Arrow keys turn it, Shift with arrow keys moves it, plus and minus zoom, F fits it into the view.',
  toolbar: 'View',
  iso: 'Isometric view',
  front: 'Front view',
  top: 'Top view',
  right: 'Right view',
  out: 'Zoom out',
  in: 'Zoom in',
  fit: 'Zoom to fit',
};

/** English, with what the JSON text replaces; anything else in it is ignored. */
export function wordsFrom(json: string | null): Words {
  const words = { ...english };
  const given = json === null ? undefined : parsed(json);
  if (typeof given !== 'object' || given === null) return words;
  for (const [key, value] of Object.entries(given) as [string, unknown][]) {
    if (Object.hasOwn(english, key) && typeof value === 'string') words[key as keyof Words] = value;
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
