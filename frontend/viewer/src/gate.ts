/** Something to wait at while the viewer is paused. */
export class Gate {
  #closed = false;
  #waiting: (() => void)[] = [];

  set closed(closed: boolean) {
    this.#closed = closed;
    if (!closed) for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves once the gate is open; rejects with the signal's reason when aborted. */
  pass(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (!this.#closed) return resolve();
      this.#waiting.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }
}
