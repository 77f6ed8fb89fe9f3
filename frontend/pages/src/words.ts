/** The element's own texts; the page may replace any of them through the attribute `words` (a JSON object). */
export const english = {
  /** For a document without a name. */
  document: 'Document',
  /** How to operate the pages; read out after the document's name. */
  help: 'Arrow keys move it, Page Up and Page Down turn pages, plus and minus zoom, 0 fits the page, W fits its width, 1 shows its real size.',
  toolbar: 'Pages',
  /** The page list. */
  list: 'Page list',
  previous: 'Previous page',
  next: 'Next page',
  /** Names the field with the number of the page in sight. */
  page: 'Page',
  /** Behind that field. */
  of: 'of {count}',
  out: 'Zoom out',
  in: 'Zoom in',
  width: 'Fit width',
  whole: 'Fit page',
  print: 'Print',
  /** Names a page, and tells which one is in sight. */
  pageOf: 'Page {page} of {count}',
  /** Tells the zoom; `{percent}` comes with its sign. */
  zoom: 'Zoom {percent}',
  printing: 'Preparing page {page} of {count}',
  cancel: 'Cancel',
  undrawn: 'This page cannot be shown.',
};

export type Words = Record<keyof typeof english, string>;

/** English, with what the JSON text replaces; anything else in it is ignored. */
export function wordsFrom(json: string | null): Words {
  const words: Words = { ...english };
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
