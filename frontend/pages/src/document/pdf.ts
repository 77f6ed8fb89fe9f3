import {
  AnnotationMode, type PDFDocumentLoadingTask, type PDFDocumentProxy, type PDFPageProxy, PDFWorker, VerbosityLevel, getDocument,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PagesFailure, asFailure } from '../failure';
import { MAX_PAGES, MAX_PICTURE, MAX_SIDE, MAX_TEXT, PATIENCE } from '../limits';
import { type Paged, type Purpose, type Region, type Size, paper } from './paged';
import { worker } from './worker';

/** CSS pixels of a point, which is a 72nd of an inch. */
const POINT = 96 / 72;
/** Milliseconds that a worker gets to end by itself. */
const FAREWELL = 1000;

/** A PDF, read by pdf.js in a worker of its own: pictures only, nothing in it is run, followed or fetched. */
export class Pdf implements Paged {
  readonly count: number;
  /** What pages larger than any are scaled down by. */
  readonly #shrunk = new Map<number, number>();

  private constructor(private readonly document: PDFDocumentProxy, private readonly end: () => void) {
    this.count = Math.min(document.numPages, MAX_PAGES);
  }

  /** `lost` is called when the document stops answering after it was opened. */
  static async open(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal, lost: (failure: PagesFailure) => void): Promise<Pdf> {
    const thread = worker();
    let task: PDFDocumentLoadingTask | undefined;
    const end = (): void => {
      const stop = (): void => thread.port.terminate();
      if (!task) return stop();
      // Given a moment, pdf.js also takes the document's fonts out of the page. A worker at an endless task is just ended.
      setTimeout(stop, FAREWELL);
      task.destroy().then(stop, stop);
    };
    const open = async (): Promise<PDFDocumentProxy> => {
      await thread.ready;
      signal.throwIfAborted();
      task = getDocument({
        data: bytes,
        worker: PDFWorker.create({ port: thread.port, verbosity: VerbosityLevel.ERRORS }),
        isEvalSupported: false,
        enableXfa: false,
        // The worker has no network; what it needs beside the file comes through this page.
        useWorkerFetch: false,
        cMapUrl: address('cmaps/'),
        standardFontDataUrl: address('fonts/'),
        wasmUrl: address('wasm/'),
        maxImageSize: MAX_PICTURE,
        verbosity: VerbosityLevel.ERRORS,
      });
      return task.promise;
    };
    let late: ReturnType<typeof setTimeout> | undefined;
    const otherwise = new Promise<never>((_, stop) => {
      late = setTimeout(() => stop(new PagesFailure('memory')), PATIENCE);
      signal.addEventListener('abort', () => stop(signal.reason), { once: true });
    });
    try {
      const document = await Promise.race([open(), thread.failure, otherwise]);
      thread.failure.catch((error: unknown) => lost(asFailure(error, 'memory')));
      return new Pdf(document, end);
    } catch (error) {
      end();
      signal.throwIfAborted();
      const locked = error instanceof Error && error.name === 'PasswordException';
      throw locked ? new PagesFailure('password', undefined, undefined, { cause: error }) : asFailure(error, 'broken');
    } finally {
      clearTimeout(late);
    }
  }

  async size(page: number): Promise<Size> {
    const { width, height } = (await this.document.getPage(page)).getViewport({ scale: POINT });
    const shrunk = Math.min(1, MAX_SIDE / Math.max(width, height, 1));
    this.#shrunk.set(page, shrunk);
    return { width: Math.max(1, width * shrunk), height: Math.max(1, height * shrunk) };
  }

  async draw(
    number: number, canvas: HTMLCanvasElement, scale: number, part: Region, purpose: Purpose, signal: AbortSignal,
  ): Promise<void> {
    const page: PDFPageProxy = await this.document.getPage(number);
    signal.throwIfAborted();
    paper(canvas, part);
    const drawing = page.render({
      canvas,
      viewport: page.getViewport({ scale: POINT * scale * (this.#shrunk.get(number) ?? 1) }),
      transform: [1, 0, 0, 1, -part.x, -part.y],
      intent: purpose === 'print' ? 'print' : 'display',
      // Drawn as they look: a link is not one here.
      annotationMode: AnnotationMode.ENABLE,
    });
    const cancel = (): void => drawing.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await drawing.promise;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  async text(page: number): Promise<string> {
    const { items } = await (await this.document.getPage(page)).getTextContent();
    let text = '';
    for (const item of items) {
      if (!('str' in item)) continue;
      text += item.hasEOL ? `${item.str} ` : item.str;
      if (text.length > MAX_TEXT) break;
    }
    return text.slice(0, MAX_TEXT).trim();
  }

  release(page: number): void {
    void this.document.getPage(page).then((proxy) => proxy.cleanup(), () => undefined);
  }

  close(): void {
    this.end();
  }
}

/** Character maps, fonts and decoders lie beside the bundle. */
function address(folder: string): string {
  return new URL(`${PAGES_DATA}/${folder}`, import.meta.url).href;
}
