/** How long a lost context may take to come back before the viewer gives it up, in milliseconds. */
const PATIENCE = 5000;

export interface ContextEvents {
  lost(): void;
  restored(): void;
  /** It did not come back: the canvas is of no more use. */
  gone(): void;
}

/** Watches a canvas' WebGL context. Returns what ends the watch. */
export function watchContext(canvas: HTMLCanvasElement, events: ContextEvents): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let timer: ReturnType<typeof setTimeout> | undefined;
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // Else the browser never restores it.
    events.lost();
    clearTimeout(timer);
    timer = setTimeout(() => events.gone(), PATIENCE);
  }, { signal });
  canvas.addEventListener('webglcontextrestored', () => {
    clearTimeout(timer);
    events.restored();
  }, { signal });
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
}
