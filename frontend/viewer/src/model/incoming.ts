import { LoadFailure, aborted } from '../failure';
import type { Progress } from '../download';

const MAGIC = 0x46546c67; // 'glTF'
const JSON_CHUNK = 0x4e4f534a;
const HEADER = 20;
/** No browser holds more in one piece for certain, in bytes. */
const LARGEST = 2 ** 31 - 1;

/** The bytes of a GLB as they come: whoever needs some waits for them. */
export class Incoming {
  #bytes = new Uint8Array(HEADER);
  #length = 0;
  #total = HEADER;

  constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly progress: (at: Progress) => void,
  ) {}

  /** The JSON, once it is here. */
  async json(): Promise<unknown> {
    await this.#until(HEADER);
    const head = new DataView(this.#bytes.buffer);
    if (head.getUint32(0, true) !== MAGIC || head.getUint32(4, true) !== 2) throw new LoadFailure('broken');
    const total = head.getUint32(8, true);
    const json = head.getUint32(12, true);
    if (head.getUint32(16, true) !== JSON_CHUNK || HEADER + json > total) throw new LoadFailure('broken');
    if (total > LARGEST) throw new LoadFailure('memory');
    const all = new Uint8Array(total);
    all.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = all;
    this.#total = total;
    this.#tell();
    await this.#until(HEADER + json);
    this.#start = Math.min(HEADER + json + 8, total);
    return JSON.parse(new TextDecoder().decode(all.subarray(HEADER, HEADER + json))) as unknown;
  }

  /** Where the binary chunk's content starts. */
  #start = 0;

  /** Bytes of the binary chunk, once they are here. */
  async binary(from: number, to: number): Promise<Uint8Array> {
    if (!(from >= 0 && to >= from)) throw new LoadFailure('broken');
    await this.#until(this.#start + to);
    return this.#bytes.subarray(this.#start + from, this.#start + to);
  }

  /** Stops listening; bytes that are not here never come. */
  async cancel(): Promise<void> {
    await this.reader.cancel().catch(() => undefined);
  }

  async #until(end: number): Promise<void> {
    if (end > this.#total) throw new LoadFailure('broken');
    while (this.#length < end) {
      const { done, value } = await this.#read();
      if (done) throw new LoadFailure('broken');
      this.#append(value);
      this.#tell();
    }
  }

  #tell(): void {
    this.progress({ loaded: this.#length, total: this.#total > HEADER ? this.#total : null });
  }

  async #read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    try {
      return await this.reader.read();
    } catch (error) {
      throw aborted(error) ? error : new LoadFailure('network', undefined, undefined, { cause: error });
    }
  }

  #append(part: Uint8Array): void {
    const needed = this.#length + part.byteLength;
    if (needed > this.#bytes.byteLength) {
      if (this.#total > HEADER) throw new LoadFailure('broken');
      const larger = new Uint8Array(needed);
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(part, this.#length);
    this.#length = needed;
  }
}
