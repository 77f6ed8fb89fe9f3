import type { Locator } from '@playwright/test';
import { expect, test } from '../test';
import type { App } from '../pages/app';
import type { HostPage } from '../pages/host';
import type { Sandbox } from '../sandbox';

test.describe('configurations', { tag: '@once' }, () => {
  /** Opens the strap, and its inputs. */
  async function strap(host: HostPage, sandbox: Sandbox): Promise<{ app: App; panel: Locator }> {
    const app = await host.open(await sandbox.document('configurable'));
    await app.signInWithPopup();
    await app.openElement('Configured strap');
    await app.viewIs('ready');
    const panel = app.surface.getByRole('region', { name: 'Configuration' });
    if (!(await panel.getByRole('button', { name: 'Apply' }).isVisible())) await panel.getByText('Configuration', { exact: true }).click();
    await expect(panel.getByRole('button', { name: 'Apply' })).toBeVisible();
    return { app, panel };
  }

  const models = async (sandbox: Sandbox): Promise<string[]> =>
    (await sandbox.requests()).map(({ path }) => path).filter((path) => path.includes('/gltf'));

  test('what is chosen re-shows the model, and stays in the address', async ({ host, page, sandbox }) => {
    const { app, panel } = await strap(host, sandbox);
    await panel.getByLabel('Size').selectOption({ label: 'Large' });
    await panel.getByLabel('Length').fill('200');
    await panel.getByLabel('With holes').uncheck();
    await panel.getByLabel('Marking').fill('B 2;=');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(async () => (await models(sandbox)).some((path) => path.includes('List_Size'))).toBe(true);
    await app.viewIs('ready');
    const frame = page.frames().find((one) => one.url().includes('configuration='));
    if (!frame) throw new Error('the configuration is not in the address');
    await frame.goto(frame.url());
    await app.viewIs('ready');
    await expect(panel.getByLabel('Size')).toHaveValue('Large');
    await expect(panel.getByLabel('Length')).toHaveValue('200');
    await expect(panel.getByLabel('With holes')).not.toBeChecked();
    await expect(panel.getByLabel('Marking')).toHaveValue('B 2;=');
    await panel.getByRole('button', { name: 'Default values' }).click();
    await expect(panel.getByLabel('Size')).toHaveValue('Small');
    await app.viewIs('ready');
    await expect.poll(() => page.frames().some((one) => one.url().includes('configuration='))).toBe(false);
  });

  test('a length is checked before it is sent', async ({ host, sandbox }) => {
    const { panel } = await strap(host, sandbox);
    const length = panel.getByLabel('Length');
    await expect(length).toHaveValue('120');
    await expect(length).toHaveAccessibleDescription(/50 mm to 500 mm/);
    for (const [typed, sentence] of [['1 m', /500 mm or less/], ['long', /Type a number/], ['-3', /50 mm or more/]] as const) {
      await length.fill(typed);
      await panel.getByRole('button', { name: 'Apply' }).click();
      await expect(panel.getByText(sentence).last()).toBeVisible();
      await expect(length).toHaveAttribute('aria-invalid', 'true');
      await expect(length).toBeFocused();
    }
    const calls = (await sandbox.requests()).filter(({ path }) => path.includes('configurationencodings'));
    expect(calls).toEqual([]);
  });

  test('a configuration that does not exist is said, with the way back', async ({ host, page, sandbox }) => {
    const { app } = await strap(host, sandbox);
    const frame = page.frames().find((one) => one !== page.mainFrame() && one.url().includes('/e/'));
    if (!frame) throw new Error('the element has no address');
    const address = new URL(frame.url());
    address.searchParams.set('configuration', 'List_Size=Huge');
    await frame.goto(address.href);
    await app.viewIs('failed');
    const back = await app.oneAlert(/no such configuration/);
    await expect(back).toHaveAccessibleName('Back to the default');
    await back.click();
    await app.viewIs('ready');
    await expect(app.alert).toHaveCount(0);
  });

  test('a configuration that Onshape cannot make is said, with the way back', async ({ host, sandbox, allowStatus }) => {
    allowStatus(502, /\/files\/models\//);
    const { app, panel } = await strap(host, sandbox);
    await sandbox.fault({ path: 'List_Size', method: 'GET', status: 400 });
    await panel.getByLabel('Size').selectOption({ label: 'Medium' });
    await panel.getByRole('button', { name: 'Apply' }).click();
    await app.viewIs('failed');
    const back = await app.oneAlert(/configuration could not be shown/);
    await back.click();
    await app.viewIs('ready');
  });

  test('an element without inputs shows none', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Shaft');
    await app.viewIs('ready');
    await expect(app.surface.getByRole('region', { name: 'Configuration' })).toHaveCount(0);
  });
});
