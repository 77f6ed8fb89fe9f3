import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { PerspectiveCamera, Vector3 } from 'three';
import type { ViewCube } from '../src/cube';
import { position, standardView } from '../src/pose';
import { SOFTWARE_GL, Visit, launch } from './chromium';
import { Site } from './site';

declare global {
  interface Window {
    cube: ViewCube;
    looked: number[][];
    turns: number[][];
    stand(x: number, y: number, z: number): void;
  }
}

const ENTRY = `
  export { ViewCube } from './src/cube';
  export { PerspectiveCamera } from 'three';
`;
const SIZE = 84;

describe('the view cube', () => {
  let site: Site;
  let browser: Browser;
  let visit: Visit;

  before(async () => {
    site = await Site.start();
    await site.serveModule('/cube.js', ENTRY);
    browser = await launch(SOFTWARE_GL);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });
  beforeEach(async () => {
    visit = await Visit.to(site, browser);
    await visit.page.evaluate(async (address) => {
      const { ViewCube, PerspectiveCamera } = await import(address) as
        typeof import('../src/cube') & { PerspectiveCamera: new () => PerspectiveCamera };
      window.looked = [];
      window.turns = [];
      window.cube = new ViewCube(
        (direction) => window.looked.push(direction.toArray()),
        (right, up) => window.turns.push([right, up]),
      );
      window.cube.element.style.position = 'absolute';
      window.cube.element.style.inset = '100px auto auto 100px';
      document.querySelector('main')!.append(window.cube.element);
      window.stand = (x, y, z) => {
        const camera = new PerspectiveCamera();
        camera.up.set(0, 0, 1);
        camera.position.set(x, y, z);
        camera.lookAt(0, 0, 0);
        window.cube.camera = camera;
      };
    }, '/cube.js');
  });
  afterEach(() => visit.end());

  const stand = async (name: string): Promise<void> => {
    const { x, y, z } = position({ target: new Vector3(), distance: 3, ...standardView(name)! });
    await visit.page.evaluate(([x, y, z]) => window.stand(x!, y!, z!), [x, y, z]);
    await visit.frames(2);
  };
  /** Clicks at a distance from the cube's middle: to the right, downwards. */
  const click = async (right: number, down: number): Promise<Vector3 | undefined> => {
    await visit.page.mouse.click(100 + SIZE / 2 + right, 100 + SIZE / 2 + down);
    const looked = await visit.page.evaluate(() => window.looked.splice(0));
    assert.ok(looked.length <= 1);
    return looked[0] && new Vector3(...looked[0]);
  };
  const towards = async (found: Promise<Vector3 | undefined>, x: number, y: number, z: number): Promise<void> => {
    const direction = await found;
    assert.ok(direction && direction.distanceTo(new Vector3(x, y, z).normalize()) < 1e-6, `${direction?.toArray()} for ${[x, y, z]}`);
  };

  it('stands as the camera of each standard view does', async () => {
    const views = {
      front: ['Front', 0, -1, 0], back: ['Back', 0, 1, 0], left: ['Left', -1, 0, 0],
      right: ['Right', 1, 0, 0], top: ['Top', 0, 0, 1], bottom: ['Bottom', 0, 0, -1],
    } as const;
    for (const [name, [label, x, y, z]] of Object.entries(views)) {
      await stand(name);
      await towards(click(0, 0), x, y, z);
      const seen = await visit.page.evaluate(([x, y]) =>
        window.cube.element.shadowRoot!.elementFromPoint(x!, y!)?.closest('.face')?.textContent, [142, 142]);
      assert.equal(seen, label);
    }
  });

  it('looks from the edge or corner that is clicked', async () => {
    await stand('front');
    await towards(click(20, 0), 1, -1, 0);
    await towards(click(0, -20), 0, -1, 1);
    await towards(click(-20, 20), -1, -1, -1);
    await stand('top');
    await towards(click(20, 0), 1, 0, 1);
    await towards(click(0, -20), 0, 1, 1);
    await stand('bottom');
    await towards(click(20, 20), 1, 1, -1);
    await stand('iso');
    await towards(click(0, 0), 1, -1, 1);
    await towards(click(-18, 10), 0, -1, 0);
    await towards(click(18, 10), 1, 0, 0);
    await towards(click(0, -22), 0, 0, 1);
    assert.equal(await click(41, 41), undefined, 'beside the cube the canvas is clicked');
  });

  it('lights an edge up on both faces', async () => {
    await stand('iso');
    await visit.page.mouse.move(142, 142);
    const lit = (): Promise<number> => visit.page.evaluate(() => window.cube.element.shadowRoot!.querySelectorAll('.lit').length);
    assert.equal(await lit(), 3);
    await visit.page.mouse.move(10, 10);
    assert.equal(await lit(), 0);
  });

  it('turns by dragging, which is no click', async () => {
    await stand('iso');
    await visit.page.mouse.move(142, 142);
    await visit.page.mouse.down();
    await visit.page.mouse.move(180, 123, { steps: 5 });
    await visit.page.mouse.move(218, 104, { steps: 5 });
    await visit.page.mouse.up();
    const turns = await visit.page.evaluate(() => window.turns.splice(0));
    const [right, up] = turns.reduce(([a, b], [c, d]) => [a! + c!, b! + d!], [0, 0]);
    assert.ok(Math.abs(right! - 2) < 1e-6 && Math.abs(up! - 1) < 1e-6, `${right} ${up}`);
    assert.deepEqual(await visit.page.evaluate(() => window.looked), []);
    await visit.page.mouse.move(300, 300);
    assert.deepEqual(await visit.page.evaluate(() => window.turns), [], 'only while it is pressed');
    await towards(click(0, 0), 1, -1, 1);
  });

  it('is left alone while the camera does not turn', async () => {
    await stand('iso');
    const changes = await visit.page.evaluate(async () => {
      const cube = window.cube.element.shadowRoot!.querySelector('.cube')!;
      let changes = 0;
      new MutationObserver((records) => void (changes += records.length)).observe(cube, { attributes: true });
      for (let i = 1; i < 4; i++) window.stand(i, -i, i);
      await new Promise(requestAnimationFrame);
      const still = changes;
      window.stand(1, -1, 0);
      await new Promise(requestAnimationFrame);
      return [still, changes > 0];
    });
    assert.deepEqual(changes, [0, true]);
  });

  it('is for the pointer only', async () => {
    assert.equal(await visit.page.evaluate(() => window.cube.element.ariaHidden), 'true');
    await visit.page.focus('#before');
    await click(0, 0);
    assert.equal(await visit.page.evaluate(() => document.activeElement?.id), 'before', 'a click takes no focus');
    await visit.page.keyboard.press('Tab');
    assert.equal(await visit.page.evaluate(() => document.activeElement?.id), 'after');
  });
});
