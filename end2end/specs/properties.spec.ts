import type { App } from '../pages/app';
import { expect, test } from '../test';

const panel = (app: App) => app.surface.getByRole('tabpanel', { name: 'Properties' });

test.describe('properties', { tag: '@once' }, () => {
  test('of element and document are asked for when the tab is shown, and read', async ({ host, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    // Other tests have read them, and they are kept: they must be asked for anew.
    await sandbox.touch(gearbox, gearbox.elements.find(({ name }) => name === 'Flange')?.id ?? '');
    const app = await host.open(gearbox);
    await app.signInWithPopup();
    await app.openElement('Flange');
    await app.viewIs('ready');
    const asked = async () => (await sandbox.calls()).filter((call) => call.includes('/metadata/'));
    expect(await asked()).toEqual([]);
    await app.surface.getByRole('tab', { name: 'Properties' }).click();
    const element = panel(app).getByRole('region', { name: 'Element' });
    const name = element.locator('.property').filter({ has: app.surface.getByText('Name', { exact: true }) });
    await expect(name.getByRole('definition')).toContainText('Flange');
    const state = element.locator('.property').filter({ has: app.surface.getByText('State', { exact: true }) });
    await expect(state.getByRole('definition')).toContainText('In progress');
    await expect(panel(app).getByRole('region', { name: 'Document' }).getByText('Gearbox demo')).toBeVisible();
    expect(await asked()).toHaveLength(2);
  });

  test('are searched, and the empty ones shown on demand', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Flange');
    await app.surface.getByRole('tab', { name: 'Properties' }).click();
    const element = panel(app).getByRole('region', { name: 'Element' });
    await expect(element.getByText('Name', { exact: true })).toBeVisible();
    await expect(element.getByText('Vendor', { exact: true })).toHaveCount(0);
    await panel(app).getByRole('checkbox', { name: 'Show empty' }).check();
    await expect(element.getByText('Vendor', { exact: true })).toBeVisible();
    await panel(app).getByRole('searchbox', { name: 'Search properties' }).fill('vendor');
    await expect(element.getByText('Name', { exact: true })).toHaveCount(0);
    await expect(element.getByText('Vendor', { exact: true })).toBeVisible();
  });

  test('are copied, one or all', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Flange');
    await app.surface.getByRole('tab', { name: 'Properties' }).click();
    const element = panel(app).getByRole('region', { name: 'Element' });
    await element.getByRole('button', { name: 'Copy Name' }).click();
    await expect(panel(app).getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
    await panel(app).getByRole('button', { name: 'Copy all' }).click();
    await expect(panel(app).getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  });

  test('names that are markup are text', async ({ host, page, sandbox }) => {
    page.on('dialog', () => {
      throw new Error('markup in a property was run');
    });
    const app = await host.open(await sandbox.document('markup'));
    await app.signInWithPopup();
    await app.openElement(`<b>Bold</b> & 'bracket'`);
    await app.surface.getByRole('tab', { name: 'Properties' }).click();
    await expect(panel(app).getByText(`<b>Bold</b> & 'bracket'`)).toBeVisible();
    await expect(panel(app).locator('b, script')).toHaveCount(0);
  });
});
