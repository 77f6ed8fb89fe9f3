/** What the viewer shows, as told to the page by `viewerstate`, and how it comes about. */

export type StateName = 'loading' | 'ready' | 'empty' | 'failed';

/**
 * Why a model is not shown. `http`: the server answered with an error; `network`: no answer;
 * `broken`: not a readable GLB; `memory`: more than this browser can hold.
 */
export type Reason = 'http' | 'network' | 'broken' | 'memory';

/** The detail of a `viewerstate` event. */
export interface ViewerState {
  state: StateName;
  /** The poster stands in for the model. */
  picture: boolean;
  /** Absent where 3D itself is not to be had and there is no poster. */
  reason?: Reason;
  /** The HTTP status, for `http`. */
  status?: number;
  /** The server's own sentence for the user, where it sent one. */
  message?: string;
  /** The server's whole answer, where it was JSON. */
  answer?: unknown;
}

export type Happening =
  | { type: 'asked' }
  | { type: 'cleared' }
  | { type: 'shown'; triangles: number }
  | { type: 'pictured'; reason?: Reason }
  | { type: 'unavailable'; reason?: Reason }
  | { type: 'failed'; reason: Reason; status?: number; message?: string; answer?: unknown };

export const nothing: ViewerState = { state: 'empty', picture: false };

/** The state after something happened; the same object where nothing changes. */
export function next(current: ViewerState, happening: Happening): ViewerState {
  const state = outcome(happening);
  return same(current, state) ? current : state;
}

function outcome(happening: Happening): ViewerState {
  switch (happening.type) {
    case 'asked':
      return { state: 'loading', picture: false };
    case 'cleared':
      return nothing;
    case 'shown':
      return { state: happening.triangles > 0 ? 'ready' : 'empty', picture: false };
    case 'pictured':
      return { state: 'ready', picture: true, ...(happening.reason && { reason: happening.reason }) };
    case 'unavailable':
    case 'failed': {
      const { type: _, ...why } = happening;
      return { state: 'failed', picture: false, ...why };
    }
  }
}

function same(a: ViewerState, b: ViewerState): boolean {
  return a.state === b.state && a.picture === b.picture && a.reason === b.reason
    && a.status === b.status && a.message === b.message && a.answer === b.answer;
}
