import { LoadFailure, aborted, asFailure } from './failure';

/** Bytes received so far, of how many: null where a content encoding hides it. */
export interface Progress {
  loaded: number;
  total: number | null;
}

/** Fetches a model's bytes from this origin. Rejects with `LoadFailure`, or with the abort's own error. */
export async function download(src: string, signal: AbortSignal, progress: (at: Progress) => void): Promise<ArrayBuffer> {
  try {
    const answer = await fetch(src, { signal, mode: 'same-origin', credentials: 'same-origin' });
    if (!answer.ok || isJson(answer)) throw new LoadFailure('http', answer.status, await sentence(answer));
    return await body(answer, progress);
  } catch (error) {
    throw aborted(error) ? error : asFailure(error, 'network');
  }
}

/** How many bytes the body has; null where that is unknown. */
export function announced(headers: Headers): number | null {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const length = Number(headers.get('content-length') ?? Number.NaN);
  return encoding === 'identity' && Number.isSafeInteger(length) && length >= 0 ? length : null;
}

async function body(answer: Response, progress: (at: Progress) => void): Promise<ArrayBuffer> {
  const total = announced(answer.headers);
  if (!answer.body) return answer.arrayBuffer();
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  progress({ loaded, total });
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.byteLength;
    progress({ loaded, total });
  }
  return joined(chunks, loaded);
}

function joined(chunks: Uint8Array[], length: number): ArrayBuffer {
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all.buffer;
}

function isJson(answer: Response): boolean {
  const type = answer.headers.get('content-type') ?? '';
  return /^application\/(\w+\+)?json\b/i.test(type);
}

/** The `message` of a JSON answer, if it has one. */
async function sentence(answer: Response): Promise<string | undefined> {
  if (!isJson(answer)) return undefined;
  const value: unknown = await answer.json().catch(() => undefined);
  if (typeof value !== 'object' || value === null || !('message' in value)) return undefined;
  return typeof value.message === 'string' && value.message !== '' ? value.message : undefined;
}
