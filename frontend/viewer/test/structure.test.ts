import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { StructureNode, StructureTold, StructureTree } from '../src/structure';
import { SOFTWARE_GL, Visit, launch } from './chromium';
import { Site } from './site';

declare global {
  interface Window {
    tree: StructureTree;
    calls: unknown[];
  }
}

const MARKUP = '<img src=x onerror=alert(1)>';

const node = (name: string, depth: number, first: number, end = first + 1, group = end > first + 1): StructureNode =>
  ({ name, depth, first, end, group });

/** A machine of two groups, one in the other, and two parts. */
const MACHINE = [
  node('Machine', 0, 0, 5), node('Frame', 1, 0, 3), node('Beam', 2, 0), node('Plate', 2, 1), node(MARKUP, 2, 2),
  node('Bolt', 1, 3), node('', 1, 4),
];

const many = (count: number): StructureNode[] =>
  [node('All', 0, 0, count, true), ...Array.from({ length: count }, (_, i) => node(`Part ${i}`, 1, i))];

describe('the structure tree', () => {
  let site: Site;
  let browser: Browser;
  let visit: Visit;

  before(async () => {
    site = await Site.start();
    await site.serveModule('/structure.js', "export * from './src/structure';");
    browser = await launch(SOFTWARE_GL);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });
  beforeEach(async () => {
    visit = await Visit.to(site, browser);
    await visit.page.evaluate(async (address) => {
      const { StructureTree } = await import(address) as typeof import('../src/structure');
      const told = (name: string) => (...values: unknown[]) => void (name === 'hovered' || window.calls.push([name, ...values]));
      const names = ['hovered', 'picked', 'shown', 'fitted', 'isolated'];
      window.calls = [];
      window.tree = new StructureTree(Object.fromEntries(names.map((name) => [name, told(name)])) as unknown as StructureTold);
      window.tree.element.style.width = '240px';
      window.tree.element.style.height = '300px';
      document.querySelector('main')!.append(window.tree.element);
    }, '/structure.js');
  });
  afterEach(() => visit.end());

  const show = async (nodes: StructureNode[]): Promise<void> => {
    await visit.page.evaluate((nodes) => void (window.tree.nodes = nodes), nodes);
    await visit.frames(2);
  };
  const row = (name: string) => visit.page.getByRole('treeitem', { name, exact: true });
  const names = (): Promise<string[]> =>
    visit.page.getByRole('treeitem').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')!));
  /** The row that the keys act on. */
  const active = (): Promise<string | null> => visit.page.evaluate(() => {
    const root = window.tree.element.shadowRoot!;
    const id = root.querySelector('[role=tree]')!.getAttribute('aria-activedescendant')!;
    return root.getElementById(id)!.getAttribute('aria-label');
  });
  const focus = (): Promise<void> => visit.page.getByRole('tree').focus();
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await visit.page.keyboard.press(key);
  };
  const calls = (): Promise<unknown[]> => visit.page.evaluate(() => window.calls.splice(0));

  it('opens the topmost groups and says who lies in whom', async () => {
    await show(MACHINE);
    assert.deepEqual(await names(), ['Machine', 'Frame', 'Bolt', 'Unnamed']);
    const said = (name: string): Promise<(string | null)[]> => row(name).evaluate((row) =>
      ['level', 'posinset', 'setsize', 'expanded', 'selected'].map((name) => row.getAttribute(`aria-${name}`)));
    assert.deepEqual(await said('Machine'), ['1', '1', '1', 'true', 'false']);
    assert.deepEqual(await said('Frame'), ['2', '1', '3', 'false', 'false']);
    assert.deepEqual(await said('Bolt'), ['2', '2', '3', null, 'false']);
    assert.equal(await visit.page.getByRole('tree', { name: 'Structure' }).getAttribute('aria-multiselectable'), 'true');
    assert.equal(await visit.page.getByRole('searchbox').count(), 0);
  });

  it('shows markup as text', async () => {
    await show(MACHINE);
    await row('Frame').locator('.twisty').click();
    assert.equal(await row(MARKUP).locator('.name').textContent(), MARKUP);
    assert.equal(await row(MARKUP).locator('img').count(), 0);
  });

  it('is one tab stop, and walked by the keys of a tree', async () => {
    await show(MACHINE);
    await visit.page.focus('#before');
    await press('Tab');
    assert.equal(await active(), 'Machine');
    const steps = [
      ['ArrowUp', 'Machine'], ['ArrowLeft', 'Machine'], ['ArrowLeft', 'Machine'], ['ArrowDown', 'Machine'],
      ['ArrowRight', 'Machine'], ['ArrowRight', 'Frame'], ['ArrowRight', 'Frame'], ['ArrowRight', 'Beam'], ['ArrowRight', 'Beam'],
      ['End', 'Unnamed'], ['Home', 'Machine'], ['PageDown', 'Unnamed'], ['PageUp', 'Machine'],
      ['p', 'Plate'], ['l', 'Plate'], ['ArrowLeft', 'Frame'], ['ArrowLeft', 'Frame'], ['ArrowDown', 'Bolt'],
    ] as const;
    for (const [key, name] of steps) {
      await press(key);
      assert.equal(await active(), name, key);
    }
    assert.deepEqual(await calls(), []);
    await press('Tab');
    assert.equal(await visit.page.evaluate(() => document.activeElement?.id), 'after');
  });

  it('types H, F and I within a name, and as its first letter with Shift', async () => {
    await show([node('Bhif', 0, 0), node('Bar', 0, 1), node('Hook', 0, 2)]);
    await focus();
    await press('ArrowDown', 'b', 'h', 'i');
    assert.equal(await active(), 'Bhif');
    await visit.page.waitForTimeout(750);
    await press('Shift+H');
    assert.equal(await active(), 'Hook');
    assert.deepEqual(await calls(), []);
  });

  it('tells what keys and pointer ask for', async () => {
    await show(MACHINE);
    await focus();
    await press('ArrowDown', 'Enter', 'Control+Space', 'h', 'f', 'i');
    const range = [0, 3];
    assert.deepEqual(await calls(), [
      ['picked', range, { add: false }], ['picked', range, { add: true }], ['shown', range, false], ['fitted', range], ['isolated', range],
    ]);
    await row('Bolt').click();
    await row('Bolt').click({ modifiers: ['Control'] });
    await row('Unnamed').hover();
    await visit.page.getByRole('button', { name: 'Hide Unnamed' }).click();
    assert.equal(await visit.page.evaluate(() => window.tree.element.shadowRoot!.activeElement?.getAttribute('role')), 'tree');
    assert.deepEqual(await calls(), [['picked', [3, 4], { add: false }], ['picked', [3, 4], { add: true }], ['shown', [4, 5], false]]);
    await row('Frame').locator('.name').dblclick();
    assert.deepEqual(await calls(), [['picked', range, { add: false }], ['fitted', range]]);
  });

  it('says what is hidden, and shows again what is hidden in part', async () => {
    await show(MACHINE);
    await visit.page.evaluate(() => window.tree.visibility(new Set([0, 4])));
    const said = (name: string): Promise<string | null> => row(name).getAttribute('aria-description');
    assert.deepEqual([await said('Frame'), await said('Unnamed'), await said('Bolt')], ['Partly hidden', 'Hidden', null]);
    await focus();
    await press('h');
    assert.deepEqual(await calls(), [['shown', [0, 5], true]]);
    await visit.page.evaluate(() => window.tree.visibility((part) => part < 3));
    assert.deepEqual([await said('Frame'), await said('Unnamed')], ['Hidden', null]);
  });

  it('marks what is selected and hovered, opening groups for it', async () => {
    await show(MACHINE);
    await visit.page.evaluate(() => window.tree.hover(1));
    assert.match((await row('Frame').getAttribute('class'))!, /\bhovered\b/);
    await visit.page.evaluate(() => window.tree.select(new Set([3, 1]), true));
    assert.equal(await active(), 'Plate');
    assert.equal(await row('Plate').getAttribute('aria-selected'), 'true');
    assert.equal(await row('Frame').getAttribute('aria-selected'), 'false');
    assert.match((await row('Plate').getAttribute('class'))!, /\bhovered\b/);
    await visit.page.evaluate(() => window.tree.select(new Set([0, 1, 2]), false));
    assert.equal(await row('Frame').getAttribute('aria-selected'), 'true');
    assert.equal(await visit.page.getByRole('treeitem', { selected: true }).count(), 4);
  });

  it('holds few of 5,000 rows, wherever it is scrolled to', async () => {
    const nodes = many(5000);
    const took = await visit.page.evaluate((nodes) => {
      window.tree.nodes = nodes;
      const before = performance.now();
      window.tree.select(new Set([2500]), true);
      window.tree.element.getBoundingClientRect();
      return performance.now() - before;
    }, nodes);
    assert.ok(took < 100, `${took} ms`);
    await visit.frames(2);
    const bounded = async (): Promise<void> => assert.ok((await names()).length < 30, `${(await names()).length} rows`);
    await bounded();
    assert.ok(await row('Part 2500').isVisible());
    await focus();
    await press('End');
    assert.equal(await active(), 'Part 4999');
    await visit.page.getByRole('tree').evaluate((tree) => void (tree.scrollTop = 60_000));
    await visit.frames(2);
    await bounded();
    assert.equal(await active(), 'Part 4999', 'the focused row stays, though it is out of view');
    const order = (await names()).map((name) => Number(name.slice(5)));
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
    await press('ArrowUp');
    const inside = await row('Part 4998').evaluate((row) => {
      const view = window.tree.element.getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      return top >= view.top && bottom <= view.bottom;
    });
    assert.ok(inside, 'a key scrolls back to it');
  });

  it('finds names, with the groups they are in', async () => {
    await show([...MACHINE, ...Array.from({ length: 8 }, (_, i) => node(`Élan ${i}`, 0, 5 + i))]);
    const field = visit.page.getByRole('searchbox', { name: 'Find in structure' });
    await field.fill('BEAM');
    assert.deepEqual(await names(), ['Machine', 'Frame', 'Beam']);
    assert.equal(await row('Frame').getAttribute('aria-setsize'), '1');
    await press('Enter');
    assert.equal(await active(), 'Beam');
    await press('Enter');
    assert.deepEqual(await calls(), [['picked', [0, 1], { add: false }]]);
    await field.fill('e\u0301lan 3');
    assert.deepEqual(await names(), ['Élan 3']);
    await field.fill('frame');
    assert.deepEqual(await names(), ['Machine', 'Frame']);
    assert.equal(await row('Frame').getAttribute('aria-expanded'), 'false', 'what is in it can still be looked at');
    await field.fill('no such part');
    assert.equal(await visit.page.getByRole('status').textContent(), 'Nothing found');
    await press('Escape');
    assert.equal(await field.inputValue(), '');
    assert.equal((await names()).length, 12);
  });

  it('takes other words', async () => {
    await show(many(20));
    await visit.page.evaluate(() => void (window.tree.words = { structure: 'Struktur', search: 'Suchen', parts: '{count} Teile' }));
    assert.equal(await visit.page.getByRole('tree', { name: 'Struktur' }).count(), 1);
    assert.equal(await visit.page.getByRole('searchbox', { name: 'Suchen' }).count(), 1);
    assert.equal(await row('All').locator('.name').getAttribute('title'), 'All\n20 Teile');
  });
});
