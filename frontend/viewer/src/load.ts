import { type Box3, Box3 as Box, Vector3 } from 'three';
import { type Progress, request } from './download';
import { LoadFailure, asFailure } from './failure';
import type { Gate } from './gate';
import { Incoming } from './model/incoming';
import type { Draw, Level, Model } from './model/model';
import { type Opened, open } from './model/read';

/** What may be on the graphics card and in memory, in bytes: more is refused rather than tried. */
const BUDGET = 1.2e9;
const BUDGET_OF_SMALL = 3e8;
/** Milliseconds of unpacking between two frames. */
const SLICE = 12;

/** What a load tells, in this order; boxes may be told again, levels come from coarse to fine. */
export interface Told {
  progress(at: Progress): void;
  boxes(boxes: Box3[]): void;
  /** Null for a part studio without parts. */
  opened(model: Model | null): void;
  /** A level of a draw is unpacked. */
  level(draw: Draw, level: Level): void;
  /** Everything can be seen, if coarsely. */
  coarse(): void;
  /** Nothing more will come. */
  fine(): void;
}

/**
 * Brings a model, coarse first. Rejects with `LoadFailure` or, aborted, with the signal's reason. Waits at the gate
 * before the download and between unpackings, which block the page.
 */
export async function load(src: string, signal: AbortSignal, gate: Gate, told: Told): Promise<void> {
  await gate.pass(signal);
  const body = await request(src, signal, (boxes) => told.boxes(boxes.map(boxOf)));
  const incoming = new Incoming(body.getReader(), (at) => told.progress(at));
  try {
    const opened = await open(incoming);
    signal.throwIfAborted();
    told.opened(opened?.model ?? null);
    if (opened) await bring(opened, signal, gate, told);
  } catch (error) {
    await incoming.cancel();
    signal.throwIfAborted();
    throw asFailure(error, 'broken');
  }
  // Levels for which there was no room are not fetched to the end.
  await incoming.cancel();
}

/** The levels that fit, in the order in which they stand in the file: coarse before fine, large before small. */
async function bring({ model, decoder }: Opened, signal: AbortSignal, gate: Gate, told: Told): Promise<void> {
  const wanted = fitting(model, decoder.size.bind(decoder));
  const order = model.draws.flatMap((draw) => draw.levels.filter((level) => wanted.has(level)).map((level) => ({ draw, level })));
  const end = new Map(order.map(({ level }) => [level, decoder.end(level.mesh)]));
  order.sort((a, b) => (end.get(a.level) ?? 0) - (end.get(b.level) ?? 0));
  const missing = new Set(model.draws);
  let until = performance.now() + SLICE;
  for (const { draw, level } of order) {
    level.geometry = await decoder.geometry(level.mesh);
    signal.throwIfAborted();
    told.level(draw, level);
    if (missing.delete(draw) && missing.size === 0) told.coarse();
    if (performance.now() > until) {
      await nextFrame();
      await gate.pass(signal);
      until = performance.now() + SLICE;
    }
  }
  told.fine();
}

/** The levels for which there is room: the coarsest of all draws, then finer ones of the largest first. */
function fitting(model: Model, size: (mesh: number) => number): Set<Level> {
  const small = ((navigator as { deviceMemory?: number }).deviceMemory ?? 8) <= 2;
  let left = small ? BUDGET_OF_SMALL : BUDGET;
  const wanted = new Set<Level>();
  const most = Math.max(...model.draws.map(({ levels }) => levels.length));
  for (let back = 1; back <= most; back++) {
    for (const { levels } of model.draws) {
      const level = levels[levels.length - back];
      if (!level) continue;
      left -= size(level.mesh);
      if (left >= 0) wanted.add(level);
      else if (back === 1) throw new LoadFailure('memory');
    }
  }
  return wanted;
}

function boxOf([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: number[]): Box3 {
  return new Box(new Vector3(a, b, c), new Vector3(d, e, f));
}

/** Hidden pages draw no frames, and load all the same. */
function nextFrame(): Promise<void> {
  return new Promise((next) => {
    if (document.hidden) setTimeout(next);
    else requestAnimationFrame(() => next());
  });
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
