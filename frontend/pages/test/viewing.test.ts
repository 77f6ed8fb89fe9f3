import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { Visit, launch } from './chromium';
import { pdf, sheet } from './pdf';
import { Site } from './site';

let site: Site;
let browser: Browser;
let visit: Visit;

const drawing = { ...sheet(1, '1 0 0', 1191, 842) };

before(async () => {
  [site, browser] = await Promise.all([Site.start(), launch()]);
  site.answers.set('/drawing.pdf', { body: pdf([drawing]) });
  site.answers.set('/sheets.pdf', { body: pdf([drawing, sheet(2, '1 0 0', 1191, 842), sheet(3, '0 1 0', 1191, 842)]) });
  site.answers.set('/text.pdf', { body: pdf([1, 2, 3, 4].map((n) => sheet(n))) });
  site.answers.set('/mixed.pdf', { body: pdf([sheet(1), drawing, sheet(3, '0 0 1', 200, 100), sheet(4)]) });
  site.answers.set('/500.pdf', { body: pdf(Array.from({ length: 500 }, (_, i) => sheet(i + 1))) });
});
after(async () => {
  await browser.close();
  site.stop();
});
beforeEach(async () => (visit = await Visit.to(site, browser)));
afterEach(() => visit.end());

const near = (actual: number, expected: number, by = 0.02): void =>
  assert.ok(Math.abs(actual - expected) <= by * Math.abs(expected), `${actual} is not about ${expected}`);

describe('zoom', () => {
  it('begins with a drawing whole and a text as wide as the view', async () => {
    await visit.open('/drawing.pdf');
    assert.equal(await visit.button('Fit page').getAttribute('aria-pressed'), 'true');
    await visit.page.evaluate(() => document.querySelector('vitrine-pages')!.remove());
    await visit.open('/text.pdf');
    assert.equal(await visit.button('Fit width').getAttribute('aria-pressed'), 'true');
  });

  it('goes by steps with buttons and keys, and back to what fits', async () => {
    await visit.open('/drawing.pdf');
    const whole = (await visit.at()).zoom;
    await visit.press('Zoom in');
    assert.ok((await visit.at()).zoom > whole);
    await visit.press('Zoom out');
    await visit.press('Zoom out');
    assert.ok((await visit.at()).zoom < whole);
    await visit.key('0');
    near((await visit.at()).zoom, whole, 1e-6);
    await visit.key('w');
    near((await visit.at()).zoom, (await visit.scroller.evaluate((e) => e.clientWidth - 24)) / (1191 * 96 / 72));
    await visit.key('1', '+');
    near((await visit.at()).zoom, 1.1, 1e-6);
    assert.ok(await visit.page.getByText('110%').isVisible());
    for (let i = 0; i < 30; i++) await visit.page.keyboard.press('+');
    await visit.settled();
    assert.equal((await visit.at()).zoom, 16);
  });

  it('follows the room there is, where it is to fit', async () => {
    await visit.open('/drawing.pdf');
    const before = (await visit.at()).zoom;
    await visit.page.setViewportSize({ width: 450, height: 640 });
    await visit.settled();
    near((await visit.at()).zoom, before / 2, 0.1);
  });

  it('with Ctrl and the wheel keeps what is under the pointer there', async () => {
    await visit.open('/drawing.pdf');
    const mark = await visit.page.evaluate(() => {
      const { left, top, width, height } = document.querySelector('vitrine-pages')!.shadowRoot!.querySelector('.paper')!.getBoundingClientRect();
      // A corner of the coloured square in the middle, just inside.
      return { x: left + width / 2 + (width / 1191) * 48, y: top + height / 2 + (height / 842) * 48 };
    });
    await visit.page.mouse.move(mark.x, mark.y);
    await visit.page.keyboard.down('Control');
    for (let i = 0; i < 6; i++) await visit.page.mouse.wheel(0, -100);
    await visit.page.keyboard.up('Control');
    await visit.frames(3);
    await visit.settled();
    assert.ok((await visit.at()).zoom > 1.2);
    assert.deepEqual(await visit.colour(mark.x - 2, mark.y - 2), [255, 0, 0]);
    assert.deepEqual(await visit.colour(mark.x + 40, mark.y + 40), [255, 255, 255]);
  });

  it('is sharp to the limit, and never more than that much of canvas', async () => {
    await visit.open('/drawing.pdf');
    for (let i = 0; i < 30; i++) await visit.page.evaluate(() => undefined).then(() => visit.scroller.press('+'));
    await visit.settled();
    const { resources } = await visit.at();
    assert.equal(resources.canvases, 2);
    assert.ok(resources.pixels < 24e6, `${resources.pixels}`);
    const dense = await visit.page.evaluate(() => {
      const part = document.querySelector('vitrine-pages')!.shadowRoot!.querySelector<HTMLCanvasElement>('canvas.part')!;
      return part.width / part.getBoundingClientRect().width / devicePixelRatio;
    });
    near(dense, 1, 0.01);
    await visit.key('0');
    assert.equal((await visit.at()).resources.canvases, 1);
  });

  it('by two fingers', async () => {
    await visit.end();
    visit = await Visit.to(site, browser, { hasTouch: true });
    await visit.open('/drawing.pdf');
    const before = (await visit.at()).zoom;
    await visit.scroller.evaluate((element) => {
      const touch = (id: number, x: number): Touch => new Touch({ identifier: id, target: element, clientX: x, clientY: 300 });
      const tell = (type: string, ...touches: Touch[]): boolean =>
        element.dispatchEvent(new TouchEvent(type, { touches, changedTouches: touches, bubbles: true, cancelable: true }));
      tell('touchstart', touch(1, 400), touch(2, 500));
      tell('touchmove', touch(1, 350), touch(2, 550));
      tell('touchend');
    });
    await visit.settled();
    near((await visit.at()).zoom, before * 2, 1e-6);
  });
});

describe('moving', () => {
  it('by dragging takes the paper along', async () => {
    await visit.open('/drawing.pdf');
    await visit.key('1', '+', '+');
    const place = (): Promise<number[]> => visit.scroller.evaluate((e) => [e.scrollLeft, e.scrollTop]);
    const [left, top] = await place();
    await visit.page.mouse.move(450, 300);
    await visit.page.mouse.down();
    await visit.page.mouse.move(400, 270);
    await visit.page.mouse.up();
    assert.deepEqual(await place(), [left! + 50, top! + 30]);
  });

  it('by arrow keys, which turn the page where there is nothing to the side', async () => {
    await visit.open('/sheets.pdf');
    await visit.key('ArrowRight');
    assert.equal((await visit.at()).page, 2);
    await visit.key('ArrowLeft');
    assert.equal((await visit.at()).page, 1);
    await visit.key('1');
    const before = await visit.scroller.evaluate((e) => e.scrollLeft);
    await visit.key('ArrowRight');
    assert.equal(await visit.scroller.evaluate((e) => e.scrollLeft), before + 48);
    assert.equal((await visit.at()).page, 1);
  });

  it('by Page Down, Home, End and Space', async () => {
    await visit.open('/sheets.pdf');
    await visit.key('PageDown');
    assert.equal((await visit.at()).page, 2);
    await visit.key(' ');
    assert.equal((await visit.at()).page, 3);
    await visit.key('Home');
    assert.equal((await visit.at()).page, 1);
    await visit.key('End');
    assert.equal((await visit.at()).page, 3);
    assert.equal(await visit.button('Next page').getAttribute('aria-disabled'), 'true');
  });

  it('by the number of a page, which may be too large or none', async () => {
    await visit.open('/text.pdf');
    const field = visit.page.getByRole('textbox', { name: 'Page' });
    await field.fill('3');
    await field.press('Enter');
    assert.equal((await visit.at()).page, 3);
    await field.fill('99');
    await field.press('Enter');
    assert.equal((await visit.at()).page, 4);
    await field.fill('x');
    await field.press('Enter');
    assert.equal(await field.inputValue(), '4');
  });

  it('among sheets of unlike sizes leads to each of them', async () => {
    await visit.open('/mixed.pdf');
    for (const page of [4, 2, 3, 1]) {
      await visit.page.evaluate((page) => (document.querySelector('vitrine-pages')!.page = page), page);
      await visit.settled();
      assert.equal((await visit.at()).page, page);
      assert.ok(await visit.page.getByRole('img', { name: `Page ${page} of 4` }).isVisible());
    }
  });
});

describe('the page list', () => {
  it('marks the page in sight and leads to others, by mouse and keys', async () => {
    await visit.open('/text.pdf');
    const selected = visit.list.getByRole('option', { selected: true });
    assert.equal(await selected.getAttribute('aria-label'), 'Page 1 of 4');
    await visit.list.getByRole('option', { name: 'Page 3 of 4' }).click();
    await visit.settled();
    assert.equal((await visit.at()).page, 3);
    assert.equal(await selected.getAttribute('aria-label'), 'Page 3 of 4');
    await visit.list.focus();
    await visit.page.keyboard.press('ArrowUp');
    await visit.settled();
    assert.equal((await visit.at()).page, 2);
    assert.equal(await visit.list.evaluate((e) => (e.getRootNode() as ShadowRoot).activeElement === e), true);
  });

  it('lies over the pages of a narrow frame only when asked for', async () => {
    await visit.page.setViewportSize({ width: 280, height: 480 });
    await visit.open('/text.pdf');
    assert.equal(await visit.list.isVisible(), false);
    const button = visit.button('Page list');
    await button.click();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await visit.page.keyboard.press('Escape');
    assert.equal(await visit.list.isVisible(), false);
    assert.ok(await button.evaluate((e) => (e.getRootNode() as ShadowRoot).activeElement === e));
    await button.click();
    await visit.list.getByRole('option', { name: 'Page 2 of 4' }).click();
    await visit.settled();
    assert.equal((await visit.at()).page, 2);
    assert.equal(await visit.list.isVisible(), false);
  });

  it('closes when the frame becomes narrow', async () => {
    await visit.open('/text.pdf');
    assert.equal(await visit.list.isVisible(), true);
    await visit.page.setViewportSize({ width: 320, height: 480 });
    await visit.settled();
    assert.equal(await visit.list.isVisible(), false);
  });
});

describe('a document of 500 pages', () => {
  it('is there soon, stays at hand while one scrolls, and holds only what is in sight', async () => {
    await visit.open('/500.pdf');
    const longest = await visit.page.evaluate(async () => {
      const scroller = document.querySelector('vitrine-pages')!.shadowRoot!.querySelector('.scroller')!;
      let longest = 0;
      for (let i = 0; i < 60; i++) {
        scroller.scrollTop = (scroller.scrollHeight * i) / 60;
        const before = performance.now();
        await new Promise(requestAnimationFrame);
        longest = Math.max(longest, performance.now() - before);
      }
      return longest;
    });
    assert.ok(longest < 500, `a frame took ${longest} ms`);
    await visit.key('End');
    const { page, resources } = await visit.at();
    assert.equal(page, 500);
    assert.ok(resources.canvases < 12, `${resources.canvases} canvases`);
    assert.ok(resources.pixels < 8e6, `${resources.pixels} pixels`);
    assert.ok(await visit.list.getByRole('option', { name: 'Page 500 of 500' }).isVisible());
  });
});
