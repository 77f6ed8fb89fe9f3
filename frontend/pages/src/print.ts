import { type Paged, type Size, paper } from './document/paged';
import { MAX_PRINTED } from './limits';
import { bounded, release } from './view/sheet';

/** Printed dots for each CSS pixel: 200 an inch. */
const DENSE = 200 / 96;

/**
 * Prints a document as pictures, through a frame of its own: what else is on the page is not printed, and what embeds
 * the page neither. `progress` is told before each page is prepared. Rejects when aborted, and with a page's error.
 */
export async function print(
  source: Paged, host: Node, title: string, signal: AbortSignal, progress: (page: number) => void,
): Promise<void> {
  const addresses: string[] = [];
  const frame = document.createElement('iframe');
  const clear = (): void => {
    frame.remove();
    for (const address of addresses) URL.revokeObjectURL(address);
  };
  frame.className = 'offscreen';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  try {
    host.appendChild(frame);
    const [inner, target] = [frame.contentDocument, frame.contentWindow];
    if (!inner || !target) throw new Error('no frame to print in');
    inner.title = title;
    const sizes: Size[] = [];
    for (let page = 1; page <= source.count; page++) {
      progress(page);
      const size = await source.size(page);
      addresses.push(await picture(source, page, size, signal));
      const image = inner.createElement('img');
      image.src = addresses[page - 1] as string;
      image.className = `size-${indexOf(sizes, size)}`;
      inner.body.append(image);
      await image.decode();
      signal.throwIfAborted();
    }
    // A constructed sheet belongs to its document: it comes from the frame's own window.
    const sheet = new (target as unknown as typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(rules(sizes));
    inner.adoptedStyleSheets = [sheet];
    target.addEventListener('afterprint', clear, { once: true });
    signal.addEventListener('abort', clear, { once: true });
    target.focus();
    target.print();
  } catch (error) {
    clear();
    throw error;
  }
}

/** A page as PNG: lines stay sharp, and the browser may keep it on disk. */
async function picture(source: Paged, page: number, size: Size, signal: AbortSignal): Promise<string> {
  const canvas = document.createElement('canvas');
  try {
    const scale = bounded(size, DENSE, MAX_PRINTED);
    const part = { x: 0, y: 0, width: size.width * scale, height: size.height * scale };
    await source.draw(page, canvas, scale, part, 'print', signal).catch((error: unknown) => {
      signal.throwIfAborted();
      // A page that can not be read is left white; the others keep their numbers.
      if (paper(canvas, part).isContextLost()) throw error;
    });
    signal.throwIfAborted();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new RangeError('out of memory for a printed page');
    return URL.createObjectURL(blob);
  } finally {
    release(canvas);
  }
}

/** Pages of one size share a named page. */
function indexOf(sizes: Size[], { width, height }: Size): number {
  const known = sizes.findIndex((size) => Math.abs(size.width - width) < 1 && Math.abs(size.height - height) < 1);
  return known >= 0 ? known : sizes.push({ width, height }) - 1;
}

/** A picture is a pixel shorter than its sheet: rounded up, it would begin an empty one. */
function rules(sizes: readonly Size[]): string {
  const named = sizes.map(({ width, height }, i) => `
    @page size-${i} { size: ${width}px ${height}px; margin: 0 }
    .size-${i} { page: size-${i}; inline-size: ${width}px; block-size: ${Math.max(1, height - 1)}px }`);
  const [first] = sizes;
  const all = first ? `@page { size: ${first.width}px ${first.height}px; margin: 0 }` : '';
  return `${all}${named.join('')}
    body { margin: 0 }
    img { display: block; break-after: page; break-inside: avoid }
    img:last-child { break-after: auto }`;
}
