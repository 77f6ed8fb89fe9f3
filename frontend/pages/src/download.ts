import { PagesFailure, asFailure } from './failure';
import { MAX_BYTES } from './limits';

/** Bytes received so far, of how many: null where the server does not say. */
export interface Progress {
  loaded: number;
  total: number | null;
}

/** Milliseconds between two requests to a server that does not hold its answer back. */
const PAUSE = 1000;

/**
 * Brings a file of this origin whole, waiting while Onshape still makes it. Rejects with `PagesFailure`, or with the
 * abort's own error.
 */
export async function download(
  src: string, signal: AbortSignal, progress: (at: Progress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await finished(src, signal);
    if (!answer.ok || isJson(answer)) throw await refusal(answer);
    if (!answer.body) throw new PagesFailure('network');
    return await whole(answer.body, lengthOf(answer), progress);
  } catch (error) {
    signal.throwIfAborted();
    throw asFailure(error, 'network');
  }
}

/** Asks until the answer is another than 202: each names how far it is, and the next request what is known of that. */
async function finished(src: string, signal: AbortSignal): Promise<Response> {
  for (let since: number | undefined; ;) {
    const answer = await fetch(since !== undefined ? `${src}${src.includes('?') ? '&' : '?'}since=${since}` : src, {
      signal, mode: 'same-origin', credentials: 'same-origin', headers: { prefer: 'respond-async' },
    });
    if (answer.status !== 202) return answer;
    const coming: unknown = await answer.json();
    const news = typeof coming === 'object' && coming !== null && 'news' in coming ? Number(coming.news) : NaN;
    // A server holds its answer back until there is news; one that does not is not asked without a pause.
    // What the first answer says is news, be it the number 0.
    if (since !== undefined && !(news > since)) await pause(signal);
    if (Number.isFinite(news)) since = news;
    else await pause(signal);
  }
}

async function whole(
  body: ReadableStream<Uint8Array>, total: number | null, progress: (at: Progress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let loaded = 0;
  for (;;) {
    if (Math.max(loaded, total ?? 0) > MAX_BYTES) {
      await reader.cancel();
      progress({ loaded, total });
      throw new PagesFailure('memory');
    }
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    loaded += value.length;
    progress({ loaded, total });
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** A compressed answer's length says nothing of the file's. */
function lengthOf(answer: Response): number | null {
  const length = Number(answer.headers.get('content-length') ?? NaN);
  return answer.headers.has('content-encoding') || !(length >= 0) ? null : length;
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
  return /^application\/(\w+\+)?json\b/i.test(answer.headers.get('content-type') ?? '');
}

/** What the server says in place of a file. */
async function refusal(response: Response): Promise<PagesFailure> {
  const answer: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined;
  return new PagesFailure('http', response.status, sentence(answer), { answer });
}

/** The `message` of an answer, if it has one. */
function sentence(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return undefined;
  return typeof answer.message === 'string' && answer.message !== '' ? answer.message : undefined;
}
