import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { wordsFrom, english } from '../src/words';
import { Visit, launch } from './chromium';
import { pdf, sheet } from './pdf';
import { Site } from './site';

let site: Site;
let browser: Browser;
let visit: Visit;

before(async () => {
  [site, browser] = await Promise.all([Site.start(), launch()]);
  site.answers.set('/two.pdf', { body: pdf([sheet(1, '1 0 0', 842, 595), sheet(2)]) });
  site.answers.set('/undrawn.pdf', { body: pdf([sheet(1), sheet(2)]) });
});
after(async () => {
  await browser.close();
  site.stop();
});
beforeEach(async () => (visit = await Visit.to(site, browser)));
afterEach(() => visit.end());

describe('printing', () => {
  /** Chromium without a screen prints nowhere: what would be printed is looked at. */
  const listen = (): Promise<void> => visit.page.evaluate(() => {
    const own = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!.get!;
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
      get(this: HTMLIFrameElement) {
        const target = own.call(this) as Window & typeof globalThis;
        target.print = () => window.printed.push({
          title: target.document.title,
          pictures: [...target.document.images].filter(({ naturalWidth }) => naturalWidth > 1000).length,
          sheet: [...target.document.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join('\n'),
        });
        return target;
      },
    });
  });

  it('hands all pages over as pictures, each with the size of its sheet', async () => {
    await visit.open('/two.pdf', { label: 'Bracket' });
    await listen();
    await visit.button('Print').click();
    await visit.page.waitForFunction(() => window.printed.length === 1);
    const [printed] = await visit.page.evaluate(() => window.printed);
    assert.equal(printed!.title, 'Bracket');
    assert.equal(printed!.pictures, 2);
    assert.match(printed!.sheet, /@page size-0[^}]*size: 1122\.\d+px 793\.\d+px/);
    assert.match(printed!.sheet, /@page size-1[^}]*size: 793\.\d+px 1122\.\d+px/);
    await visit.settled();
    await visit.page.evaluate(() => document.querySelector('vitrine-pages')!.shadowRoot!.querySelector('iframe')!.contentWindow!.dispatchEvent(new Event('afterprint')));
    assert.equal(await visit.page.locator('vitrine-pages iframe').count(), 0);
  });

  it('works inside a frame of another site', async () => {
    site.answers.set('/frame', { type: 'text/html', body: `<!doctype html><iframe src="${site.address.replace('127.0.0.1', 'localhost')}/" width="800" height="600"></iframe>`, headers: { 'content-security-policy': '' } });
    await visit.page.goto(`${site.address}/frame`);
    const frame = visit.page.frames()[1]!;
    await frame.waitForFunction(() => customElements.get('vitrine-pages') !== undefined);
    await frame.evaluate(() => {
      const own = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!.get!;
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
        get(this: HTMLIFrameElement) {
          const target = own.call(this) as Window;
          target.print = () => window.printed.push({ title: '', pictures: target.document.images.length, sheet: '' });
          return target;
        },
      });
      const pages = document.createElement('vitrine-pages');
      pages.setAttribute('type', 'pdf');
      pages.setAttribute('src', '/two.pdf');
      document.querySelector('main')!.append(pages);
    });
    await frame.getByRole('button', { name: 'Print' }).click();
    await frame.waitForFunction(() => window.printed[0]?.pictures === 2);
    assert.deepEqual(await frame.evaluate(() => window.violations), []);
    await visit.page.goto(site.address);
  });

  it('can be stopped', async () => {
    site.answers.set('/many.pdf', { body: pdf(Array.from({ length: 200 }, (_, i) => sheet(i + 1))) });
    await visit.open('/many.pdf');
    await listen();
    await visit.button('Print').click();
    await visit.page.getByText(/Preparing page \d+ of 200/).waitFor();
    await visit.button('Cancel').click();
    await visit.button('Cancel').waitFor({ state: 'hidden' });
    await visit.settled();
    assert.deepEqual(await visit.page.evaluate(() => window.printed), []);
    assert.equal(await visit.page.locator('vitrine-pages iframe').count(), 0);
  });
});

describe('for everybody', () => {
  it('the tab key goes to the list, the pages, the buttons, the number, and on', async () => {
    await visit.open('/two.pdf');
    await visit.page.locator('#before').focus();
    const seen: string[] = [];
    for (let i = 0; i < 5; i++) {
      await visit.page.keyboard.press('Tab');
      seen.push(await visit.page.evaluate(() => {
        const inner = document.activeElement!.shadowRoot?.activeElement;
        return inner ? inner.getAttribute('role') ?? inner.nodeName : document.activeElement!.id;
      }));
    }
    assert.deepEqual(seen, ['listbox', 'region', 'BUTTON', 'INPUT', 'after']);
  });

  it('the toolbar is one stop, along which arrow keys go', async () => {
    await visit.open('/two.pdf');
    await visit.button('Page list').focus();
    for (const name of ['Next page', 'Zoom out']) {
      await visit.page.keyboard.press('ArrowRight');
      if (name === 'Next page') await visit.page.keyboard.press('ArrowRight');
      assert.ok(await visit.button(name).evaluate((e) => (e.getRootNode() as ShadowRoot).activeElement === e), name);
    }
  });

  it('pages and zoom are read out', async () => {
    await visit.open('/two.pdf');
    const status = visit.page.locator('vitrine-pages [role=status].offscreen');
    await visit.key('PageDown');
    await status.getByText('Page 2 of 2').waitFor();
    await visit.key('1');
    await status.getByText('Zoom 100%').waitFor();
  });

  it('texts and numbers are the page’s', async () => {
    const many = pdf([sheet(1)], { count: 1 });
    site.answers.set('/fr.pdf', { body: many });
    const words = { print: 'Imprimer', pageOf: 'Page {page} sur {count}', nonsense: 'x', out: 7 };
    await visit.open('/two.pdf', { words: JSON.stringify(words), locale: 'fr' });
    assert.ok(await visit.button('Imprimer').isVisible());
    assert.ok(await visit.button('Zoom out').isVisible());
    assert.ok(await visit.page.getByRole('img', { name: 'Page 1 sur 2' }).isVisible());
    await visit.key('1');
    assert.ok(await visit.page.getByText('100\u202f%').isVisible());
    await visit.set('locale', 'not a language');
    await visit.set('words', '{"print":"Drucken"}');
    assert.ok(await visit.button('Drucken').isVisible());
  });

  it('words that are none leave English', () => {
    for (const json of [null, '', '{', '[]', '7', 'null', '{"__proto__":{"print":"x"}}']) assert.deepEqual(wordsFrom(json), english);
  });

  for (const [width, height] of [[280, 480], [320, 560], [900, 640], [1440, 900]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`axe finds nothing at ${width} px, ${colorScheme}, and targets are large enough`, async () => {
        await visit.end();
        visit = await Visit.to(site, browser, { viewport: { width, height }, colorScheme });
        await visit.open('/two.pdf', { label: 'Bracket' });
        if (width < 400) await visit.press('Page list');
        // As a script of the browser's own, not of the page, whose policy would forbid it.
        const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
        const found = await visit.page.evaluate(`(() => { ${axe} })(); axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          rules: { 'landmark-one-main': { enabled: false }, 'page-has-heading-one': { enabled: false }, region: { enabled: false } } })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`) as string[];
        assert.deepEqual(found, []);
        for (const button of await visit.page.getByRole('button').all()) {
          const box = (await button.boundingBox())!;
          if ((await button.getAttribute('id')) === null) assert.ok(box.width >= 24 && box.height >= 24 && box.x >= 0 && box.x + box.width <= width);
        }
      });
    }
  }
});
