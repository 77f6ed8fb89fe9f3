import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { announced } from '../src/download';
import { LoadFailure, asFailure } from '../src/failure';
import { Gate } from '../src/gate';
import { checkContainer } from '../src/glb';
import { command } from '../src/keys';
import { next, nothing } from '../src/state';
import { english, wordsFrom } from '../src/words';
import { glb } from './glb';
import { cube } from './shapes';

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

describe('the size of a download', () => {
  it('is known only where nothing encodes it', () => {
    assert.equal(announced(new Headers({ 'content-length': '17' })), 17);
    assert.equal(announced(new Headers({ 'content-length': '17', 'content-encoding': 'br' })), null);
    assert.equal(announced(new Headers()), null);
  });
});

describe('a GLB container', () => {
  const bytes = (data: Uint8Array): ArrayBuffer => new Uint8Array(data).buffer;
  const whole = glb([{ geometry: cube() }]);

  it('passes whole', () => checkContainer(bytes(whole)));

  it('is refused cut at any length', () => {
    for (let length = 0; length < whole.length; length += 7) {
      assert.throws(() => checkContainer(bytes(whole.subarray(0, length))), { reason: 'broken' });
    }
  });

  it('is refused with another magic or version', () => {
    for (const at of [0, 4, 16]) {
      const wrong = new Uint8Array(whole);
      wrong[at] = 9;
      assert.throws(() => checkContainer(wrong.buffer), { reason: 'broken' });
    }
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
    command({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it('turn, move, zoom and fit', () => {
    assert.deepEqual(press('ArrowLeft'), { type: 'turn', right: -1, up: 0 });
    assert.deepEqual(press('ArrowUp', { shiftKey: true }), { type: 'move', right: 0, up: 1 });
    assert.deepEqual(press('+'), { type: 'zoom', steps: 1 });
    assert.deepEqual(press('Home'), { type: 'fit' });
  });

  it('of the page and the browser are left alone', () => {
    assert.equal(press('Tab'), undefined);
    assert.equal(press('f', { ctrlKey: true }), undefined);
    assert.equal(press('constructor'), undefined);
  });
});

describe('the viewer’s texts', () => {
  it('are replaced one by one; nonsense leaves English', () => {
    assert.deepEqual(wordsFrom('{"fit":"Einpassen","nonsense":1,"top":7}'), { ...english, fit: 'Einpassen' });
    assert.deepEqual(wordsFrom('{'), english);
    assert.deepEqual(wordsFrom(null), english);
  });
});
