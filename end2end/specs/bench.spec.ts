import { APP_URL } from '../addresses';
import { App } from '../pages/app';
import { expect, test } from '../test';

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

test('code before the first interaction', async ({ page }) => {
  const kinds: Record<string, number> = {};
  page.on('requestfinished', (request) => {
    const kind = /\.(js|wasm|css)$/.exec(new URL(request.url()).pathname)?.[1];
    if (!kind) return;
    void request.sizes().then(({ responseBodySize }) => (kinds[kind] = (kinds[kind] ?? 0) + responseBodySize));
  });
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.goto(`${APP_URL}/documents`);
    await new App(page, page).ready();
    times.push(await page.evaluate(() => performance.now()));
    if (round === 0) await page.waitForLoadState('networkidle');
    if (round === 0) {
      const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
      const sum = Object.values(kinds).reduce((sum, bytes) => sum + bytes, 0);
      console.log(`\ncode before the first interaction: ${kb(sum)} (${Object.entries(kinds).map(([kind, bytes]) => `${kind} ${kb(bytes)}`).join(', ')}), as sent`);
    }
  }
  console.log(`interactive after: ${times.map((time) => `${time.toFixed(0)} ms`).join(', ')} (first without, then with the browser's cache)`);
});

test('scrolling 10,000 rows', async ({ host, page, sandbox }) => {
  test.setTimeout(300_000);
  const app = await host.open(await sandbox.document('bom'));
  await app.signInWithPopup();
  await app.openElement('Store');
  await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
  const grid = app.surface.getByRole('treegrid', { name: 'Bill of materials' });
  await expect(grid).toBeVisible({ timeout: 60_000 });
  const box = await grid.boundingBox();
  if (!box) throw new Error('the grid has no place');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const measured = app.root.evaluate(
    () =>
      new Promise<{ frames: number[]; longest: number }>((done) => {
        const frames: number[] = [];
        let longest = 0;
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        }).observe({ type: 'longtask' });
        let last = performance.now();
        const end = last + 10_000;
        const frame = (now: number): void => {
          frames.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else done({ frames, longest });
        };
        requestAnimationFrame(frame);
      }),
  );
  for (let wheel = 0; wheel < 100; wheel++) await page.mouse.wheel(0, 3600);
  const { frames, longest } = await measured;
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number): string => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`;
  console.log(`\nscrolling: ${frames.length} frames in 10 s, median ${at(0.5)}, 95th percentile ${at(0.95)}, slowest ${at(0.999)}; longest task ${longest.toFixed(0)} ms (0: none over 50 ms)`);
});
