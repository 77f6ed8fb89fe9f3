/** What the element shows, as told to the page by `pagesstate`. */

export type StateName = 'loading' | 'ready' | 'empty' | 'failed';

/**
 * Why there are no pages. `http`: the server answered with an error; `network`: no answer; `broken`: not a readable
 * file of that type; `password`: locked with one; `memory`: more than this browser can hold or draw.
 */
export type Reason = 'http' | 'network' | 'broken' | 'password' | 'memory';

/** The detail of a `pagesstate` event. */
export interface PagesState {
  state: StateName;
  reason?: Reason;
  /** The HTTP status, for `http`. */
  status?: number;
  /** The server's own sentence for the user, where it sent one. */
  message?: string;
  /** The server's whole answer, where it was JSON. */
  answer?: unknown;
}

export const nothing: PagesState = { state: 'empty' };

export function same(a: PagesState, b: PagesState): boolean {
  return a.state === b.state && a.reason === b.reason && a.status === b.status && a.message === b.message && a.answer === b.answer;
}
