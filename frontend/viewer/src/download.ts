import { LoadFailure, aborted, asFailure } from './failure';

/** Bytes received so far, of how many: null while that is unknown. */
export interface Progress {
  loaded: number;
  total: number | null;
}

/** Milliseconds. */
const PAUSE = 1000;

/** News of a model that is still being made. */
interface Coming {
  news: number;
  boxes: number[][];
}

/**
 * Asks this origin for a model, and waits while it is being made, telling where there will be something to see.
 * Rejects with `LoadFailure`, or with the abort's own error.
 */
export async function request(
  src: string, signal: AbortSignal, boxes: (boxes: number[][]) => void,
): Promise<ReadableStream<Uint8Array>> {
  try {
    for (let since = 0; ;) {
      const answer = await fetch(since ? `${src}${src.includes('?') ? '&' : '?'}since=${since}` : src, {
        signal, mode: 'same-origin', credentials: 'same-origin', headers: { prefer: 'respond-async' },
      });
      if (answer.status === 202) {
        const coming = (await answer.json()) as Coming;
        boxes(coming.boxes);
        // A server holds its answer back until there is news; one that does not is not asked without a pause.
        if (coming.news <= since) await pause(signal);
        since = coming.news;
        continue;
      }
      if (!answer.ok || isJson(answer)) throw await refusal(answer);
      if (!answer.body) throw new LoadFailure('network');
      return answer.body;
    }
  } catch (error) {
    throw aborted(error) ? error : asFailure(error, 'network');
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((go, stop) => {
    const timer = setTimeout(go, PAUSE);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      stop(signal.reason);
    }, { once: true });
  });
}

function isJson(answer: Response): boolean {
  const type = answer.headers.get('content-type') ?? '';
  return /^application\/(\w+\+)?json\b/i.test(type);
}

/** What the server says in place of a model. */
async function refusal(response: Response): Promise<LoadFailure> {
  const answer: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined;
  return new LoadFailure('http', response.status, sentence(answer), { answer });
}

/** The `message` of an answer, if it has one. */
function sentence(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return undefined;
  return typeof answer.message === 'string' && answer.message !== '' ? answer.message : undefined;
}
