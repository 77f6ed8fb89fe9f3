/** Looks for many strings in a lot of bytes, in one pass: the run leaves thousands of the one and megabytes of the other. */
export class Needles {
  private readonly byStart = new Map<number, Buffer[]>();

  constructor(needles: Iterable<string>) {
    for (const text of needles) {
      const needle = Buffer.from(text);
      const start = needle.readUInt32LE(0);
      this.byStart.set(start, [...(this.byStart.get(start) ?? []), needle]);
    }
  }

  areIn(hay: Buffer | string): boolean {
    const bytes = typeof hay === 'string' ? Buffer.from(hay) : hay;
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      const candidates = this.byStart.get(bytes.readUInt32LE(at));
      if (candidates?.some((needle) => bytes.subarray(at, at + needle.length).equals(needle))) return true;
    }
    return false;
  }
}
