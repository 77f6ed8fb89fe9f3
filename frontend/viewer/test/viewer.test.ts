import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { MeshoptEncoder } from 'meshoptimizer';
import type { Gltf } from '../src/model/json';
import { SOFTWARE_GL, Visit, launch } from './chromium';
import { altered, container, glb } from './glb';
import { allPacked } from './packed';
import { decode, difference, plain } from './png';
import { ball, cube, cylinder } from './shapes';
import { Site } from './site';

const plainModel = glb([
  { geometry: cube(), color: [0.75, 0.2, 0.15] },
  { geometry: cylinder(), color: [0.2, 0.4, 0.7], at: [0.06, 0, 0.01] },
]);
const [model, other, large] = allPacked(
  plainModel, glb([{ geometry: cylinder(), color: [0.1, 0.7, 0.2] }]), glb([{ geometry: ball(), color: [0.75, 0.2, 0.15] }]),
) as [Uint8Array, Uint8Array, Uint8Array];

describe('the viewer with 3D', () => {
  let site: Site;
  let browser: Browser;
  let visit: Visit;

  before(async () => {
    site = await Site.start();
    site.answers.set('/model.glb', { body: model });
    site.answers.set('/other.glb', { body: other });
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

  it('turns by dragging, moves with the middle button and zooms with the wheel', async () => {
    await ready();
    const moves: string[] = [];
    for (const gesture of ['left', 'right', 'middle', 'wheel'] as const) {
      const from = (await visit.linked()).c;
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
      const { c } = await visit.linked();
      const is = (...places: number[]): boolean => places.every((place) => Math.abs(c[place]! - from[place]!) < 1e-4);
      moves.push(is(0, 1, 2, 5) ? 'turned' : is(3, 4, 5) ? 'moved' : is(3, 4) && c[5]! < from[5]! ? 'zoomed' : `${c}`);
    }
    assert.deepEqual(moves, ['turned', 'turned', 'moved', 'zoomed']);
  });

  it('zooms towards the pointer: what is under it stays there', async () => {
    await ready();
    const corner = [0.02, -0.02, 0.02] as const;
    const { x, y } = await visit.where(corner);
    await visit.page.mouse.move(x, y);
    const drawn = await visit.rendered();
    await visit.page.mouse.wheel(0, -200);
    await visit.page.waitForFunction((drawn) => document.querySelector('vitrine-viewer')!.renderedFrames > drawn, drawn);
    const after = await visit.where(corner);
    assert.ok(Math.hypot(after.x - x, after.y - y) < 6, `${x} ${y} ${after.x} ${after.y}`);
  });

  it('looks from where its cube is clicked', async () => {
    await ready();
    const cube = (await visit.page.locator('.corner > *').boundingBox())!;
    await visit.page.mouse.click(cube.x + cube.width / 2, cube.y + cube.height / 2 - 22);
    await visit.settled();
    const [, , , , elevation] = (await visit.linked()).c;
    assert.ok(Math.abs(elevation! - Math.PI / 2) < 0.01, `${elevation}`);
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
    const views = ['Structure', 'Isometric view', 'Front view', 'Top view', 'Right view', 'Zoom out', 'Zoom in', 'Zoom to fit'];
    const tools = ['Section', 'Measure', 'Explode', 'Display', 'Picture'];
    const names = (): Promise<(string | null)[]> => visit.page.getByRole('toolbar').getByRole('button').evaluateAll(
      (buttons) => buttons.map((button) => button.getAttribute('aria-label')));
    assert.deepEqual(await names(), [...views, ...tools]);
    await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.view('top'));
    await visit.click([0, 0, 0.02]);
    await visit.button('Isolate').waitFor();
    assert.deepEqual(await names(), [...views, 'Zoom to selection', 'Isolate', ...tools]);
    await visit.press('Isolate');
    assert.deepEqual(await names(), [...views, 'Zoom to selection', 'Isolate', 'Show all', ...tools]);
    await visit.press('Show all');
    await visit.press('Isometric view');
    await visit.set('src', '/other.glb');
    await visit.outcome();
    assert.deepEqual(await names(), [...views, ...tools], 'one part has the same tools');
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
    assert.equal(focused, 'Display');
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
    const canvas = visit.page.getByRole('application');
    assert.equal(await canvas.getAttribute('aria-label'), 'Flange. Pfeiltasten drehen es.');
    assert.equal(await canvas.getAttribute('aria-description'), 'Parts: 2. 100.00 mm wide, 40.00 mm deep, 60.00 mm high.');
    await visit.set('units', '{"length":"inch","digits":1}');
    assert.equal(await canvas.getAttribute('aria-description'), 'Parts: 2. 3.9 in wide, 1.6 in deep, 2.4 in high.');
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
    assert.equal((await visit.told('viewerstate')).at(-1)?.state, 'loading');
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

  it('shows a large model coarse first, and is ready then', async () => {
    let release = (): void => undefined;
    site.answers.set('/large.glb', { body: large, share: 0.55, until: new Promise((go) => (release = go)) });
    await visit.add({ src: '/large.glb' });
    await visit.detail('coarse');
    const at = await visit.page.evaluate(() => {
      const { state, idle } = document.querySelector('vitrine-viewer')!;
      return { state: state.state, idle };
    });
    assert.deepEqual(at, { state: 'ready', idle: false });
    await visit.frames(2);
    const [r, , b] = decode(await visit.page.screenshot()).at(240, 180);
    assert.ok(r > b + 40, 'its colour is there');
    const coarse = await visit.rendered();
    release();
    await visit.detail('fine');
    assert.equal((await visit.outcome()).state, 'ready');
    await visit.settled();
    assert.ok(await visit.rendered() > coarse, 'and is drawn again');
    assert.equal((await visit.told('viewerstate')).length, 2);
  });

  it('keeps its view when the context is lost and comes back', async () => {
    await ready();
    await visit.page.setViewportSize({ width: 740, height: 560 });
    // Everything that lies on the graphics card: geometry, the section's targets, what is picked and measured.
    await visit.press('Section');
    await visit.button('Measure').click();
    await visit.click([-0.01, -0.02, 0.005]);
    await visit.page.getByLabel('Measurement').getByText('mm').first().waitFor();
    await visit.page.mouse.move(1, 1);
    const before = await visit.steady();
    const held = await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.resources);
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
    assert.ok(difference(before, await visit.steady()) < 20);
    await visit.press('Clear');
    await visit.click([-0.01, -0.02, 0.005]);
    await visit.page.getByLabel('Measurement').getByText('mm').first().waitFor();
    await visit.page.mouse.move(1, 1);
    await visit.steady();
    assert.deepEqual(await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.resources), held, 'nothing is held twice');
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
      for (const tool of ['Section', 'Explode', 'Display', 'Measure']) await visit.button(tool).click();
      await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.select([]));
      await visit.settled();
      const { geometries, textures } = await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.resources);
      assert.ok(geometries > 2 && textures > 2, `${geometries} ${textures}`);
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

  it('works again when put back, and keeps nothing of its former life', async () => {
    const devtools = await visit.page.context().newCDPSession(visit.page);
    await devtools.send('Performance.enable');
    const listeners = async (): Promise<number> => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSEventListeners')!.value;
    };
    const putBack = async (): Promise<void> => {
      await visit.page.evaluate(() => {
        const viewer = document.querySelector('vitrine-viewer')!;
        viewer.remove();
        document.querySelector('main')!.append(viewer);
      });
      assert.equal((await visit.outcome()).state, 'ready');
      await visit.settled();
    };
    await ready();
    await putBack();
    const once = await listeners();
    for (let i = 0; i < 3; i++) await putBack();
    let left = await listeners();
    for (let round = 0; round < 20 && left > once; round++) {
      await visit.frames(2);
      left = await listeners();
    }
    assert.ok(left <= once, `${left} listeners where ${once} were`);
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

    it('a model without meshes is empty', async () => {
      site.answers.set('/empty.glb', { body: container({ asset: { version: '2.0' }, scene: 0, scenes: [{}] }) });
      assert.deepEqual(await outcomeOf('/empty.glb'), { state: 'empty', picture: false });
    });

    it('bytes that are no GLB are broken', async () => {
      site.answers.set('/text.glb', { body: 'this is no model at all' });
      assert.deepEqual(await outcomeOf('/text.glb'), broken);
    });

    it('a GLB that is not packed is broken', async () => {
      site.answers.set('/plain.glb', { body: plainModel });
      assert.deepEqual(await outcomeOf('/plain.glb'), broken);
    });

    it('a truncated GLB is broken', async () => {
      site.answers.set('/cut.glb', { body: model.subarray(0, model.length - 1000) });
      assert.deepEqual(await outcomeOf('/cut.glb'), broken);
    });

    it('a GLB with nonsense inside is broken, whatever it is', async () => {
      const head = (json: Gltf) => json.extensions!.VITRINE_model!;
      const packing = (json: Gltf, view: number) => json.bufferViews![view]!.extensions!.EXT_meshopt_compression!;
      const defects: ((json: Gltf) => Gltf | null | void)[] = [
        () => null,
        (json) => void (head(json).version = 2),
        (json) => void (head(json).table = 99),
        (json) => void (head(json).table = 1),
        (json) => void (json.bufferViews![0]!.byteLength = 1e9),
        (json) => void (json.scenes![0]!.nodes = []),
        (json) => void delete json.nodes,
        (json) => void (json.meshes = []),
        (json) => void (json.meshes![0]!.primitives[0]!.attributes = {}),
        (json) => void (json.meshes![0]!.primitives[0]!.indices = 99),
        (json) => void (json.accessors![0]!.count += 1),
        (json) => void (json.accessors = [null as never]),
        (json) => void (packing(json, 1).byteLength = 1e9),
        (json) => void (packing(json, 1).byteOffset = -4),
        (json) => void (packing(json, 1).count = 1e8),
        (json) => void (packing(json, 1).mode = 'NONSENSE' as never),
        (json) => void (packing(json, 1).byteStride = 7),
        (json) => void delete json.bufferViews![1]!.extensions,
      ];
      await visit.add({});
      for (const [i, defect] of defects.entries()) {
        site.answers.set(`/nonsense${i}.glb`, { body: altered<Gltf>(model, defect) });
        await visit.set('src', `/nonsense${i}.glb`);
        assert.deepEqual(await visit.outcome(), broken, `${i}: ${defect}`);
      }
    });

    it('a triangle with a corner that is not there is broken', async () => {
      await MeshoptEncoder.ready;
      let bytes: Uint8Array = new Uint8Array();
      const json = altered<Gltf>(other, (json) => {
        const { indices, attributes } = json.meshes![0]!.primitives[0]!;
        const [triangles, positions] = [json.accessors![indices]!, json.accessors![attributes['POSITION']!]!];
        const wrong = new Uint32Array(triangles.count).fill(positions.count);
        const packing = json.bufferViews![triangles.bufferView]!.extensions!.EXT_meshopt_compression!;
        bytes = MeshoptEncoder.encodeGltfBuffer(new Uint8Array(wrong.buffer), triangles.count, 4, 'TRIANGLES');
        const binary = other.subarray(28 + new DataView(other.buffer, other.byteOffset).getUint32(12, true));
        packing.byteOffset = Math.ceil(binary.length / 4) * 4;
        packing.byteLength = bytes.length;
        bytes = Buffer.concat([binary, new Uint8Array(packing.byteOffset - binary.length), bytes]);
      });
      site.answers.set('/astray.glb', { body: altered<Gltf>(json, () => undefined, bytes) });
      assert.deepEqual(await outcomeOf('/astray.glb'), broken);
    });

    it('a model that is too much for this browser is, and the poster stands in', async () => {
      const vast = altered<Gltf>(model, (json) => json.bufferViews!.forEach((view) => (view.byteLength = view.extensions ? 2e9 : view.byteLength)));
      site.answers.set('/vast.glb', { body: vast });
      site.answers.set('/poster.png', { type: 'image/png', body: plain(30, 20, [200, 30, 40]) });
      assert.deepEqual(await outcomeOf('/vast.glb'), { state: 'failed', picture: false, reason: 'memory' });
      await visit.set('poster', '/poster.png');
      site.answers.set('/vast.glb?again', { body: vast });
      await visit.set('src', '/vast.glb?again');
      assert.deepEqual(await visit.outcome(), { state: 'ready', picture: true, reason: 'memory' });
    });

    it('a GLB that points outside asks for nothing', async () => {
      const outside = altered<{ buffers: { uri?: string }[] }>(model, ({ buffers }) => {
        for (const buffer of buffers) buffer.uri = '/stolen.bin';
      });
      site.answers.set('/outside.glb', { body: outside });
      await outcomeOf('/outside.glb');
      assert.ok(!site.asked.includes('/stolen.bin'));
    });

    it('an error answer passes on the server’s sentence', async () => {
      site.answers.set('/gone.glb', { status: 404, type: 'application/json', body: '{"message":"This version has no part."}' });
      const message = 'This version has no part.';
      assert.deepEqual(await outcomeOf('/gone.glb'), { state: 'failed', picture: false, reason: 'http', status: 404, message, answer: { message } });
    });

    it('an error answer without words gives its status', async () => {
      site.answers.set('/down.glb', { status: 503, type: 'text/html', body: '<p>down' });
      assert.deepEqual(await outcomeOf('/down.glb'), { state: 'failed', picture: false, reason: 'http', status: 503 });
    });

    it('a server that hangs up is a matter of the network', async () => {
      await visit.page.route('**/dead.glb', (route) => route.abort());
      assert.deepEqual(await outcomeOf('/dead.glb'), { state: 'failed', picture: false, reason: 'network' });
      site.answers.set('/cut.glb', { body: model, cut: true });
      await visit.set('src', '/cut.glb');
      assert.deepEqual(await visit.outcome(), { state: 'failed', picture: false, reason: 'network' });
    });
  });
});
