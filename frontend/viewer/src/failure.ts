import type { Reason } from './state';

/** A model that could not be had, in the terms of the `viewerstate` event. */
export class LoadFailure extends Error {
  override readonly name = 'LoadFailure';
  /** What the server's JSON says, for the page to read. */
  readonly answer: unknown;

  constructor(
    readonly reason: Reason,
    readonly status?: number,
    /** The server's sentence, meant for the user. */
    readonly sentence?: string,
    options?: ErrorOptions & { answer?: unknown },
  ) {
    super(`model not loaded: ${reason}`, options);
    this.answer = options?.answer;
  }
}

/** The failure that an arbitrary error from download or parsing amounts to. */
export function asFailure(error: unknown, otherwise: Reason): LoadFailure {
  if (error instanceof LoadFailure) return error;
  return new LoadFailure(outOfMemory(error) ? 'memory' : otherwise, undefined, undefined, { cause: error });
}

export function aborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Browsers have no error class for it: V8, SpiderMonkey and JavaScriptCore word it differently. */
function outOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /alloc|memory|array (buffer )?length|array size/i.test(error.message);
}
