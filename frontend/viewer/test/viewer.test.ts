import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { compressed } from './meshopt';
import { SOFTWARE_GL, Visit, launch } from './chromium';
import { glb, pack } from './glb';
import { difference, plain } from './png';
import { cube, cylinder } from './shapes';
import { Site } from './site';

const model = glb([
  { geometry: cube(), color: [0.75, 0.2, 0.15] },
  { geometry: cylinder(), color: [0.2, 0.4, 0.7], at: [0.06, 0, 0.01] },
]);

describe('the viewer with 3D', () => {
  let site: Site;
  let browser: Browser;
  let visit: Visit;

  before(async () => {
    site = await Site.start();
    site.answers.set('/model.glb', { body: model });
    site.answers.set('/other.glb', { body: glb([{ geometry: cylinder(), color: [0.1, 0.7, 0.2] }]) });
    browser = await launch(SOFTWARE_GL);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });
  beforeEach(async () => {
    visit = await Visit.to(site, browser);
  });
  afterEach(() => visit.end());

  const ready = async (): Promise<void> => {
    await visit.add({ src: '/model.glb', label: 'Bracket' });
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: false });
  };

  it('shows a model and says so', async () => {
    await ready();
    const shown = await visit.look();
    const [r, , b] = shown.at(shown.width / 2, shown.height / 2);
    assert.ok(Math.abs(r - b) > 40, 'the middle of the picture has a part’s colour');
    const states = (await visit.told()).filter(({ type }) => type === 'viewerstate').map(({ state }) => state);
    assert.deepEqual(states, ['loading', 'ready']);
  });

  it('reports the bytes received, of how many', async () => {
    await ready();
    const progress = (await visit.told()).filter(({ type }) => type === 'viewerprogress').at(-1);
    assert.deepEqual(progress, { type: 'viewerprogress', loaded: model.length, total: model.length });
  });

  it('draws no frame while nothing moves', async () => {
    await ready();
    await visit.settled();
    const before = await visit.rendered();
    await visit.frames(40);
    assert.equal(await visit.rendered(), before);
  });

  it('turns by dragging, moves with the right button and zooms with the wheel', async () => {
    await ready();
    for (const gesture of ['left', 'right', 'wheel'] as const) {
      const before = await visit.look();
      await visit.page.mouse.move(200, 150);
      if (gesture === 'wheel') {
        const drawn = await visit.rendered();
        await visit.page.mouse.wheel(0, -300);
        await visit.page.waitForFunction((drawn) => document.querySelector('vitrine-viewer')!.renderedFrames > drawn, drawn);
      } else {
        await visit.page.mouse.down({ button: gesture });
        await visit.page.mouse.move(260, 190, { steps: 4 });
        await visit.page.mouse.up({ button: gesture });
      }
      assert.ok(difference(before, await visit.look()) > 500, gesture);
    }
  });

  it('turns under one finger and zooms between two', async () => {
    await ready();
    const devtools = await visit.page.context().newCDPSession(visit.page);
    type Points = { x: number; y: number }[];
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Points): Promise<unknown> =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
    for (const spread of [[{ x: 200, y: 150 }], [{ x: 200, y: 150 }, { x: 260, y: 190 }]]) {
      const before = await visit.look();
      await touch('touchStart', spread);
      for (const step of [10, 20, 30]) {
        await touch('touchMove', spread.map(({ x, y }, i) => (i === 0 ? { x: x - step, y: y - step } : { x: x + step, y: y + step })));
      }
      await touch('touchEnd', []);
      assert.ok(difference(before, await visit.look()) > 500, `${spread.length} fingers`);
    }
  });

  it('is operated by keys on the focused canvas, and fits again', async () => {
    await ready();
    const fitted = await visit.look();
    await visit.page.focus('#before');
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.press('f'); // The ring of keyboard focus is in every picture from here on.
    let last = await visit.look();
    assert.ok(difference(fitted, last) > 100, 'the focus ring shows');
    const focused = last;
    for (const key of ['Shift+ArrowLeft', 'Shift+ArrowUp', '+', '+', '-']) {
      await visit.page.keyboard.press(key);
      const now = await visit.look();
      assert.ok(difference(last, now) > 300, key);
      last = now;
    }
    await visit.page.keyboard.press('Home');
    assert.ok(difference(focused, await visit.look()) < 20, 'Home fits');
    await visit.page.keyboard.press('ArrowRight');
    assert.ok(difference(focused, await visit.look()) > 300, 'an arrow turns');
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.press('Tab');
    assert.equal(await visit.page.evaluate(() => document.activeElement?.id), 'after', 'Tab leaves');
  });

  it('has a button for everything that dragging does', async () => {
    await ready();
    const names = ['Isometric view', 'Front view', 'Top view', 'Right view', 'Zoom out', 'Zoom in', 'Zoom to fit'];
    assert.deepEqual(await visit.page.getByRole('toolbar').getByRole('button').evaluateAll(
      (buttons) => buttons.map((button) => button.getAttribute('aria-label'))), names);
    for (const name of ['Front view', 'Top view', 'Right view', 'Zoom in', 'Zoom to fit', 'Isometric view']) {
      const before = await visit.look();
      await visit.page.getByRole('button', { name }).click();
      assert.ok(difference(before, await visit.look()) > 300, name);
    }
  });

  it('moves along its toolbar with arrow keys', async () => {
    await ready();
    await visit.page.getByRole('button', { name: 'Isometric view' }).focus();
    await visit.page.keyboard.press('ArrowRight');
    await visit.page.keyboard.press('End');
    await visit.page.keyboard.press('ArrowLeft');
    const focused = await visit.page.evaluate(() =>
      document.querySelector('vitrine-viewer')!.shadowRoot!.activeElement!.getAttribute('aria-label'));
    assert.equal(focused, 'Zoom in');
  });

  it('flies to a view unless less motion is asked for', async () => {
    await ready();
    await visit.settled();
    const drawn = await visit.rendered();
    await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.view('front'));
    await visit.settled();
    assert.ok(await visit.rendered() - drawn <= 2, 'one step');
    await visit.page.emulateMedia({ reducedMotion: 'no-preference' });
    const before = await visit.rendered();
    await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.view('top'));
    await visit.settled();
    assert.ok(await visit.rendered() - before > 2, 'several steps');
  });

  it('names the model to those who do not see it', async () => {
    await visit.add({ src: '/model.glb', label: 'Flange', words: '{"help":"Pfeiltasten drehen es."}' });
    await visit.outcome();
    assert.equal(await visit.page.getByRole('application').getAttribute('aria-label'), 'Flange. Pfeiltasten drehen es.');
  });

  it('follows its size', async () => {
    await ready();
    await visit.page.setViewportSize({ width: 320, height: 500 });
    await visit.page.waitForFunction(() => {
      const canvas = document.querySelector('vitrine-viewer')!.shadowRoot!.querySelector('canvas')!;
      return canvas.width === 320 && canvas.height === 500;
    });
  });

  it('shows another model when src changes, and nothing when it goes', async () => {
    await ready();
    const first = await visit.look();
    await visit.set('src', '/other.glb');
    assert.equal((await visit.outcome()).state, 'ready');
    assert.ok(difference(first, await visit.look()) > 1000);
    await visit.set('src', null);
    assert.deepEqual(await visit.outcome(), { state: 'empty', picture: false });
  });

  it('gives up a load that is no longer wanted', async () => {
    let release = (): void => undefined;
    site.answers.set('/slow.glb', { body: model, until: new Promise((go) => (release = go)) });
    await visit.add({ src: '/slow.glb' });
    await visit.page.waitForFunction(() => window.told.some(({ type }) => type === 'viewerprogress'));
    const given = visit.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/slow.glb'));
    await visit.set('src', '/other.glb');
    await given;
    release();
    assert.equal((await visit.outcome()).state, 'ready');
    const states = (await visit.told()).filter(({ type }) => type === 'viewerstate').map(({ state }) => state);
    assert.deepEqual(states, ['loading', 'ready']);
  });

  it('neither loads nor draws while paused', async () => {
    await visit.add({ src: '/model.glb', paused: '' });
    await visit.frames(10);
    assert.equal(await visit.rendered(), 0);
    assert.equal((await visit.told()).at(-1)?.state, 'loading');
    await visit.set('paused', null);
    assert.equal((await visit.outcome()).state, 'ready');
    await visit.settled();
    await visit.set('paused', '');
    const drawn = await visit.rendered();
    await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.view('top'));
    await visit.frames(10);
    assert.equal(await visit.rendered(), drawn);
    await visit.set('paused', null);
    await visit.settled();
    assert.equal(await visit.rendered(), drawn + 1);
  });

  it('shows textures under the strict policy', async () => {
    site.answers.set('/textured.glb', { body: glb([{ geometry: cube(), color: [1, 1, 1], image: plain(8, 8, [20, 200, 40]) }]) });
    await visit.add({ src: '/textured.glb' });
    assert.equal((await visit.outcome()).state, 'ready');
    const shown = await visit.look();
    const [r, g] = shown.at(shown.width / 2, shown.height / 2 + 20);
    assert.ok(g > r + 60, `green, not ${r} ${g}`);
  });

  it('gives parts without normals some', async () => {
    site.answers.set('/bare.glb', { body: glb([{ geometry: cylinder(), bare: true }]) });
    await visit.add({ src: '/bare.glb' });
    assert.equal((await visit.outcome()).state, 'ready');
  });

  it('keeps its view when the context is lost and comes back', async () => {
    await ready();
    const before = await visit.look();
    await visit.page.evaluate(async () => {
      const canvas = document.querySelector('vitrine-viewer')!.shadowRoot!.querySelector('canvas')!;
      const context = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
      const event = (type: string): Promise<unknown> => new Promise((done) => canvas.addEventListener(type, done, { once: true }));
      const lost = event('webglcontextlost');
      context.loseContext();
      await lost;
      const restored = event('webglcontextrestored');
      await new Promise((next) => setTimeout(next));
      context.restoreContext();
      await restored;
    });
    assert.ok(difference(before, await visit.look()) < 20);
  });

  it('falls back to the poster when the context does not come back, and recovers with the next model', async () => {
    site.answers.set('/poster.png', { type: 'image/png', body: plain(30, 20, [200, 30, 40]) });
    await ready();
    await visit.set('poster', '/poster.png');
    await visit.page.evaluate(() => {
      const canvas = document.querySelector('vitrine-viewer')!.shadowRoot!.querySelector('canvas')!;
      canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
    });
    await visit.page.waitForFunction(() => document.querySelector('vitrine-viewer')!.state.picture);
    assert.ok(await visit.page.getByRole('img', { name: 'Bracket' }).isVisible());
    await visit.set('src', '/other.glb');
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: false });
    const [r, g] = (await visit.look()).at(240, 180);
    assert.ok(g > r + 30);
  });

  it('reads a meshopt-compressed model under the strict policy', async () => {
    site.answers.set('/compressed.glb', { body: await compressed(cylinder()) });
    await visit.add({ src: '/compressed.glb' });
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: false });
    const empty = await visit.look();
    assert.ok(Math.abs(empty.at(240, 180)[0] - empty.at(5, 180)[0]) > 20);
  });

  it('leaves nothing behind when removed', async () => {
    const devtools = await visit.page.context().newCDPSession(visit.page);
    const listeners = async (): Promise<number> => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSEventListeners')!.value;
    };
    await devtools.send('Performance.enable');
    const comeAndGo = async (): Promise<unknown> => {
      await ready();
      await visit.settled();
      return visit.page.evaluate(() => {
        const viewer = document.querySelector('vitrine-viewer')!;
        viewer.remove();
        return viewer.resources;
      });
    };
    assert.deepEqual(await comeAndGo(), { geometries: 0, textures: 0 });
    const once = await listeners();
    for (let i = 0; i < 3; i++) await comeAndGo();
    // Garbage may take several rounds to go; only what stays has leaked.
    let left = await listeners();
    for (let round = 0; round < 20 && left > once; round++) {
      await visit.frames(2);
      left = await listeners();
    }
    assert.ok(left <= once, `${left} listeners where ${once} were`);
  });

  it('works again when put back', async () => {
    await ready();
    await visit.page.evaluate(() => {
      const viewer = document.querySelector('vitrine-viewer')!;
      viewer.remove();
      document.querySelector('main')!.append(viewer);
    });
    assert.equal((await visit.outcome()).state, 'ready');
    const shown = await visit.look();
    const [r, , b] = shown.at(shown.width / 2, shown.height / 2);
    assert.ok(Math.abs(r - b) > 40);
  });

  describe('told why there is no model', () => {
    const outcomeOf = async (src: string): Promise<unknown> => {
      await visit.add({ src });
      return visit.outcome();
    };
    const broken = { state: 'failed', picture: false, reason: 'broken' };

    it('a model without triangles is empty', async () => {
      site.answers.set('/empty.glb', { body: pack({ asset: { version: '2.0' }, scene: 0, scenes: [{ nodes: [] }] }) });
      assert.deepEqual(await outcomeOf('/empty.glb'), { state: 'empty', picture: false });
    });

    it('bytes that are no GLB are broken', async () => {
      site.answers.set('/text.glb', { body: 'this is no model at all' });
      assert.deepEqual(await outcomeOf('/text.glb'), broken);
    });

    it('a truncated GLB is broken', async () => {
      site.answers.set('/cut.glb', { body: model.subarray(0, model.length - 1000) });
      assert.deepEqual(await outcomeOf('/cut.glb'), broken);
    });

    it('a GLB with nonsense inside is broken', async () => {
      const nonsense = { asset: { version: '2.0' }, scene: 0, scenes: [{ nodes: [7] }], meshes: [{ primitives: [{ attributes: { POSITION: 3 } }] }] };
      site.answers.set('/nonsense.glb', { body: pack(nonsense) });
      assert.deepEqual(await outcomeOf('/nonsense.glb'), broken);
    });

    it('a GLB that points outside is broken and asks for nothing', async () => {
      const outside = {
        asset: { version: '2.0' }, scene: 0, scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }],
        meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
        accessors: [{ bufferView: 0, componentType: 5126, type: 'VEC3', count: 3 }],
        bufferViews: [{ buffer: 0, byteLength: 36 }], buffers: [{ byteLength: 36, uri: '/stolen.bin' }],
      };
      site.answers.set('/outside.glb', { body: pack(outside) });
      assert.deepEqual(await outcomeOf('/outside.glb'), broken);
      assert.ok(!site.asked.includes('/stolen.bin'));
    });

    it('an error answer passes on the server’s sentence', async () => {
      site.answers.set('/gone.glb', { status: 404, type: 'application/json', body: '{"message":"This version has no part."}' });
      assert.deepEqual(await outcomeOf('/gone.glb'),
        { state: 'failed', picture: false, reason: 'http', status: 404, message: 'This version has no part.' });
    });

    it('an error answer without words gives its status', async () => {
      site.answers.set('/down.glb', { status: 503, type: 'text/html', body: '<p>down' });
      assert.deepEqual(await outcomeOf('/down.glb'), { state: 'failed', picture: false, reason: 'http', status: 503 });
    });

    it('a server that hangs up is a matter of the network', async () => {
      await visit.page.route('**/dead.glb', (route) => route.abort());
      assert.deepEqual(await outcomeOf('/dead.glb'), { state: 'failed', picture: false, reason: 'network' });
    });
  });
});
