import type { PagesState, Reason } from './state';

/** A document that can not be shown, in the terms of the `pagesstate` event. */
export class PagesFailure extends Error {
  override readonly name = 'PagesFailure';
  /** What the server's JSON says, for the page to read. */
  readonly answer: unknown;

  constructor(
    readonly reason: Reason,
    /** The HTTP status. */
    readonly status?: number,
    /** The server's sentence, meant for the user. */
    readonly sentence?: string,
    options?: ErrorOptions & { answer?: unknown },
  ) {
    super(`document not shown: ${reason}`, options);
    this.answer = options?.answer;
  }
}

/** The failure that an arbitrary error amounts to. */
export function asFailure(error: unknown, otherwise: Reason): PagesFailure {
  if (error instanceof PagesFailure) return error;
  return new PagesFailure(outOfMemory(error) ? 'memory' : otherwise, undefined, undefined, { cause: error });
}

export function told({ reason, status, sentence, answer }: PagesFailure): PagesState {
  return {
    state: 'failed', reason,
    ...(status !== undefined && { status }),
    ...(sentence !== undefined && { message: sentence }),
    ...(answer !== undefined && { answer }),
  };
}

/** Browsers have no error class for it: V8, SpiderMonkey and JavaScriptCore word it differently. */
function outOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /alloc|memory|array (buffer )?length|array size/i.test(error.message);
}
