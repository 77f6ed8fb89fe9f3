import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expect, test } from '../test';
import type { App } from '../pages/app';
import type { HostPage } from '../pages/host';
import type { Sandbox } from '../sandbox';

const rowsOf = (grid: Locator) => grid.locator('[role=row][aria-selected]:visible');

async function open(host: HostPage, sandbox: Sandbox, key: 'machine' | 'bom' | 'deep', element: string): Promise<{ app: App; grid: Locator }> {
  const app = await host.open(await sandbox.document(key));
  await app.signInWithPopup();
  await app.openElement(element);
  await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
  const grid = app.surface.getByRole('treegrid', { name: 'Bill of materials' });
  await expect(rowsOf(grid).first()).toBeVisible({ timeout: 30_000 });
  return { app, grid };
}

const asked = async (sandbox: Sandbox) => (await sandbox.requests()).filter(({ path }) => /\/bom\b/.test(path)).length;

test('a bill of materials is a tree that is asked for when it is shown', async ({ host, sandbox }) => {
  const machine = await sandbox.document('machine');
  // Other tests have read it, and it is kept: it must be asked for anew.
  await sandbox.touch(machine, machine.elements.find(({ name }) => name === 'Machine')?.id ?? '');
  const app = await host.open(machine);
  await app.signInWithPopup();
  await app.openElement('Machine, Assembly');
  await app.viewIs('ready');
  expect(await asked(sandbox)).toBe(0);
  await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
  const grid = app.surface.getByRole('treegrid', { name: 'Bill of materials' });
  const axis = grid.getByRole('row', { name: /Axis/ }).first();
  await expect(axis).toHaveAttribute('aria-expanded', 'true');
  await expect(axis).toHaveAttribute('aria-level', '1');
  await expect(grid.getByRole('row', { name: /Hexagon bolt/ }).first()).toHaveAttribute('aria-level', '3');
  expect(await asked(sandbox)).toBe(1);
  await expect(grid.getByRole('row', { name: /^Total/ }).or(grid.locator('.grid-foot'))).toContainText('Total');
});

test('flattened, each part is there once', { tag: '@once' }, async ({ host, sandbox }) => {
  const { app, grid } = await open(host, sandbox, 'machine', 'Machine, Assembly');
  await app.surface.getByRole('radio', { name: 'Flattened' }).check();
  await expect(grid.locator('[role=row][aria-expanded]')).toHaveCount(0);
  await expect(grid.getByRole('row', { name: /Hexagon bolt M8x30/ })).toHaveCount(1);
});

test('the whole table is used by keyboard', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const { grid } = await open(host, sandbox, 'machine', 'Machine, Assembly');
  const active = () => grid.getAttribute('aria-activedescendant');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  const first = rowsOf(grid).first();
  await expect.poll(active).toBe(await first.getAttribute('id'));
  const before = Number(await grid.getAttribute('aria-rowcount'));
  await page.keyboard.press('ArrowLeft');
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeLessThan(before);
  await page.keyboard.press('ArrowRight');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Space');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(grid.locator('[role=row][aria-selected=true]')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(grid.locator('[role=row][aria-selected=true]')).toHaveCount(0);
  // Above the first row are the heads, which order.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('columnheader').first()).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('columnheader').first()).toHaveAttribute('aria-sort', 'descending');
});

test('columns are hidden and moved, and a search narrows the rows', { tag: '@once' }, async ({ host, sandbox }) => {
  const { app, grid } = await open(host, sandbox, 'machine', 'Machine, Assembly');
  await app.surface.getByRole('button', { name: 'Columns' }).click();
  await app.surface.getByRole('checkbox', { name: 'Description' }).uncheck();
  await expect(grid.getByRole('columnheader', { name: 'Description' })).toHaveCount(0);
  await app.surface.getByRole('button', { name: 'Move Quantity forward' }).click();
  await expect(grid.getByRole('columnheader').first()).toHaveAccessibleName(/Quantity/);
  await app.page.keyboard.press('Escape');
  await app.surface.getByRole('searchbox', { name: 'Search the bill of materials' }).fill('WASHER');
  await expect(grid.getByRole('row', { name: /Washer 8/ }).first()).toBeVisible();
  await expect(grid.getByRole('row', { name: /Compression spring/ })).toHaveCount(0);
  await expect(app.surface.getByRole('status').filter({ hasText: /\d+ of \d+ rows/ })).toBeVisible();
});

test('what is shown is downloaded as CSV and as a workbook', async ({ host, page, sandbox }) => {
  const { app, grid } = await open(host, sandbox, 'machine', 'Machine, Assembly');
  await grid.getByRole('columnheader', { name: 'Name' }).click();
  const saved = page.waitForEvent('download');
  await app.surface.getByRole('button', { name: 'Download CSV' }).click();
  const csv = await saved;
  expect(csv.suggestedFilename()).toBe('Machine.csv');
  const text = await readFile(await csv.path(), 'utf8');
  expect(text).toMatch(/^\uFEFFLevel,Item,/);
  expect(text.split('\r\n').length).toBeGreaterThan(5);
  const workbook = page.waitForEvent('download');
  await app.surface.getByRole('button', { name: 'Download XLSX' }).click();
  const bytes = await readFile(await (await workbook).path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  await expect(app.surface.getByRole('status').filter({ hasText: 'was downloaded' })).toBeVisible();
});

test('rows are copied, and what happened is said', { tag: '@once' }, async ({ host, sandbox }) => {
  const { app, grid } = await open(host, sandbox, 'machine', 'Machine, Assembly');
  await rowsOf(grid).first().click();
  await app.surface.getByRole('tabpanel', { name: 'Bill of materials' }).getByRole('button', { name: 'Copy' }).click();
  await expect(app.surface.getByRole('status').filter({ hasText: '1 row copied' })).toBeVisible();
});

test('twenty thousand rows scroll without holding more than fit the screen', async ({ host, page, sandbox }) => {
  const { grid } = await open(host, sandbox, 'bom', 'Store, Assembly');
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(20_000);
  await grid.hover();
  for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, 30_000);
  await expect
    .poll(() => rowsOf(grid).evaluateAll((rows) => Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex'))))))
    .toBeGreaterThan(1_000);
  expect(await grid.getByRole('row').count()).toBeLessThan(120);
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(grid.locator(`[role=row][aria-rowindex="20001"]`)).toBeVisible();
});

test('rows forty deep stay within the table', { tag: '@once' }, async ({ host, sandbox }) => {
  const { app, grid } = await open(host, sandbox, 'deep', 'Level 1, Assembly');
  const deepest = grid.getByRole('row', { name: /Hexagon bolt/ }).first();
  await expect(deepest).toBeVisible();
  expect(await app.root.evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
});

test('a bill of materials that cannot be had says so, and is asked for again', { tag: '@once' }, async ({ host, sandbox }) => {
  await changed(sandbox);
  const app = await host.open(await sandbox.document('machine'));
  await app.signInWithPopup();
  await sandbox.fault({ path: '/bom', status: 403 });
  await app.openElement('Machine, Assembly');
  await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
  await app.oneAlert();
  await sandbox.clearFaults();
});

/** Other tests have read the bill of materials, and it is kept: it must be asked for anew. */
async function changed(sandbox: Sandbox): Promise<void> {
  const machine = await sandbox.document('machine');
  const element = machine.elements.find(({ name }) => name === 'Machine');
  if (!element) throw new Error('there is no Machine');
  await sandbox.touch(machine, element.id);
}
