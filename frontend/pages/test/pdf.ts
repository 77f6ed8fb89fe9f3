/** PDFs written by hand: a few objects, a table of where they are, and whatever a test wants wrong with them. */

export interface PageText {
  /** In points. */
  width?: number;
  height?: number;
  /** The content stream. */
  content?: string;
  /** More entries of the page's dictionary. */
  more?: string;
}

/** A page that says its number, in a frame and with a square of that colour (`r g b`) in its middle. */
export function sheet(number: number, colour = '0 0 1', width = 595, height = 842): PageText {
  const content = `q 2 w 20 20 ${width - 40} ${height - 40} re S ${colour} rg ${width / 2 - 50} ${height / 2 - 50} 100 100 re f Q
BT /F1 36 Tf 60 ${height - 90} Td (Sheet ${number}) Tj ET`;
  return { width, height, content };
}

/** `objects` are added after the pages' own; `trailer` into the trailer's dictionary. */
export function pdf(pages: readonly PageText[], more: { objects?: readonly string[]; catalog?: string; trailer?: string; count?: number } = {}): Uint8Array {
  const objects: string[] = [];
  const add = (text: string): number => objects.push(text);
  add(`<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ''} >>`);
  add('');
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  const extra = (more.objects ?? []).map((text) => add(text));
  void extra;
  const kids = pages.map(({ width = 595, height = 842, content = '', more: entries = '' }) => {
    const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    return add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${stream} 0 R ${entries} >>`);
  });
  objects[1] = `<< /Type /Pages /Count ${more.count ?? pages.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  let text = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more.trailer ?? ''} >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
