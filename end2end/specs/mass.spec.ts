import { expect, test } from '../test';
import type { App } from '../pages/app';
import type { Sandbox } from '../sandbox';

test.describe('mass properties', { tag: '@once' }, () => {
  const asked = async (sandbox: Sandbox): Promise<number> =>
    (await sandbox.requests()).filter(({ path }) => path.includes('/massproperties')).length;

  /** Selects the first row that matches, in the structure. */
  async function select(app: App, name: RegExp): Promise<void> {
    const structure = app.surface.getByRole('tree', { name: 'Structure' });
    if (!(await structure.isVisible())) await app.view.getByRole('button', { name: 'Structure', exact: true }).click();
    await structure.getByRole('treeitem', { name }).first().click();
  }

  test('they are asked for when they are opened, and follow the selection', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('machine'));
    await app.signInWithPopup();
    await app.openElement('Machine, Assembly');
    await app.viewIs('ready');
    expect(await asked(sandbox)).toBe(0);
    const panel = app.surface.getByRole('region', { name: 'Mass properties' });
    await panel.getByText('Mass properties', { exact: true }).click();
    await expect(panel.getByRole('row', { name: /^Mass .* kg/ })).toBeVisible();
    await expect(panel.getByRole('row', { name: /^Volume .* mm³/ })).toBeVisible();
    await expect(panel.getByRole('row', { name: /^Bounding box .* × .* × .* mm/ })).toBeVisible();
    await expect(panel.getByRole('columnheader')).toHaveCount(2);
    await select(app, /Screw joint/);
    await expect(panel.getByRole('columnheader', { name: /selected/ })).toBeVisible();
    await expect(panel.getByRole('row', { name: /^Mass .* kg .* kg/ })).toBeVisible();
  });

  test('the figures can be copied', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Shaft');
    await app.viewIs('ready');
    const panel = app.surface.getByRole('region', { name: 'Mass properties' });
    await panel.getByText('Mass properties', { exact: true }).click();
    await panel.getByRole('button', { name: 'Copy' }).click();
    await expect(panel.getByRole('button', { name: 'Copied' })).toBeVisible();
  });

  test('a part without a material has no mass, and that is said', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('odd'));
    await app.signInWithPopup();
    await app.openElement('Odd parts');
    await app.viewIs('ready');
    const panel = app.surface.getByRole('region', { name: 'Mass properties' });
    await panel.getByText('Mass properties', { exact: true }).click();
    await expect(panel.getByText(/no material/).first()).toBeVisible();
  });
});

test.describe('nothing to see', { tag: '@once' }, () => {
  for (const [key, name, sentence] of [
    ['empty', 'Nothing here yet', /part studio is empty/],
    ['empty', 'Nothing put together yet', /assembly is empty/],
    ['onlywires', 'Only wires', /only curves/],
    ['onlywires', 'Assembly 1', /only curves/],
  ] as const) {
    test(`${key}, ${name}: says why`, async ({ host, sandbox }) => {
      const app = await host.open(await sandbox.document(key));
      await app.signInWithPopup();
      await app.openElement(name);
      await app.viewIs('empty');
      await expect(app.view.getByText(sentence)).toBeVisible();
      await expect(app.alert).toHaveCount(0);
    });
  }

  for (const name of ['Only surfaces', 'Assembly 1']) {
    test(`onlysurfaces, ${name}: shown, or said`, async ({ host, sandbox }) => {
      const app = await host.open(await sandbox.document('onlysurfaces'));
      await app.signInWithPopup();
      await app.openElement(name);
      await expect(app.view).toHaveAttribute('data-state', /^(ready|empty)$/, { timeout: 30_000 });
      if ((await app.view.getAttribute('data-state')) === 'empty') await expect(app.view.getByText(/only surfaces/)).toBeVisible();
      await expect(app.alert).toHaveCount(0);
    });
  }
});
