import { PagesFailure } from '../failure';
import { MAX_PICTURE, MAX_SIDE } from '../limits';
import { type Paged, type Purpose, type Region, type Size, paper } from './paged';

/** What a file begins with, by media type. Its name and its server are not believed: an SVG is a program. */
const BEGINNINGS: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/bmp', 0, 'BM'],
];

/** A picture as a document of one page. A moving one stands still at its first frame. */
export class Picture implements Paged {
  readonly count = 1;
  readonly #size: Size;
  /** Pixels of the picture for each CSS pixel at 100 %: 1, and more for pictures that are larger than any page. */
  readonly #dense: number;

  private constructor(private readonly image: HTMLImageElement, private readonly address: string) {
    const { naturalWidth: width, naturalHeight: height } = image;
    this.#dense = Math.max(1, Math.max(width, height) / MAX_SIDE);
    this.#size = { width: width / this.#dense, height: height / this.#dense };
  }

  static async open(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Picture> {
    const type = typeOf(bytes);
    if (!type) throw new PagesFailure('broken');
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    const image = new Image();
    try {
      await new Promise((loaded, broken) => {
        image.onload = loaded;
        image.onerror = () => broken(new PagesFailure('broken'));
        image.src = address;
      });
      signal.throwIfAborted();
      const pixels = image.naturalWidth * image.naturalHeight;
      if (pixels === 0) throw new PagesFailure('broken');
      if (pixels > MAX_PICTURE) throw new PagesFailure('memory');
      await image.decode().catch((error: unknown) => {
        throw new PagesFailure('broken', undefined, undefined, { cause: error });
      });
      signal.throwIfAborted();
      return new Picture(image, address);
    } catch (error) {
      URL.revokeObjectURL(address);
      throw error;
    }
  }

  size(): Promise<Size> {
    return Promise.resolve(this.#size);
  }

  draw(_page: number, canvas: HTMLCanvasElement, scale: number, part: Region, _purpose: Purpose, signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
      signal.throwIfAborted();
      const context = paper(canvas, part);
      context.imageSmoothingQuality = 'high';
      context.drawImage(this.image, -part.x, -part.y, this.#size.width * scale, this.#size.height * scale);
      done();
    });
  }

  text(): Promise<string> {
    return Promise.resolve('');
  }

  release(): void {
    // The browser keeps one decoded picture, and drops it by itself.
  }

  close(): void {
    URL.revokeObjectURL(this.address);
    this.image.removeAttribute('src');
  }
}

function typeOf(bytes: Uint8Array): string | undefined {
  const is = (at: number, text: string): boolean => [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
  return BEGINNINGS.find(([, at, text]) => is(at, text))?.[0];
}
