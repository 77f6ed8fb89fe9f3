import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { Visit, launch } from './chromium';
import { pdf, sheet } from './pdf';
import { Site } from './site';

let site: Site;
let browser: Browser;
let visit: Visit;

before(async () => ([site, browser] = await Promise.all([Site.start(), launch()])));
after(async () => {
  await browser.close();
  site.stop();
});
beforeEach(async () => (visit = await Visit.to(site, browser)));
afterEach(() => visit.end());

async function outcomeOf(body: Uint8Array | string): Promise<unknown> {
  site.answers.set('/hostile.pdf', { body });
  await visit.add({ src: '/hostile.pdf', type: 'pdf' });
  return visit.outcome();
}

/** What is on the stage after a while is all that a test can say of a file that may be read one way or another. */
async function survived(): Promise<void> {
  await visit.settled();
  await visit.key('PageDown', '+', '0');
}

describe('a hostile PDF', () => {
  const broken = { state: 'failed', reason: 'broken' };

  it('of no bytes, of noise, of HTML is broken', async () => {
    for (const body of ['', 'x', '\0'.repeat(5000), '<!doctype html><script>alert(1)</script>', '%PDF-1.7\n%%EOF']) {
      assert.deepEqual(await outcomeOf(body), broken, JSON.stringify(body.slice(0, 20)));
      await visit.page.evaluate(() => {
        document.querySelector('vitrine-pages')!.remove();
        window.told.length = 0;
      });
    }
  });

  it('cut at any place is shown or broken, never more', async () => {
    const whole = pdf([sheet(1), sheet(2)]);
    for (let end = 50; end < whole.length; end += 173) {
      const { state, reason } = await outcomeOf(whole.subarray(0, end)) as { state: string; reason?: string };
      assert.ok(state === 'ready' || reason === 'broken', `${end}: ${state} ${reason}`);
      await visit.page.evaluate(() => {
        document.querySelector('vitrine-pages')!.remove();
        window.told.length = 0;
      });
    }
  });

  it('with a password is told as such', async () => {
    const locked = pdf([sheet(1)], {
      objects: [`<< /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -4 >>`],
      trailer: `/Encrypt 4 0 R /ID [<00> <00>]`,
    });
    assert.deepEqual(await outcomeOf(locked), { state: 'failed', reason: 'password' });
  });

  it('with scripts, actions and links runs and follows none', async () => {
    const actions = [
      '<< /S /JavaScript /JS (app.alert\\("x"\\); fetch\\("/owned"\\)) >>',
      '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://127.0.0.1:1/owned) >> >>',
    ];
    const { content } = sheet(1);
    const page = { content: content!, more: '/Annots [5 0 R] /AA << /O 4 0 R >>' };
    assert.deepEqual(await outcomeOf(pdf([page], { objects: actions, catalog: '/OpenAction 4 0 R' })), { state: 'ready' });
    await visit.settled();
    assert.equal(await visit.page.locator('vitrine-pages a').count(), 0);
    await visit.page.mouse.click(450, 300);
    await visit.settled();
    assert.equal(visit.page.url(), `${site.address}/`);
    assert.ok(!site.asked.some(({ path }) => path.includes('owned')));
  });

  it('of huge sheets stays within what canvases may take', async () => {
    const huge = { width: 14_400, height: 14_400, content: '1 0 0 rg 0 0 14400 14400 re f', more: '/UserUnit 75000' };
    assert.deepEqual(await outcomeOf(pdf([huge, { width: 14_400, height: 1, content: '' }, { width: 0, height: 0 }])), { state: 'ready' });
    await visit.settled();
    for (let i = 0; i < 12; i++) await visit.key('+');
    await visit.settled();
    assert.ok((await visit.at()).resources.pixels < 26e6);
  });

  it('that unpacks to very much is given up or shown, and the page answers meanwhile', async () => {
    const bomb = deflateSync(Buffer.alloc(200e6, '0 0 m '));
    const body = pdf([{ content: '' }, sheet(2)], {
      objects: [`<< /Length ${bomb.length} /Filter /FlateDecode >>\nstream\n${bomb.toString('latin1')}\nendstream`],
    });
    // The first page takes the large stream for its content.
    const text = Buffer.from(body).toString('latin1').replace(/\/Contents 5 0 R/, '/Contents 4 0 R');
    site.answers.set('/hostile.pdf', { body: Buffer.from(text, 'latin1') });
    await visit.add({ src: '/hostile.pdf', type: 'pdf' });
    const longest = await visit.page.evaluate(() => new Promise<number>((done) => {
      let [last, longest] = [performance.now(), 0];
      const end = last + 5000;
      const step = (): void => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        if (now < end) setTimeout(step);
        else done(longest);
      };
      step();
    }));
    assert.ok(longest < 1500, `blocked for ${longest} ms`);
    await visit.page.evaluate(() => document.querySelector('vitrine-pages')!.remove());
  });

  it('with a page that cannot be read says so in its place, and shows the one before', async () => {
    const whole = Buffer.from(pdf([sheet(1), sheet(2), sheet(3)])).toString('latin1');
    const torn = whole.replace('/Kids [5 0 R 7 0 R 9 0 R]', '/Kids [5 0 R 99 0 R 9 0 R]');
    assert.notEqual(torn, whole);
    assert.deepEqual(await outcomeOf(Buffer.from(torn, 'latin1')), { state: 'ready' });
    // PDF.js counts the pages up to the one that is missing.
    assert.equal(await visit.page.getByRole('group', { name: 'Page 1 of 2' }).locator('canvas').count(), 1);
    await visit.key('0', 'PageDown');
    assert.ok(await visit.page.getByRole('group', { name: 'Page 2 of 2' }).getByText('This page cannot be shown.').isVisible());
  });

  it('whose pages refer to themselves, or to nothing, is survived', async () => {
    const loop = pdf([{ content: '/X Do', more: '' }], { objects: ['<< /Type /Pages /Kids [4 0 R] /Count 7 /Parent 4 0 R >>'], count: 1_000_000_000 });
    const { state } = await outcomeOf(loop) as { state: string };
    assert.ok(['ready', 'failed'].includes(state));
    if (state === 'ready') await survived();
  });
});
