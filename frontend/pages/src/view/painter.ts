import { PagesFailure } from '../failure';
import { PATIENCE } from '../limits';

/** Something to draw. */
export interface Job {
  /** Nobody would see the outcome any more. */
  stale(): boolean;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Draws one thing after the other, what is most wanted first: `next` is asked for it each time, so that nothing waits in
 * a row behind pages that were scrolled past.
 */
export class Painter {
  #current: { job: Job; ending: AbortController } | undefined;
  #stopped = false;

  constructor(private readonly next: () => Job | undefined, private readonly stuck: (failure: PagesFailure) => void) {}

  get idle(): boolean {
    return this.#current === undefined;
  }

  /** To be called when something else may be wanted now. */
  look(): void {
    if (this.#stopped) return;
    if (this.#current) {
      if (this.#current.job.stale()) this.#current.ending.abort();
      return;
    }
    const job = this.next();
    if (job) void this.#run(job);
  }

  stop(): void {
    this.#stopped = true;
    this.#current?.ending.abort();
  }

  async #run(job: Job): Promise<void> {
    const ending = new AbortController();
    this.#current = { job, ending };
    const watch = this.#watch(ending.signal);
    try {
      await job.run(ending.signal);
    } catch {
      // Said by the job where it is to be said; an aborted one has nothing to say.
    }
    clearInterval(watch);
    this.#current = undefined;
    // Not at once: a page of thousands of small jobs stays at hand.
    setTimeout(() => this.look());
  }

  /** Browsers draw nothing in hidden tabs: only the time in sight counts. */
  #watch(signal: AbortSignal): ReturnType<typeof setInterval> {
    let seconds = 0;
    return setInterval(() => {
      if (!document.hidden) seconds += 1;
      if (seconds * 1000 >= PATIENCE && !signal.aborted) this.stuck(new PagesFailure('memory'));
    }, 1000);
  }
}
