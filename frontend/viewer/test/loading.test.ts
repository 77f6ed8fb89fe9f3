import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Progress, request } from '../src/download';
import { LoadFailure, asFailure } from '../src/failure';
import { Gate } from '../src/gate';
import { command } from '../src/keys';
import { Incoming } from '../src/model/incoming';
import { next, nothing } from '../src/state';
import { english, wordsFrom } from '../src/words';
import { SOFTWARE_GL, Visit, launch } from './chromium';
import { container, glb } from './glb';
import { packed } from './packed';
import { decode } from './png';
import { cube } from './shapes';
import { Site, coming } from './site';

describe('the state told to the page', () => {
  it('goes from loading to ready, or to empty without triangles', () => {
    const loading = next(nothing, { type: 'asked' });
    assert.deepEqual(loading, { state: 'loading', picture: false });
    assert.deepEqual(next(loading, { type: 'shown', triangles: 12 }), { state: 'ready', picture: false });
    assert.deepEqual(next(loading, { type: 'shown', triangles: 0 }), { state: 'empty', picture: false });
    assert.deepEqual(next(loading, { type: 'pictured' }), { state: 'ready', picture: true });
  });

  it('carries why it failed', () => {
    const failed = next(nothing, { type: 'failed', reason: 'http', status: 404, message: 'No such part.' });
    assert.deepEqual(failed, { state: 'failed', picture: false, reason: 'http', status: 404, message: 'No such part.' });
  });

  it('stays the same object while nothing changes', () => {
    const loading = next(nothing, { type: 'asked' });
    assert.equal(next(loading, { type: 'asked' }), loading);
  });
});

describe('a failure', () => {
  it('of memory is told from a broken file, in every engine’s words', () => {
    for (const words of ['Array buffer allocation failed', 'Invalid typed array length: 9', 'Out of memory', 'invalid array length']) {
      assert.equal(asFailure(new RangeError(words), 'broken').reason, 'memory', words);
    }
    assert.equal(asFailure(new RangeError('Offset is outside the bounds of the DataView'), 'broken').reason, 'broken');
    assert.equal(asFailure(new TypeError('Failed to fetch'), 'network').reason, 'network');
    const known = new LoadFailure('http', 503);
    assert.equal(asFailure(known, 'broken'), known);
  });
});

/** A stream that brings bytes in pieces of the given lengths, the last of them again and again. */
function pieces(bytes: Uint8Array, ...lengths: number[]): ReadableStreamDefaultReader<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      const length = (lengths.length > 1 ? lengths.shift() : lengths[0])!;
      controller.enqueue(bytes.slice(at, at + length));
      at += length;
    },
  }).getReader();
}

describe('a GLB as it comes', () => {
  const json = { asset: { version: '2.0' }, extras: 'ü'.repeat(40) };
  const binary = Uint8Array.from({ length: 1000 }, (_, i) => i);
  const whole = container(json, [binary]);
  const progress: Progress[] = [];
  const incoming = (bytes: Uint8Array, ...lengths: number[]): Incoming => {
    progress.length = 0;
    return new Incoming(pieces(bytes, ...lengths), (at) => progress.push({ ...at }));
  };

  it('is the same in whatever pieces', async () => {
    for (const lengths of [[whole.length], [1], [7], [19, 1, 3], [20, 1], [21, 500], [whole.length - 1, 1]]) {
      const glb = incoming(whole, ...lengths);
      assert.deepEqual(await glb.json(), json, `${lengths}`);
      assert.deepEqual(await glb.binary(0, 1000), binary);
      assert.deepEqual([...await glb.binary(17, 20)], [17, 18, 19]);
    }
  });

  it('gives what is here, before the rest comes', async () => {
    const end = whole.length - 900;
    let more = (): void => undefined;
    const held = new Promise<void>((go) => (more = go));
    let given = false;
    const glb = new Incoming(new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (given) await held;
        controller.enqueue(given ? whole.slice(end) : whole.slice(0, end));
        if (given) controller.close();
        given = true;
      },
    }).getReader(), () => undefined);
    await glb.json();
    assert.deepEqual(await glb.binary(0, 100), binary.subarray(0, 100));
    let came = false;
    const rest = glb.binary(0, 101).then(() => (came = true));
    await new Promise((next) => setImmediate(next));
    assert.equal(came, false);
    more();
    await rest;
  });

  it('tells how far it is, of how much once it knows', async () => {
    const glb = incoming(whole, 10, 10, 30, whole.length);
    await glb.json();
    await glb.binary(0, 1000);
    assert.deepEqual(progress[0], { loaded: 10, total: null });
    assert.deepEqual(progress.at(-1), { loaded: whole.length, total: whole.length });
    assert.ok(progress.every(({ loaded }, i) => loaded >= (progress[i - 1]?.loaded ?? 0)));
  });

  it('is broken cut at any length', async () => {
    for (let length = 0; length < whole.length; length += 13) {
      const glb = incoming(whole.subarray(0, length), 50);
      await assert.rejects(async () => {
        await glb.json();
        await glb.binary(0, 1000);
      }, { reason: 'broken' }, `${length}`);
    }
  });

  it('is broken where it is longer than it says', async () => {
    const glb = incoming(Buffer.concat([whole, Buffer.from('more')]), 100);
    await glb.json();
    await assert.rejects(glb.binary(0, 1000), { reason: 'broken' });
  });

  it('is broken with another magic, version or first chunk, or where the JSON is longer than all', async () => {
    for (const at of [0, 4, 16, 14]) {
      const wrong = new Uint8Array(whole);
      wrong[at] = 9;
      await assert.rejects(incoming(wrong, 100).json(), { reason: 'broken' }, `${at}`);
    }
    const text = new TextEncoder().encode('this is no model at all, and longer than a header');
    await assert.rejects(incoming(text, 100).json(), { reason: 'broken' });
  });

  it('is too much where it says that it is over two gigabytes', async () => {
    const vast = new Uint8Array(whole);
    new DataView(vast.buffer).setUint32(8, 2 ** 31, true);
    await assert.rejects(incoming(vast, 100).json(), { reason: 'memory' });
  });

  it('has nothing outside of itself', async () => {
    const glb = incoming(whole, 100);
    await glb.json();
    for (const [from, to] of [[0, 1001], [-1, 5], [6, 5], [NaN, 5]] as const) {
      await assert.rejects(glb.binary(from, to), { reason: 'broken' }, `${from} to ${to}`);
    }
  });

  it('is a matter of the network where the connection breaks', async () => {
    const reader = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(whole.slice(0, 50));
        controller.error(new TypeError('network error'));
      },
    }).getReader();
    await assert.rejects(new Incoming(reader, () => undefined).json(), { reason: 'network' });
  });
});

describe('asking for a model', () => {
  const asked: string[] = [];
  const original = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = original;
    asked.length = 0;
  });
  const answer = (...answers: (() => Response)[]): void => {
    globalThis.fetch = async (address) => {
      asked.push(String(address));
      return answers[Math.min(asked.length, answers.length) - 1]!();
    };
  };
  const made = (news: number, boxes: number[][]) => (): Response =>
    Response.json({ stage: 'packing', news, boxes }, { status: 202 });
  const signal = new AbortController().signal;

  it('waits while it is made, telling where it will be', async () => {
    answer(made(3, []), made(4, [[0, 0, 0, 1, 1, 1]]), () => new Response('glTF'));
    const boxes: number[][][] = [];
    const body = await request('/m?x=1', signal, (news) => boxes.push(news));
    assert.equal(await new Response(body).text(), 'glTF');
    assert.deepEqual(asked, ['/m?x=1', '/m?x=1&since=3', '/m?x=1&since=4']);
    assert.deepEqual(boxes, [[], [[0, 0, 0, 1, 1, 1]]]);
    asked.length = 0;
    answer(made(1, []), () => new Response('glTF'));
    await request('/m', signal, () => undefined);
    assert.deepEqual(asked, ['/m', '/m?since=1']);
  });

  it('passes on a failure that comes while it waits', async () => {
    answer(made(1, []), () => Response.json({ message: 'Too large.' }, { status: 422 }));
    await assert.rejects(request('/m', signal, () => undefined), { reason: 'http', status: 422, sentence: 'Too large.' });
  });

  it('takes JSON in place of a GLB for a failure, and nonsense in place of news for one of the network', async () => {
    answer(() => Response.json({ message: 'No.' }));
    await assert.rejects(request('/m', signal, () => undefined), { reason: 'http', status: 200, sentence: 'No.' });
    answer(() => new Response('busy', { status: 202 }));
    await assert.rejects(request('/m', signal, () => undefined), { reason: 'network' });
  });
});

describe('a model that is still being made', () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    site = await Site.start();
    browser = await launch(SOFTWARE_GL);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });

  it('is shown as boxes where its parts will be, and then itself', async () => {
    let make = (): void => undefined;
    const made = new Promise<void>((go) => (make = go));
    site.answers.set('/m.glb?v=1', coming('asking', 1));
    site.answers.set('/m.glb?v=1&since=1', coming('packing', 2, [[-0.02, -0.02, -0.02, 0.02, 0.02, 0.02]]));
    site.answers.set('/m.glb?v=1&since=2', { body: packed(glb([{ geometry: cube(), color: [0.75, 0.2, 0.15] }])), after: made });
    const visit = await Visit.to(site, browser);
    await visit.add({ src: '/m.glb?v=1' });
    await visit.detail('boxes');
    await visit.frames(2);
    const toldState = async (): Promise<unknown> => (await visit.told('viewerstate')).map(({ state }) => state);
    assert.deepEqual(await toldState(), ['loading']);
    const boxes = decode(await visit.page.screenshot());
    // The box' nearest corner and its outermost ones, in the fitted isometric view: lines, and nothing in between.
    const background = boxes.at(2, 180);
    const drawn = (from: number, to: number, y: number): number[] => {
      const found: number[] = [];
      for (let x = from; x < to; x++) if (Math.abs(boxes.at(x, y)[0] - background[0]) > 25) found.push(x);
      return found;
    };
    const across = drawn(60, 420, 200);
    assert.ok(across.length >= 3 && across.length < 30, `${across}`);
    assert.equal(await visit.page.getByRole('toolbar').count(), 0, 'there is nothing to work on yet');
    make();
    await visit.detail('fine');
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: false });
    assert.deepEqual(await toldState(), ['loading', 'ready']);
    const shown = await visit.look();
    const solid = Array.from({ length: 360 }, (_, i) => shown.at(60 + i, 200)).filter(([r, , b]) => r > b + 40).length;
    assert.ok(solid > 100, `${solid}`);
    assert.deepEqual(site.asked.filter((path) => path.startsWith('/m.glb')), ['/m.glb?v=1', '/m.glb?v=1&since=1', '/m.glb?v=1&since=2']);
    await visit.end();
  });

  it('is no longer waited for when another is wanted', async () => {
    site.answers.set('/never.glb', coming('asking', 1));
    site.answers.set('/never.glb?since=1', { body: '', after: new Promise(() => undefined) });
    site.answers.set('/cube.glb', { body: packed(glb([{ geometry: cube() }])) });
    const visit = await Visit.to(site, browser);
    const given = visit.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/never.glb?since=1'));
    const asking = visit.page.waitForRequest((request) => request.url().endsWith('since=1'));
    await visit.add({ src: '/never.glb' });
    await asking;
    await visit.set('src', '/cube.glb');
    await given;
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: false });
    await visit.end();
  });
});

describe('the gate of a paused viewer', () => {
  it('holds back until it opens, and lets the aborted go', async () => {
    const gate = new Gate();
    gate.closed = true;
    const order: string[] = [];
    const passing = gate.pass(new AbortController().signal).then(() => order.push('passed'));
    const loading = new AbortController();
    const leaving = gate.pass(loading.signal).catch(() => order.push('aborted'));
    loading.abort();
    await leaving;
    gate.closed = false;
    await passing;
    assert.deepEqual(order, ['aborted', 'passed']);
  });
});

describe('keys', () => {
  const press = (key: string, more: object = {}): unknown =>
    command({ key, code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it('turn, move, zoom and fit', () => {
    assert.deepEqual(press('ArrowLeft'), { type: 'turn', right: -1, up: 0 });
    assert.deepEqual(press('ArrowUp', { shiftKey: true }), { type: 'move', right: 0, up: 1 });
    assert.deepEqual(press('+'), { type: 'zoom', steps: 1 });
    assert.deepEqual(press('Home'), { type: 'fit' });
  });

  it('look from a standard side with Shift and a digit, whatever the keyboard writes there', () => {
    assert.deepEqual(press('!', { code: 'Digit1', shiftKey: true }), { type: 'view', name: 'front' });
    assert.deepEqual(press('7', { code: 'Digit7', shiftKey: true }), { type: 'view', name: 'iso' });
    assert.equal(press('1', { code: 'Digit1' }), undefined);
  });

  it('of the page and the browser are left alone', () => {
    assert.equal(press('Tab'), undefined);
    assert.equal(press('f', { ctrlKey: true }), undefined);
    assert.equal(press('constructor'), undefined);
  });
});

describe('the viewer’s texts', () => {
  it('are replaced one by one; nonsense leaves English', () => {
    const all = wordsFrom(null);
    assert.deepEqual(wordsFrom('{"fit":"Einpassen","nonsense":1,"top":7}'), { ...all, fit: 'Einpassen' });
    assert.deepEqual(wordsFrom('{'), all);
    assert.equal(all.fit, english.fit);
    const { structure, cube } = wordsFrom('{"structure":{"hide":"Verbergen","show":4},"cube":{"top":"Oben"}}');
    assert.deepEqual([structure.hide, structure.show, cube.top, cube.front], ['Verbergen', 'Show', 'Oben', 'Front']);
  });
});
