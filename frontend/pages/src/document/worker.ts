import { PagesFailure } from '../failure';

/** A thread that reads PDF. */
export interface Thread {
  port: Worker;
  /** Resolves once its program runs. */
  ready: Promise<void>;
  /** Rejects when it could not begin (`network`) or broke down (`memory`); never resolves. */
  failure: Promise<never>;
}

/** Starts pdf.js' worker, which lies beside the bundle. One for each document: it is ended with the document. */
export function worker(): Thread {
  const port = new Worker(new URL(PAGES_WORKER, import.meta.url), { type: 'module' });
  let began = false;
  const ready = new Promise<void>((go) => {
    port.addEventListener('message', () => {
      began = true;
      go();
    }, { once: true });
  });
  const failure = new Promise<never>((_, stop) => {
    port.addEventListener('error', (event) => {
      event.preventDefault();
      stop(new PagesFailure(began ? 'memory' : 'network'));
    });
  });
  // Not every document is still waited for when it breaks down.
  failure.catch(() => undefined);
  return { port, ready, failure };
}
