import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { type Point, SOFTWARE_GL, Visit, launch } from './chromium';
import { type Part, glb } from './glb';
import { allPacked } from './packed';
import { type Pixels, decode, difference } from './png';
import { box, cylinder } from './shapes';
import { Site } from './site';

type Colour = readonly [red: number, green: number, blue: number];

const [RED, GREEN, BLUE] = [[0.7, 0.02, 0.02], [0.02, 0.5, 0.02], [0.03, 0.06, 0.7]] as const;
const isRed = ([r, g, b]: Colour): boolean => r > g + 50 && r > b + 50;
const isGreen = ([r, g, b]: Colour): boolean => g > r + 50 && g > b + 50;
const isBlue = ([r, g, b]: Colour): boolean => b > r + 50 && b > g + 50;

const part = (name: string, id: string[], color: Colour, at: Point, geometry = box(0.03, 0.03, 0.03)): Part => ({ name, id, color, at, geometry });

/** 80 × 50 × 30 mm. */
const BLOCK = [part('Block', ['JHD'], RED, [0, 0, 0], box(0.08, 0.05, 0.03))];
/** A diameter of 40 mm, 60 mm high. */
const ROUND = [part('Round', ['JHK'], GREEN, [0, 0, 0], cylinder())];
const SOLID = [part('Solid', ['JHX'], RED, [0, 0, 0], box(0.06, 0.06, 0.06))];
/** Three cubes, one above the other; two of them in an assembly. */
const MACHINE: Part[] = [{
  name: 'Machine', id: [], children: [
    { name: 'Frame', id: ['F'], children: [part('Beam', ['F', 'B'], RED, [0, 0, -0.05]), part('Plate', ['F', 'P'], GREEN, [0, 0, 0])] },
    part('Bolt', ['X'], BLUE, [0, 0, 0.05]),
  ],
}];
/** Three cylinders, 60 mm apart: enough triangles that they are instances of one. */
const PIN = cylinder();
const PINS = [-0.06, 0, 0.06].map((x, i) => part(`Pin ${i + 1}`, [`P${i}`], BLUE, [x, 0, 0], PIN));
/** Two that lie in each other. */
const CLASH = [part('A', ['A'], GREEN, [-0.01, 0, 0], box(0.06, 0.06, 0.06)), part('B', ['B'], BLUE, [0.04, 0, 0], box(0.06, 0.06, 0.06))];
const GREY = [-0.05, 0, 0.05].map((z, i) => part(`Grey ${i}`, [`G${i}`], [0.4, 0.4, 0.4], [0, 0, z]));
const FLAT = [part('Flat', ['L'], RED, [0, 0, 0], box(0.1, 0.1, 0.002))];

const MODELS = { block: BLOCK, round: ROUND, solid: SOLID, machine: MACHINE, pins: PINS, clash: CLASH, grey: GREY, flat: FLAT };

describe('the viewer’s tools', () => {
  let site: Site;
  let browser: Browser;
  let visit: Visit;

  before(async () => {
    site = await Site.start();
    const names = Object.keys(MODELS);
    allPacked(...Object.values(MODELS).map((parts) => glb(parts))).forEach((body, i) => site.answers.set(`/${names[i]}.glb`, { body }));
    browser = await launch(SOFTWARE_GL);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });
  beforeEach(async () => {
    visit = await Visit.to(site, browser, { viewport: { width: 1200, height: 560 } });
  });
  afterEach(() => visit.end());

  const open = async (model: keyof typeof MODELS, attributes: Record<string, string> = {}): Promise<void> => {
    await visit.add({ src: `/${model}.glb`, ...attributes });
    assert.deepEqual(await visit.outcome(), { state: 'ready', picture: false });
    await visit.settled();
  };
  const view = async (name: string): Promise<void> => {
    await visit.page.evaluate((name) => document.querySelector('vitrine-viewer')!.view(name), name);
    await visit.settled();
  };
  /** The pointer is nowhere, and nothing is hovered. */
  const away = async (): Promise<Pixels> => {
    await visit.page.mouse.move(0, 559);
    return visit.steady();
  };
  const canvas = async (): Promise<{ x: number; y: number; width: number; height: number }> =>
    (await visit.page.locator('vitrine-viewer canvas').boundingBox())!;
  const row = (name: string): Locator => visit.page.getByRole('treeitem', { name, exact: true });
  const field = (name: string): Locator => visit.page.getByLabel(name, { exact: true });
  const choice = (name: string): Locator => visit.page.getByRole('combobox', { name, exact: true });
  const isBackground = async (point: Point, picture: Pixels): Promise<boolean> => {
    const { x, y } = await visit.where(point);
    const [seen, beside] = [picture.at(Math.floor(x), Math.floor(y)), picture.at(Math.floor((await canvas()).x) + 2, Math.floor(y))];
    return seen.every((value, i) => Math.abs(value - beside[i]!) < 8);
  };
  /** How many pixels of the canvas are of a colour, and where their middle is. */
  const found = async (is: (colour: Colour) => boolean, picture: Pixels): Promise<{ count: number; x: number; y: number }> => {
    const { x: left, width } = await canvas();
    let [count, sumX, sumY] = [0, 0, 0];
    // Beside the panels, above the toolbar, within the ring of keyboard focus.
    for (let y = 4; y < picture.height - 60; y++) {
      for (let x = Math.ceil(left) + 4; x < left + width - 260; x++) {
        if (!is(picture.at(x, y))) continue;
        count += 1;
        sumX += x;
        sumY += y;
      }
    }
    return { count, x: sumX / count, y: sumY / count };
  };

  describe('Measure', () => {
    const rows = (): Promise<[string, number, string][]> => field('Measurement').evaluate((output) =>
      [...output.children].map((row): [string, number, string] => {
        const text = row.querySelector('strong')!.textContent!;
        return [row.querySelector('span')!.textContent!, Number.parseFloat(text), text.replace(/^[-\d.]+\s*/, '')];
      }));
    /** Waits for these values and units, each true to a thousandth. */
    const measures = async (...expected: [name: string, value: number, unit: string][]): Promise<void> => {
      let last: [string, number, string][] = [];
      for (let attempt = 0; attempt < 120; attempt++) {
        last = await rows();
        const same = last.length === expected.length && expected.every(([name, value, unit], i) =>
          last[i]![0] === name && last[i]![2] === unit && Math.abs(last[i]![1] - value) <= Math.max(Math.abs(value) * 0.001, 0.011));
        if (same) return;
        await visit.frames(1);
      }
      assert.deepEqual(last, expected);
    };
    const [TOP, FRONT, RIGHT] = [[0, 0, 0.015], [0, -0.025, 0], [0.04, 0, 0]] as const;
    const CORNER = [0.04, -0.025, 0.015] as const;

    it('tells faces, edges and corners of a block', async () => {
      await open('block');
      await visit.press('Measure');
      assert.ok(await visit.page.getByText('Click a corner, an edge or a face.').isVisible());
      await visit.click(TOP);
      await measures(['Area', 4000, 'mm²']);
      assert.ok(await visit.page.getByText('Click a second one to measure between them.').isVisible());
      await visit.click(FRONT);
      await measures(['Angle', 90, '°']);
      await visit.click(RIGHT);
      await measures(['Area', 1500, 'mm²']);
      await visit.press('Clear');
      await measures();
      await visit.click([0, -0.025, 0.015]);
      await measures(['Length', 80, 'mm']);
      await visit.click([0, -0.025, -0.015], { towards: FRONT });
      await measures(['Distance', 30, 'mm']);
      await visit.click([0.04, 0, 0.015]);
      await measures(['Length', 50, 'mm']);
      await visit.click([0.04, -0.025, 0]);
      await measures(['Angle', 90, '°'], ['Distance', 0, 'mm']);
      await visit.click(CORNER);
      await measures(['X', 40, 'mm'], ['Y', -25, 'mm'], ['Z', 15, 'mm']);
      await visit.click([-0.04, -0.025, 0.015], { towards: CORNER });
      await measures(['Distance', 80, 'mm'], ['Along X', 80, 'mm'], ['Along Y', 0, 'mm'], ['Along Z', 0, 'mm']);
      await visit.click(CORNER);
      await visit.click([-0.02, 0.01, 0.015]);
      await measures(['Distance', 0, 'mm']);
    });

    it('goes on from another side: the distance of parallel faces', async () => {
      await open('block');
      await visit.press('Measure');
      await visit.click(TOP);
      await measures(['Area', 4000, 'mm²']);
      await view('bottom');
      await visit.click([0.01, 0.01, -0.015]);
      await measures(['Distance', 30, 'mm']);
      await visit.settled();
      assert.equal(await visit.page.locator('.overlay .label').textContent(), '30.00 mm');
      await visit.page.keyboard.press('Escape');
      await measures();
    });

    it('measures in the page’s units', async () => {
      await open('block', { units: '{"length":"inch"}' });
      await visit.press('Measure');
      await visit.click([0, -0.025, 0.015]);
      await measures(['Length', 80 / 25.4, 'in']);
      assert.equal((await field('Measurement').textContent())!.trim(), 'Length 3.150 in');
      await visit.set('units', '{"length":"centimeter","digits":1}');
      assert.equal((await field('Measurement').textContent())!.trim(), 'Length 8.0 cm');
      await visit.set('units', '{"length":"millimeter","angle":"radian"}');
      await visit.press('Clear');
      await visit.click(TOP);
      await measures(['Area', 4000, 'mm²']);
      await visit.click(FRONT);
      await measures(['Angle', Math.PI / 2, 'rad']);
    });

    it('knows what is round', async () => {
      await open('round');
      await visit.press('Measure');
      const front = 0.02 * Math.SQRT1_2;
      await visit.click([front, -front, 0]);
      await measures(['Radius', 20, 'mm'], ['Diameter', 40, 'mm'], ['Area', Math.PI * 40 * 60, 'mm²']);
      await visit.settled();
      assert.equal(await visit.page.locator('.overlay .label').textContent(), '⌀ 40.00 mm');
      await visit.press('Clear');
      await visit.click([front, -front, 0.03]);
      await measures(['Radius', 20, 'mm'], ['Diameter', 40, 'mm'], ['Length', Math.PI * 40, 'mm']);
      await visit.click([0, 0, 0.03]);
      await measures(['Distance', 0, 'mm']);
    });

    it('measures between instances, and where an exploded view has them', async () => {
      await open('pins');
      await visit.press('Structure');
      await view('front');
      await visit.press('Measure');
      await visit.click([-0.06, -0.02, 0]);
      await measures(['Radius', 20, 'mm'], ['Diameter', 40, 'mm'], ['Area', Math.PI * 40 * 60, 'mm²']);
      await visit.click([0, -0.02, 0]);
      await measures(['Distance', 60, 'mm']);
      await visit.press('Clear');
      await visit.press('Explode');
      await visit.press('Zoom to fit');
      // Half of the way is 0.8 times the distance from the middle.
      for (const x of [-0.06 * 1.8, 0]) await visit.click([x, -0.02, 0]);
      await measures(['Distance', 108, 'mm']);
    });

    it('measures at once what was selected', async () => {
      await open('block');
      await visit.click(TOP);
      await visit.button('Isolate').waitFor();
      await visit.press('Measure');
      await measures(['Width', 80, 'mm'], ['Depth', 50, 'mm'], ['Height', 30, 'mm'], ['Area', 15800, 'mm²']);
    });

    it('copies what it measured, also where the clipboard is forbidden', async () => {
      await visit.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await open('block');
      await visit.press('Measure');
      await visit.click(CORNER);
      await measures(['X', 40, 'mm'], ['Y', -25, 'mm'], ['Z', 15, 'mm']);
      const clipboard = (): Promise<string> => visit.page.evaluate(() => navigator.clipboard.readText());
      await visit.button('Copy').click();
      await visit.button('Copied').waitFor();
      assert.equal(await clipboard(), 'X\t40.00 mm\nY\t-25.00 mm\nZ\t15.00 mm');
      await visit.page.evaluate(() => navigator.clipboard.writeText(''));
      await visit.set('units', '{"length":"centimeter"}');
      await visit.page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      });
      await visit.button('Copy').click();
      await visit.button('Copied').waitFor();
      assert.equal(await clipboard(), 'X\t4.000 cm\nY\t-2.500 cm\nZ\t1.500 cm');
    });
  });

  describe('Section', () => {
    const position = (plane = 0): Locator => visit.page.getByRole('spinbutton', { name: 'Position' }).nth(plane);
    const [LEFT, RIGHT] = [[-0.02, -0.03, 0.015], [0.02, -0.03, 0.015]] as const;
    /** Whether the solid is there, left and right of the middle, seen from the front. */
    const halves = async (): Promise<string> => {
      const picture = await away();
      const states = await Promise.all([LEFT, RIGHT].map(async (point) =>
        (await isBackground(point, picture)) ? 'gone' : isRed(await visit.colour(point, picture)) ? 'there' : 'something else'));
      return states.join(' ');
    };
    /** The colours along a line over the cut, which lies at x = 0. */
    const cut = async (is: (colour: Colour) => boolean, y: readonly [number, number] = [-0.024, 0.024]): Promise<{ share: number; contrast: number }> => {
      const picture = await away();
      const [from, to] = [await visit.where([0, y[0], 0.012]), await visit.where([0, y[1], 0.012])];
      const line = Array.from({ length: 200 }, (_, i) =>
        picture.at(Math.round(from.x + ((to.x - from.x) * i) / 199), Math.round(from.y + ((to.y - from.y) * i) / 199)));
      const bright = line.map(([r, g, b]) => Math.max(r, g, b));
      return { share: line.filter(is).length / line.length, contrast: Math.max(...bright) - Math.min(...bright) };
    };

    it('cuts half of it away, and the other half', async () => {
      await open('solid');
      await view('front');
      assert.equal(await halves(), 'there there');
      await visit.press('Section');
      assert.equal(await halves(), 'there gone');
      await visit.press('Other side');
      assert.equal(await halves(), 'gone there');
      await visit.press('Section');
      assert.equal(await halves(), 'there there');
      assert.equal(await visit.button('Section plane 1').count(), 0);
    });

    it('closes what is solid, in the part’s colour and hatched', async () => {
      await open('solid');
      await view('right');
      const whole = await cut(isRed);
      assert.ok(whole.share === 1 && whole.contrast < 12, `${JSON.stringify(whole)}`);
      await visit.press('Section');
      const { share, contrast } = await cut(isRed);
      assert.ok(share > 0.6 && contrast > 40, `${share} ${contrast}`);
      await visit.press('Display');
      await field('Perspective').uncheck();
      const parallel = await cut(isRed);
      assert.ok(parallel.share > 0.6 && parallel.contrast > 40, `${JSON.stringify(parallel)}`);
    });

    it('closes instances too, and shows in red where parts are in each other', async () => {
      await open('pins');
      await visit.press('Structure');
      await view('right');
      await visit.press('Section');
      const { share, contrast } = await cut(isBlue, [-0.015, 0.015]);
      assert.ok(share > 0.6 && contrast > 40, `${share} ${contrast}`);
      await visit.set('src', '/clash.glb');
      await visit.outcome();
      assert.equal(await visit.button('Section plane 1').count(), 0, 'another model is whole');
      await visit.button('Structure').click();
      await view('right');
      await visit.press('Section');
      for (const [x, is] of [[-20, isGreen], [15, isRed], [30, isBlue]] as const) {
        await position().fill(String(x));
        const picture = await away();
        const seen = await visit.colour([x / 1000, -0.015, 0.012], picture);
        assert.ok(is(seen) || is(await visit.colour([x / 1000, -0.0145, 0.012], picture)), `${x}: ${seen}`);
      }
    });

    it('has up to three planes', async () => {
      await open('solid');
      await visit.press('Section');
      await visit.press('Add a plane');
      await visit.press('Add a plane');
      assert.equal(await visit.button('Add a plane').count(), 0);
      assert.equal(await visit.page.getByRole('button', { name: /^Section plane/ }).count(), 3);
      await visit.page.getByRole('group', { name: 'Section plane 3' }).getByRole('combobox', { name: 'Square to' }).selectOption('Z');
      await view('iso');
      const picture = await away();
      // What is left is the eighth to the left, in front and below; the corner towards the eye is gone.
      await view('front');
      assert.equal(await halves(), 'gone gone');
      assert.ok(isRed(await visit.colour([-0.02, -0.03, -0.015])));
      await visit.page.getByRole('group', { name: 'Section plane 2' }).getByRole('button', { name: 'Remove this plane' }).click();
      await view('iso');
      assert.ok(difference(picture, await away()) > 500);
      assert.ok(await visit.button('Add a plane').isVisible());
    });

    it('is moved by number, slider, keys and handle', async () => {
      await open('solid');
      await view('front');
      await visit.press('Section');
      assert.equal(await position().inputValue(), '0.00');
      await position().fill('25');
      assert.equal(await halves(), 'there there');
      const handle = visit.button('Section plane 1');
      await handle.focus();
      for (let i = 0; i < 5; i++) await visit.page.keyboard.press('ArrowLeft');
      assert.equal(await position().inputValue(), '22.00');
      await visit.page.getByRole('slider', { name: 'Position' }).fill('0.75');
      assert.equal(await position().inputValue(), '15.00');
      assert.equal(await halves(), 'there gone');
      const [from, to] = [await visit.where([0.015, 0, 0]), await visit.where([-0.015, 0, 0])];
      const at = (await handle.boundingBox())!;
      assert.ok(Math.hypot(at.x + at.width / 2 - from.x, at.y + at.height / 2 - from.y) < 2, 'the handle lies on the plane');
      await visit.page.mouse.move(from.x, from.y);
      await visit.page.mouse.down();
      await visit.page.mouse.move(to.x, to.y, { steps: 5 });
      await visit.page.mouse.up();
      assert.ok(Math.abs(Number(await position().inputValue()) + 15) < 0.7, await position().inputValue());
      await position().fill('-29');
      assert.equal(await halves(), 'gone gone');
      await visit.set('units', '{"length":"inch"}');
      await visit.button('Display').focus();
      await position().fill('0.5');
      assert.ok(Math.abs(((await visit.linked()).t!['section'] as number[][])[0]![4]! - 0.0127) < 1e-6);
    });

    it('is laid on a face by a click', async () => {
      await open('solid');
      await visit.press('Structure');
      await visit.press('Section');
      await position().fill('29');
      await choice('Square to').selectOption('Face');
      assert.ok(await visit.page.getByText('Click a face.').isVisible());
      await visit.click([-0.01, 0.005, 0.03]);
      await visit.page.getByText('Click a face.').waitFor({ state: 'hidden' });
      const [[square, ...plane]] = (await visit.linked()).t!['section'] as [[string, ...number[]]];
      assert.equal(square, 'face');
      [0, 0, 1, 0.03].forEach((value, i) => assert.ok(Math.abs(plane[i]! - value) < 2e-4, `${plane}`));
      assert.equal(await row('Solid').getAttribute('aria-selected'), 'false', 'the click was the tool’s');
      assert.equal(await visit.page.locator('[aria-pressed="true"]').count(), 2, 'structure and section');
    });
  });

  describe('Explode', () => {
    it('moves parts apart, and back when it is switched off', async () => {
      await open('machine');
      await view('front');
      for (let i = 0; i < 4; i++) await visit.press('Zoom out');
      const before = await away();
      const places = async (picture: Pixels) => [await found(isRed, picture), await found(isGreen, picture), await found(isBlue, picture)] as const;
      const [red, green, blue] = await places(before);
      await visit.press('Explode');
      const apart = await places(await away());
      assert.ok(Math.abs(apart[1].y - green.y) < 2, 'the middle one stays');
      const [down, up] = [apart[0].y - red.y, blue.y - apart[2].y];
      assert.ok(down > 20 && Math.abs(down - up) < 3, `${down} ${up}`);
      assert.ok(Math.abs(apart[0].x - red.x) < 2);
      await field('How far').fill('1');
      const farther = await places(await away());
      assert.ok(Math.abs((farther[0].y - red.y) / down - 2) < 0.05);
      await choice('Direction').selectOption('X');
      assert.ok(Math.abs((await places(await away()))[0].y - red.y) < 2, 'they lie above each other: nothing moves along X');
      await choice('Direction').selectOption('From the centre');
      await choice('Level').selectOption('Assemblies, level 2');
      const together = await places(await away());
      const shift = [together[0].y - red.y, together[1].y - green.y] as const;
      assert.ok(shift[0] > 10 && Math.abs(shift[0] - shift[1]) < 2, `an assembly stays together: ${shift}`);
      await visit.press('Explode');
      assert.ok(difference(before, await away()) < 20);
    });

    it('is seen whole by Zoom to fit, and picked where it is drawn', async () => {
      await open('machine');
      await view('front');
      await visit.press('Explode');
      await field('How far').fill('1');
      await visit.press('Zoom to fit');
      const picture = await away();
      const [red, blue] = [await found(isRed, picture), await found(isBlue, picture)];
      assert.ok(red.count > 200 && blue.count > 200, 'both ends are in view');
      await visit.page.mouse.click(red.x, red.y);
      await row('Beam').waitFor();
      await visit.page.waitForFunction(() => window.told.some(({ type, parts }) => type === 'viewerselection' && parts?.[0]?.name === 'Beam'));
    });
  });

  describe('the structure', () => {
    it('stands beside the model where there is room, and is opened by its button where there is none', async () => {
      await open('machine');
      assert.ok(await visit.page.getByRole('tree', { name: 'Structure' }).isVisible());
      const { x } = await canvas();
      assert.ok(x > 150, `${x}`);
      await visit.press('Structure');
      assert.equal(await visit.page.getByRole('tree').count(), 0);
      assert.equal((await canvas()).x, 0);
      await visit.page.setViewportSize({ width: 500, height: 560 });
      await visit.set('src', '/grey.glb');
      await visit.outcome();
      assert.equal(await visit.page.getByRole('tree').count(), 0);
      await visit.press('Structure');
      assert.ok(await row('Grey 1').isVisible());
      assert.equal((await canvas()).x, 0, 'it lies over the model');
    });

    it('selects in the picture what is selected in it, and the other way round', async () => {
      await open('machine');
      await view('front');
      const before = await away();
      const [beam, bolt] = [[0, -0.015, -0.05], [0, -0.015, 0.05]] as const;
      await row('Bolt').click();
      const selected = await away();
      assert.notDeepEqual(await visit.colour(bolt, selected), await visit.colour(bolt, before));
      assert.deepEqual(await visit.colour(beam, selected), await visit.colour(beam, before));
      assert.equal(await row('Bolt').getAttribute('aria-selected'), 'true');
      assert.equal(await row('Beam').count(), 0, 'its assembly is closed');
      await visit.click(beam);
      await row('Beam').and(visit.page.locator('[aria-selected="true"]')).waitFor();
      assert.equal(await row('Bolt').getAttribute('aria-selected'), 'false');
      const other = await away();
      assert.ok(!isRed(await visit.colour(beam, other)), 'it is highlighted');
      assert.deepEqual(await visit.colour(bolt, other), await visit.colour(bolt, before));
      await visit.click(bolt, { modifiers: ['Control'] });
      await row('Bolt').and(visit.page.locator('[aria-selected="true"]')).waitFor();
      assert.equal(await row('Beam').getAttribute('aria-selected'), 'true', 'both are');
      await visit.page.keyboard.press('Escape');
      assert.equal(await visit.page.getByRole('treeitem', { selected: true }).count(), 0);
      const none = await away();
      for (const point of [beam, bolt]) assert.deepEqual(await visit.colour(point, none), await visit.colour(point, before));
      await row('Frame').hover();
      assert.ok(difference(other, await visit.steady()) > 500, 'hovering a row lights its parts up');
    });

    it('tells the page what is selected, by ids, and only when it changes', async () => {
      await open('machine');
      await view('front');
      assert.deepEqual((await visit.told('viewerselection')).map(({ parts }) => parts), []);
      await visit.click([0, -0.015, -0.05]);
      const said = async (count: number): Promise<unknown> => {
        await visit.page.waitForFunction((count) => window.told.filter(({ type }) => type === 'viewerselection').length >= count, count);
        const all = await visit.told('viewerselection');
        assert.equal(all.length, count);
        return all.at(-1)!.parts;
      };
      const beam = { id: ['F', 'B'], name: 'Beam' };
      const [plate, bolt] = [{ id: ['F', 'P'], name: 'Plate' }, { id: ['X'], name: 'Bolt' }];
      assert.deepEqual(await said(1), [beam]);
      for (const y of [0, 0.05]) {
        const { x, y: down } = await visit.where([0, -0.015, y]);
        await visit.page.mouse.move(x, down);
        await visit.steady();
      }
      await row('Frame').click();
      assert.deepEqual(await said(2), [beam, plate], 'hovering told nothing');
      await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.select([['X'], ['F', 'P']]));
      assert.deepEqual(await said(3), [plate, bolt]);
      await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.select([['F'], ['F', 'P'], ['nonsense']]));
      assert.deepEqual(await said(4), [beam, plate], 'an assembly and what is in it');
      await visit.page.evaluate(() => document.querySelector('vitrine-viewer')!.select([]));
      assert.deepEqual(await said(5), []);
    });

    it('hides by its eye and by H, isolates, and shows all again', async () => {
      await open('machine');
      await view('front');
      const counts = async (): Promise<boolean[]> => {
        const picture = await away();
        return [(await found(isRed, picture)).count > 200, (await found(isGreen, picture)).count > 200, (await found(isBlue, picture)).count > 200];
      };
      assert.deepEqual(await counts(), [true, true, true]);
      await row('Bolt').hover();
      await visit.button('Hide Bolt').click();
      assert.deepEqual(await counts(), [true, true, false]);
      assert.ok(await isBackground([0, -0.015, 0.05], await away()));
      assert.equal(await row('Bolt').getAttribute('aria-description'), 'Hidden');
      await visit.click([0, -0.015, 0]);
      await row('Plate').and(visit.page.locator('[aria-selected="true"]')).waitFor();
      await visit.page.keyboard.press('h');
      assert.deepEqual(await counts(), [true, false, false]);
      assert.equal(await row('Frame').getAttribute('aria-description'), 'Partly hidden');
      await visit.click([0, -0.015, 0]);
      await visit.page.waitForFunction(() => window.told.findLast(({ type }) => type === 'viewerselection')?.parts?.length === 0);
      await visit.press('Show all');
      assert.deepEqual(await counts(), [true, true, true]);
      await row('Plate').click();
      await visit.press('Isolate');
      await visit.page.locator('vitrine-viewer canvas').press('Escape');
      assert.deepEqual(await counts(), [false, true, false], 'the others are ghosts');
      assert.ok(!await isBackground([0, -0.015, 0.05], await away()));
      await visit.press('Show all');
      assert.deepEqual(await counts(), [true, true, true]);
      await visit.page.getByRole('tree').focus();
      await visit.page.keyboard.press('Home');
      await visit.page.keyboard.press('h');
      assert.deepEqual(await counts(), [false, false, false], 'H in the tree hides its row: here, all');
    });

    it('names instances one by one', async () => {
      await open('pins');
      await view('front');
      await visit.click([0, -0.02, 0]);
      await row('Pin 2').and(visit.page.locator('[aria-selected="true"]')).waitFor();
      await visit.page.keyboard.press('h');
      const picture = await away();
      assert.ok(await isBackground([0, -0.02, 0.01], picture));
      assert.ok(isBlue(await visit.colour([-0.06, -0.02, 0.01], picture)));
    });

    it('begins without the parts that Onshape hides', async () => {
      const hidden = [...MACHINE, { ...part('Spare', ['S'], BLUE, [0.1, 0, 0]), hidden: true }];
      site.answers.set('/hidden.glb', { body: allPacked(glb(hidden))[0]! });
      await visit.add({ src: '/hidden.glb' });
      await visit.outcome();
      assert.equal(await row('Spare').getAttribute('aria-description'), 'Hidden');
      await view('front');
      assert.ok(await isBackground([0.1, -0.015, 0], await away()));
      assert.equal(await visit.button('Show all').count(), 0, 'nothing was changed');
      await row('Spare').hover();
      await visit.button('Show Spare').click();
      await visit.press('Zoom to fit');
      assert.ok(isBlue(await visit.colour([0.1, -0.015, 0], await away())));
    });
  });

  describe('Display', () => {
    const apart = (one: Colour, two: Colour): number => Math.max(...one.map((value, i) => Math.abs(value - two[i]!)));

    it('has styles that all look different', async () => {
      await open('machine');
      await visit.press('Display');
      const pictures: [string, Pixels][] = [];
      for (const style of ['Shaded with edges', 'Shaded', 'Hidden lines', 'Translucent', 'Wireframe']) {
        await choice('Style').selectOption(style);
        pictures.push([style, await away()]);
      }
      pictures.forEach(([a, one], i) => pictures.slice(i + 1).forEach(([b, other]) =>
        assert.ok(difference(one, other) > 400, `${a} and ${b}`)));
      const at = [0, -0.015, -0.05] as const;
      assert.ok(isRed(await visit.colour(at, pictures[1]![1])));
      assert.ok(!isRed(await visit.colour(at, pictures[2]![1])), 'hidden lines have no colours');
      assert.ok(await isBackground([0.003, -0.015, -0.052], pictures[4]![1]), 'one looks through wires');
    });

    it('leaves parallel edges parallel without perspective', async () => {
      await open('flat');
      await visit.press('Display');
      await visit.stand([0, 0, 0], -Math.PI / 2, 0.5, 0.32);
      /** How wide it is behind, as a share of how wide it is in front. */
      const taper = async (): Promise<number> => {
        const picture = await away();
        const widths: number[] = [];
        for (let y = 0; y < picture.height; y++) {
          let width = 0;
          for (let x = 0; x < 900; x++) if (isRed(picture.at(x, y))) width += 1;
          if (width > 40) widths.push(width);
        }
        assert.ok(widths.length > 60, `${widths.length}`);
        return widths[8]! / widths.at(-12)!;
      };
      const inPerspective = await taper();
      assert.ok(inPerspective < 0.85, `${inPerspective}`);
      await field('Perspective').uncheck();
      const without = await taper();
      assert.ok(Math.abs(without - 1) < 0.01, `${without}`);
      await visit.page.mouse.move(400, 280);
      const [far, link] = [await visit.linked(), await visit.link()];
      await visit.page.mouse.wheel(0, -200);
      await visit.page.waitForFunction((before) => document.querySelector('vitrine-viewer')!.link !== before, link);
      assert.ok((await visit.linked()).c[5]! < far.c[5]!, 'and is zoomed all the same');
      await visit.click([-0.02, -0.03, 0.001]);
      await visit.page.waitForFunction(() => window.told.some(({ type, parts }) => type === 'viewerselection' && parts?.length === 1));
    });

    it('colours by part, and gives back the model’s own colours', async () => {
      await open('grey');
      await view('front');
      const colours = async (): Promise<Colour[]> => {
        const picture = await away();
        return Promise.all([-0.05, 0, 0.05].map((z) => visit.colour([0, -0.015, z], picture)));
      };
      const own = await colours();
      assert.ok(apart(own[0]!, own[2]!) < 10);
      await visit.press('Display');
      await choice('Colours').selectOption('By part');
      const [a, b, c] = await colours();
      assert.ok(apart(a!, b!) > 40 && apart(b!, c!) > 40 && apart(a!, c!) > 40, `${a} ${b} ${c}`);
      await choice('Colours').selectOption('As in Onshape');
      assert.deepEqual(await colours(), own);
    });

    it('asks for materials and masses, and colours by them', async () => {
      await open('machine');
      await view('front');
      await visit.press('Display');
      await choice('Colours').selectOption('By material');
      const asked = await visit.told('viewerfacts');
      assert.deepEqual(asked.map(({ parts }) => parts), [[{ id: ['F', 'B'], name: 'Beam' }, { id: ['F', 'P'], name: 'Plate' }, { id: ['X'], name: 'Bolt' }]]);
      await visit.set('facts', JSON.stringify([
        { id: ['F', 'B'], material: 'Steel', mass: 2 }, { id: ['X'], material: 'Steel', mass: 0.02 }, { id: ['F', 'P'], material: null, mass: null },
      ]));
      const legend = (): Promise<string[]> => visit.page.locator('.legend .entry').allTextContents();
      assert.deepEqual(await legend(), ['Steel', 'Not known']);
      const colours = async (): Promise<Colour[]> => {
        const picture = await away();
        return Promise.all([-0.05, 0, 0.05].map((z) => visit.colour([0, -0.015, z], picture)));
      };
      const [beam, plate, bolt] = await colours();
      assert.ok(apart(beam!, bolt!) < 10, 'of one material, of one colour');
      assert.ok(Math.max(...plate!) - Math.min(...plate!) < 12, `what is not known is grey: ${plate}`);
      const swatches = await visit.page.locator('.legend .swatch').evaluateAll((all) => all.map((swatch) => getComputedStyle(swatch).backgroundColor));
      assert.equal(new Set(swatches).size, 2);
      await choice('Colours').selectOption('By mass');
      assert.deepEqual(await legend(), ['Lightest: 0.02 kg', 'Heaviest: 2 kg', 'Not known']);
      const [heavy, , light] = await colours();
      assert.ok(isRed(heavy!) && isBlue(light!), `${heavy} ${light}`);
      assert.equal((await visit.told('viewerfacts')).length, 1, 'they are asked for once');
      await visit.set('src', '/grey.glb');
      await visit.outcome();
      await visit.press('Display');
      assert.equal(await choice('Colours').inputValue(), 'own');
      assert.equal(await visit.page.locator('.legend').isVisible(), false);
    });
  });

  describe('a link', () => {
    it('shows the same again: camera, section, hidden parts, explosion, display and measurement', async () => {
      await open('machine');
      await visit.press('Display');
      await choice('Style').selectOption('Shaded');
      await field('Perspective').uncheck();
      await visit.press('Display');
      await visit.press('Section');
      await visit.page.getByRole('spinbutton', { name: 'Position' }).fill('8');
      await visit.press('Explode');
      await field('How far').fill('0.3');
      await row('Bolt').hover();
      await visit.button('Hide Bolt').click();
      await visit.stand([0, 0, -0.02], -0.9, 0.4, 0.42);
      await visit.press('Measure');
      // Where the exploded view has the plate's front face: it is the middle one, and stays.
      await visit.click([-0.006, -0.015, 0.004]);
      await field('Measurement').getByText('mm²').waitFor();
      const picture = await away();
      const text = await field('Measurement').textContent();
      const link = await visit.link();
      assert.match(link, /^[\w-]+$/);
      await visit.page.waitForFunction((link) => window.told.some((event) => event.type === 'viewerview' && event.link === link), link);
      await visit.page.reload();
      await visit.page.waitForFunction(() => customElements.get('vitrine-viewer') !== undefined);
      await open('machine', { view: link });
      assert.equal(await visit.link(), link);
      assert.equal(await field('Measurement').textContent(), text);
      assert.equal(await visit.page.getByRole('spinbutton', { name: 'Position' }).inputValue(), '8.00');
      await visit.page.mouse.move(0, 559);
      const again = await away();
      assert.ok(difference(picture, again) < 60, `${difference(picture, again)} pixels differ`);
    });

    it('is done again in a view that was changed since, too', async () => {
      await open('machine');
      await view('front');
      const plainly = await visit.link();
      const before = await away();
      await visit.press('Section');
      await visit.press('Measure');
      await visit.click([-0.006, -0.015, 0.004]);
      await field('Measurement').getByText('mm²').waitFor();
      const [measured, text] = [await visit.link(), await field('Measurement').textContent()];
      await visit.press('Clear');
      await visit.press('Section');
      await row('Bolt').hover();
      await visit.button('Hide Bolt').click();
      await visit.press('Display');
      await choice('Style').selectOption('Wireframe');
      await visit.set('view', measured);
      await field('Measurement').getByText('mm²').waitFor();
      assert.equal(await field('Measurement').textContent(), text);
      assert.equal(await visit.link(), measured);
      await visit.set('view', plainly);
      await visit.press('Measure');
      await visit.press('Display');
      assert.equal(await visit.link(), plainly);
      assert.ok(difference(before, await away()) < 20);
    });

    it('of another model or none does no harm', async () => {
      await open('machine');
      await row('Bolt').hover();
      await visit.button('Hide Bolt').click();
      const link = await visit.link();
      for (const nonsense of ['nonsense', '', 'e30', btoa('{"c":[0,0,0,0,0,1],"n":"3","t":{"constructor":[1]}}')]) {
        await visit.set('view', nonsense);
        await visit.settled();
        assert.equal(await visit.link(), link, nonsense);
      }
      await visit.set('view', link);
      await visit.set('src', '/block.glb');
      await visit.outcome();
      assert.equal((await visit.linked()).h, undefined, 'its parts are not hidden by another’s numbers');
    });
  });

  describe('a picture', () => {
    const taken = async (width: number, height: number, background: boolean): Promise<Pixels> => {
      const bytes = await visit.page.evaluate(async ([width, height, background]) => {
        const blob = await document.querySelector('vitrine-viewer')!.picture(width, height, background);
        return [...new Uint8Array(await blob!.arrayBuffer())];
      }, [width, height, background] as const);
      return decode(Buffer.from(bytes));
    };

    it('has the size that is asked for, and no background unless it is wanted', async () => {
      await open('solid');
      const before = await away();
      const clear = await taken(300, 200, false);
      assert.deepEqual([clear.width, clear.height], [300, 200]);
      assert.deepEqual([[0, 0], [299, 0], [0, 199], [299, 199]].map(([x, y]) => clear.alpha(x!, y!)), [0, 0, 0, 0]);
      assert.equal(clear.alpha(150, 110), 255);
      assert.ok(isRed(clear.at(150, 110)));
      const full = await taken(640, 640, true);
      assert.deepEqual([full.width, full.height, full.alpha(0, 0), full.alpha(639, 639)], [640, 640, 255, 255]);
      assert.ok(full.at(0, 0)[0] > 200);
      assert.ok(difference(before, await away()) < 20, 'and on the page nothing has changed');
    });

    it('is saved under the model’s name', async () => {
      await open('solid', { label: 'Bracket' });
      await visit.press('Picture');
      await choice('Size').selectOption('1024 × 1024');
      await field('Background').uncheck();
      const saving = visit.page.waitForEvent('download');
      await visit.button('Save picture').click();
      const saved = await saving;
      assert.equal(saved.suggestedFilename(), 'Bracket.png');
      await saved.delete();
    });
  });

  describe('at rest', () => {
    it('draws nothing with every tool on', async () => {
      await open('machine');
      for (const tool of ['Section', 'Measure', 'Explode', 'Display', 'Picture']) await visit.press(tool);
      await away();
      const before = await visit.rendered();
      await visit.frames(40);
      assert.equal(await visit.rendered(), before);
    });

    it('draws a frame for what the pointer comes to, and none on the way', async () => {
      await open('machine');
      await view('front');
      const [low, high] = [await visit.where([0, -0.015, -0.055]), await visit.where([0, -0.015, -0.045])];
      const sweep = async (from: { x: number; y: number }, to: { x: number; y: number }, steps: number): Promise<number> => {
        const before = await visit.rendered();
        await visit.page.mouse.move(from.x, from.y);
        await visit.page.mouse.move(to.x, to.y, { steps });
        await visit.steady();
        return await visit.rendered() - before;
      };
      await away();
      const within = await sweep(low, high, 40);
      assert.ok(within <= 2, `${within} frames within a part`);
      const across = await sweep(low, await visit.where([0, -0.015, 0.06]), 60);
      assert.ok(across <= 8, `${across} frames over three parts`);
      await visit.press('Measure');
      await visit.page.mouse.move(low.x, low.y);
      await visit.steady();
      const measuring = await sweep(low, high, 40);
      assert.ok(measuring <= 4, `${measuring} frames on a face`);
    });
  });

  it('hold no more after 200 models than after three', async () => {
    await visit.page.setViewportSize({ width: 240, height: 200 });
    const devtools = await visit.page.context().newCDPSession(visit.page);
    await devtools.send('Performance.enable');
    const held = async (): Promise<{ heap: number; nodes: number; listeners: number }> => {
      // Garbage may take several rounds to go.
      for (let round = 0; round < 4; round++) {
        await devtools.send('HeapProfiler.collectGarbage');
        await visit.frames(2);
      }
      const { metrics } = await devtools.send('Performance.getMetrics');
      const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)!.value;
      return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
    };
    /** Shows models in turn, each with some work done on it. */
    const switches = (from: number, to: number): Promise<{ geometries: number; textures: number }> => visit.page.evaluate(async ([from, to]) => {
      const viewer = document.querySelector('vitrine-viewer')!;
      const fine = (): Promise<void> => new Promise((done) => {
        const look = (): unknown => (viewer.detail === 'fine' && viewer.idle ? done() : requestAnimationFrame(look));
        requestAnimationFrame(look);
      });
      for (let i = from!; i < to!; i++) {
        viewer.setAttribute('src', `/${['machine', 'pins', 'block'][i % 3]}.glb`);
        await fine();
        const press = (name: string): void => viewer.shadowRoot!.querySelector<HTMLElement>(`.toolbar [aria-label=${name}]`)!.click();
        for (const tool of ['Section', 'Measure', 'Explode']) press(tool);
        viewer.select([['F'], ['P1'], ['JHD']]);
        window.told.length = 0;
      }
      for (const tool of ['Section', 'Measure', 'Explode']) {
        const button = viewer.shadowRoot!.querySelector<HTMLElement>(`.toolbar [aria-label=${tool}]`)!;
        if (button.ariaPressed === 'true') button.click();
      }
      viewer.select([]);
      await fine();
      return viewer.resources;
    }, [from, to]);
    await open('machine');
    const first = await switches(0, 3);
    await switches(3, 60);
    const early = await held();
    const last = await switches(60, 201);
    const late = await held();
    assert.deepEqual(last, first);
    assert.ok(late.heap < early.heap * 1.2, `${early.heap} bytes, then ${late.heap}`);
    assert.ok(late.nodes <= early.nodes + 20 && late.listeners <= early.listeners + 5, JSON.stringify([early, late]));
  });
});
