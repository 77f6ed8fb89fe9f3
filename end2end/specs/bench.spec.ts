import type { Locator, Page, Request } from '@playwright/test';
import { APP_URL } from '../addresses';
import { addressOf, signedInAlone } from '../pages/alone';
import { App } from '../pages/app';
import { expect, test } from '../test';

/** What `make bench` runs: models from a click to the fine picture, code, and scrolling. Loopback, software WebGL. */

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

/** What a page of the app costs from nothing: code as it is sent, and when one can use it. */
interface Cost {
  /** Bytes by the ending of their files, without the browser's cache. */
  kinds: Record<string, number>;
  /** Milliseconds from the start of the navigation until controls work; the first without, the others with the cache. */
  interactive: number[];
  /** Milliseconds until `there`. */
  there: number[];
}

async function costOf(page: Page, address: string, there: () => Promise<void>): Promise<Cost> {
  const devtools = await page.context().newCDPSession(page);
  const cost: Cost = { kinds: {}, interactive: [], there: [] };
  // What is asked for before `there`: other pages are fetched once this one has had its time.
  const requests: Request[] = [];
  const note = (request: Request): void => void requests.push(request);
  await devtools.send('Network.enable');
  await devtools.send('Network.clearBrowserCache');
  for (let round = 0; round < 5; round++) {
    if (round === 0) page.on('request', note);
    await page.goto(address);
    await new App(page, page).ready();
    await there();
    cost.there.push(await page.evaluate(() => performance.now()));
    cost.interactive.push(await page.evaluate(() => performance.getEntriesByName('interactive')[0]?.startTime ?? Number.NaN));
    if (round > 0) continue;
    page.off('request', note);
    for (const request of requests) {
      const kind = /\.(js|wasm|css)$/.exec(new URL(request.url()).pathname)?.[1];
      if (kind) cost.kinds[kind] = (cost.kinds[kind] ?? 0) + (await request.sizes()).responseBodySize;
    }
  }
  await devtools.detach();
  return cost;
}

test('code and time before the first interaction', async ({ page, sandbox }) => {
  test.setTimeout(180_000);
  const gearbox = await sandbox.document('gearbox');
  const flange = gearbox.elements.find(({ name }) => name === 'Flange');
  await page.addInitScript(() => {
    const ready = new MutationObserver(() => {
      if (document.documentElement?.dataset.ready === undefined) return;
      performance.mark('interactive');
      ready.disconnect();
    });
    ready.observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
  });
  const signIn = await costOf(page, addressOf(gearbox), () => expect(new App(page, page).signInButton).toBeVisible());
  const app = await signedInAlone(page, gearbox);
  const documents = await costOf(page, `${APP_URL}/documents`, () => expect(app.documents.getByRole('link').first()).toBeVisible());
  const studio = `${APP_URL}/documents/${gearbox.documentId}/w/${gearbox.workspaceId}/e/${flange?.id}`;
  const part = await costOf(page, studio, () => app.viewIs('ready'));
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  const ms = (times: number[]): string => times.map((time) => `${time.toFixed(0)} ms`).join(', ');
  for (const [name, { kinds, interactive, there }] of Object.entries({ 'sign-in': signIn, 'all documents': documents, 'a part studio, with its viewer': part })) {
    const sum = Object.values(kinds).reduce((sum, bytes) => sum + bytes, 0);
    console.log(`\n${name}: code ${kb(sum)} (${Object.entries(kinds).map(([kind, bytes]) => `${kind} ${kb(bytes)}`).join(', ')}), as sent`);
    console.log(`  interactive after ${ms(interactive)} (first without, then with the browser's cache)`);
    console.log(`  content there after ${ms(there)}`);
  }
});

/** Pixels of one turn of the wheel. */
const TURN = 1000;

/** Turns the wheel over `list` for ten seconds, up and down again every so many `turns`, and says how even the frames came. */
async function scrolled(app: App, list: Locator, what: string, turns = Number.POSITIVE_INFINITY): Promise<void> {
  const box = await list.boundingBox();
  if (!box) throw new Error(`${what}: the list has no place`);
  const bottom = Math.min(box.y + box.height, 800);
  await app.page.mouse.move(box.x + box.width / 2, (Math.max(box.y, 0) + bottom) / 2);
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
  let over = false;
  void measured.finally(() => (over = true));
  for (let turn = 0; !over; turn++) await app.page.mouse.wheel(0, Math.floor(turn / turns) % 2 === 0 ? TURN : -TURN);
  const { frames, longest } = await measured;
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (share: number): string => `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)} ms`;
  console.log(`\n${what}: ${frames.length} frames in 10 s, median ${at(0.5)}, 95th percentile ${at(0.95)}, worst ${at(1)}; longest task ${longest.toFixed(0)} ms (0: none over 50 ms)`);
}

test('scrolling a bill of materials of 20,000 rows', async ({ host, sandbox }) => {
  test.setTimeout(300_000);
  const app = await host.open(await sandbox.document('bom'));
  await app.signInWithPopup();
  await app.openElement('Store');
  await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
  const grid = app.surface.getByRole('treegrid', { name: 'Bill of materials' });
  await expect(grid).toBeVisible({ timeout: 60_000 });
  await scrolled(app, grid, 'a bill of materials of 20,000 rows');
});

test.describe('with 10,000 documents', () => {
  test.beforeEach(async ({ sandbox }) => sandbox.scenario('10000'));
  test.afterEach(async ({ sandbox }) => sandbox.scenario('demo'));

  test('scrolling the list of documents', async ({ page, sandbox }) => {
    test.setTimeout(300_000);
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await app.openAllDocuments();
    await expect.poll(() => app.loaded()).toBeGreaterThan(0);
    await scrolled(app, page.locator('.list-scroll'), 'documents, which are fetched on the way');
    const loaded = await app.loaded();
    console.log(`  ${loaded} of 10,000 had come by then`);
    // Those that are here, from the top again and without a call for more.
    const list = page.locator('.list-scroll');
    const tall = await list.evaluate((list) => {
      list.scrollTop = 0;
      return list.scrollHeight;
    });
    await scrolled(app, list, `${loaded} documents, which are here`, Math.max(5, Math.floor((tall * 0.8) / TURN)));
  });
});
