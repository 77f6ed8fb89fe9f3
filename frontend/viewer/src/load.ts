import { type Progress, download } from './download';
import type { Gate } from './gate';
import type { Model } from './model';
import { parse } from './parse';

/**
 * Downloads and reads a model. Rejects with `LoadFailure` or, aborted, with the signal's reason.
 * Waits at the gate before the download and before the parsing, which blocks the page.
 */
export async function load(src: string, signal: AbortSignal, gate: Gate, progress: (at: Progress) => void): Promise<Model> {
  await gate.pass(signal);
  const bytes = await download(src, signal, progress);
  await gate.pass(signal);
  return parse(bytes);
}

/** Passes on the newest of many reports, once a frame. Stopped, it drops what is left. */
export function oncePerFrame(report: (at: Progress) => void): { report: (at: Progress) => void; flush: () => void; stop: () => void } {
  let newest: Progress | undefined;
  let frame = 0;
  const flush = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    const at = newest;
    newest = undefined;
    if (at) report(at);
  };
  return {
    report(at) {
      newest = at;
      frame ||= requestAnimationFrame(flush);
    },
    flush,
    stop() {
      newest = undefined;
      cancelAnimationFrame(frame);
    },
  };
}
