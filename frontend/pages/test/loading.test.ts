import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { Visit, launch } from './chromium';
import { pdf, sheet } from './pdf';
import { Site, coming } from './site';

let site: Site;
let browser: Browser;
let visit: Visit;

before(async () => {
  [site, browser] = await Promise.all([Site.start(), launch()]);
  site.answers.set('/three.pdf', { body: pdf([sheet(1), sheet(2, '1 0 0'), sheet(3)]) });
  site.answers.set('/one.pdf', { body: pdf([sheet(1, '1 0 0', 842, 595)]) });
});
after(async () => {
  await browser.close();
  site.stop();
});
beforeEach(async () => (visit = await Visit.to(site, browser)));
afterEach(() => visit.end());

describe('a document', () => {
  it('is loaded, shown, and told page by page', async () => {
    await visit.open('/three.pdf', { label: 'Bracket' });
    assert.deepEqual((await visit.told('pagesstate')).map(({ state }) => state), ['loading', 'ready']);
    const progress = (await visit.told('pagesprogress')).at(-1)!;
    assert.ok(progress.loaded! > 0 && progress.loaded === progress.total);
    assert.deepEqual(await visit.told('pagespage'), [{ type: 'pagespage', page: 1, of: 3 }]);
    await visit.press('Next page');
    assert.deepEqual((await visit.told('pagespage')).at(-1), { type: 'pagespage', page: 2, of: 3 });
    assert.ok(await visit.page.getByRole('region', { name: 'Bracket' }).isVisible());
  });

  it('is drawn in its colours, one sheet in the middle of the view', async () => {
    await visit.open('/one.pdf');
    assert.deepEqual(await visit.colour(450, 300), [255, 0, 0]);
    assert.deepEqual(await visit.colour(450, 150), [255, 255, 255]);
  });

  it('hands its words to screen readers', async () => {
    await visit.open('/one.pdf');
    await visit.page.waitForFunction(() =>
      document.querySelector('vitrine-pages')!.shadowRoot!.querySelector('.sheet p')!.textContent === 'Sheet 1');
  });

  it('is waited for while Onshape makes it', async () => {
    site.answers.set('/drawing?x=1', coming(1));
    site.answers.set('/drawing?x=1&since=1', coming(2));
    site.answers.set('/drawing?x=1&since=2', { body: pdf([sheet(1)]) });
    await visit.open('/drawing?x=1');
    const asked = site.asked.filter(({ path }) => path.startsWith('/drawing'));
    assert.deepEqual(asked.map(({ path }) => path), ['/drawing?x=1', '/drawing?x=1&since=1', '/drawing?x=1&since=2']);
    assert.ok(asked.every(({ prefer }) => prefer === 'respond-async'));
  });

  it('gives way to another, and to none', async () => {
    await visit.open('/three.pdf');
    await visit.set('src', '/one.pdf');
    await visit.page.waitForFunction(() => window.told.at(-1)!.type === 'pagespage' && window.told.at(-1)!.of === 1);
    await visit.settled();
    assert.equal((await visit.at()).resources.canvases, 1);
    await visit.set('src', null);
    assert.deepEqual(await visit.outcome(), { state: 'empty' });
    assert.deepEqual((await visit.at()).resources, { canvases: 0, pixels: 0 });
  });

  it('leaves nothing behind when it is removed, also in the middle of loading', async () => {
    await visit.open('/three.pdf');
    assert.equal(visit.page.workers().length, 1);
    const left = await visit.page.evaluate(() => {
      const pages = document.querySelector('vitrine-pages')!;
      pages.remove();
      return pages.resources;
    });
    assert.deepEqual(left, { canvases: 0, pixels: 0 });
    for (let i = 0; i < 3; i++) {
      await visit.add({ src: '/three.pdf', type: 'pdf' });
      await visit.page.evaluate(() => document.querySelector('vitrine-pages')!.remove());
    }
    while (visit.page.workers().length > 0) await visit.page.waitForEvent('worker', { timeout: 100 }).catch(() => undefined);
  });
});

describe('a picture', () => {
  const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==';

  it('is a document of one page', async () => {
    site.answers.set('/dot.png', { type: 'image/png', body: Buffer.from(PIXEL, 'base64') });
    await visit.open('/dot.png', { type: 'image' });
    assert.equal((await visit.at()).page, 1);
    assert.equal(await visit.button('Next page').count(), 0);
    assert.deepEqual(await visit.colour(450, 300), [255, 0, 0]);
  });

  it('of another kind than allowed is broken, whatever the server calls it', async () => {
    site.answers.set('/evil.png', { type: 'image/png', body: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' });
    await visit.add({ src: '/evil.png', type: 'image' });
    assert.deepEqual(await visit.outcome(), { state: 'failed', reason: 'broken' });
  });

  it('that is cut off is broken', async () => {
    site.answers.set('/half.png', { type: 'image/png', body: Buffer.from(PIXEL, 'base64').subarray(0, 40) });
    await visit.add({ src: '/half.png', type: 'image' });
    assert.deepEqual(await visit.outcome(), { state: 'failed', reason: 'broken' });
  });
});

describe('a document that cannot be had', () => {
  it('says the server’s sentence', async () => {
    site.answers.set('/denied', { status: 403, type: 'application/json', body: '{"message":"You may not see this drawing."}' });
    await visit.add({ src: '/denied', type: 'pdf' });
    const message = 'You may not see this drawing.';
    assert.deepEqual(await visit.outcome(), { state: 'failed', reason: 'http', status: 403, message, answer: { message } });
  });

  it('says the status where there is no sentence', async () => {
    await visit.add({ src: '/nowhere', type: 'pdf' });
    assert.deepEqual(await visit.outcome(), { state: 'failed', reason: 'http', status: 404 });
  });

  it('is a matter of the network when the connection ends in the middle', async () => {
    site.answers.set('/cut.pdf', { body: pdf([sheet(1)]), cut: true });
    await visit.add({ src: '/cut.pdf', type: 'pdf' });
    assert.deepEqual(await visit.outcome(), { state: 'failed', reason: 'network' });
  });

  it('is of the network too when the reader of PDFs cannot be had', async () => {
    const worker = [...site.answers].find(([path]) => path.includes('pages-worker'))!;
    site.answers.delete(worker[0]);
    await visit.add({ src: '/one.pdf', type: 'pdf' });
    assert.deepEqual(await visit.outcome(), { state: 'failed', reason: 'network' });
    site.answers.set(...worker);
  });
});
