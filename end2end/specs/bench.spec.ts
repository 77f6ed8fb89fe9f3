import { test } from '../test';
import type { App } from '../pages/app';

/** What `make bench` runs: from a click to boxes, to the coarse and to the fine picture. Loopback, software WebGL. */

type Viewer = HTMLElement & { detail: string; drawCalls: number };
interface Times {
  boxes: number;
  coarse: number;
  fine: number;
  calls: number;
}

/** Opens an element, and notes when the viewer shows how much of it, in milliseconds after the click. */
async function timed(app: App, name: string): Promise<Times> {
  const noted = app.root.evaluate(
    (_root, name) =>
      new Promise<Times>((done) => {
        const times: Partial<Times> = {};
        let start = 0;
        let former: Viewer | null = document.querySelector<Viewer>('vitrine-viewer');
        document.addEventListener('click', () => (start = performance.now()), { capture: true, once: true });
        const look = (): void => {
          const viewer = document.querySelector<Viewer>('vitrine-viewer');
          if (start > 0 && viewer && viewer !== former) {
            const detail = viewer.detail;
            const now = performance.now() - start;
            if (['boxes', 'coarse', 'fine'].includes(detail)) times.boxes ??= now;
            if (detail === 'coarse' || detail === 'fine') times.coarse ??= now;
            if (detail === 'fine' && viewer.drawCalls > 0) return done({ ...times, fine: now, calls: viewer.drawCalls } as Times);
          }
          requestAnimationFrame(look);
        };
        if (former?.getAttribute('label') === name) former = null;
        requestAnimationFrame(look);
      }),
    name,
  );
  await app.openElement(name);
  return noted;
}

test('models, cold and warm', async ({ host, sandbox }) => {
  test.setTimeout(300_000);
  const rows: (Times & { model: string; cache: string })[] = [];
  for (const [key, names] of [
    ['heavy', ['10,000 triangles', '200,000 triangles', '2,000,000 triangles']],
    ['big', ['Warehouse']],
  ] as const) {
    const app = await host.open(await sandbox.document(key));
    if (await app.signInButton.isVisible()) await app.signInWithPopup();
    for (const cache of ['cold', 'warm']) {
      for (const model of names) rows.push({ model, cache, ...(await timed(app, model)) });
      if (key === 'big') await app.openElement('Washer');
      await app.viewIs('ready');
    }
  }
  const ms = (time: number): string => `${time.toFixed(0)} ms`.padStart(9);
  console.log(`\n${'model'.padEnd(20)} cache     boxes    coarse      fine   draw calls`);
  for (const { model, cache, boxes, coarse, fine, calls } of rows) {
    console.log(model.padEnd(20), cache, ms(boxes), ms(coarse), ms(fine), String(calls).padStart(8));
  }
});
