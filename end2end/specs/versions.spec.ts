import type { App } from '../pages/app';
import { expect, test } from '../test';

const versionButton = (app: App) => app.surface.getByRole('button', { name: 'Version', exact: true });
const list = (app: App) => app.surface.getByRole('listbox', { name: 'Versions' });
const search = (app: App) => app.surface.getByRole('combobox', { name: 'Search versions' });

test.describe('versions of a document', { tag: '@once' }, () => {
  test('the button tells which one is open, and nothing is asked before it is pressed', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await expect(versionButton(app)).toHaveAccessibleDescription('Main');
    const asked = async () => (await sandbox.calls()).filter((call) => /\/(versions|workspaces|documenthistory)$/.test(call));
    expect(await asked()).toEqual([]);
    await versionButton(app).click();
    await expect(list(app).getByRole('option', { name: /Main/, selected: true })).toBeVisible();
    expect(await asked()).toHaveLength(2);
  });

  test('one is found by its name and opened by keyboard, with the same element', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Flange');
    await app.viewIs('ready');
    await versionButton(app).focus();
    await page.keyboard.press('Enter');
    await expect(search(app)).toBeFocused();
    await expect(list(app).getByRole('option').nth(1)).toBeVisible();
    const name = ((await list(app).getByRole('option').last().locator('.name bdi').textContent()) ?? '').trim();
    await page.keyboard.type(name);
    await expect(list(app).getByRole('option').first()).toContainText(name);
    await page.keyboard.press('Enter');
    await expect(list(app)).toBeHidden();
    await expect(versionButton(app)).toHaveAccessibleDescription(name);
    await expect(app.surface.getByRole('heading', { name: 'Flange' })).toBeVisible();
    await app.viewIs('ready');
  });

  test('arrows walk the list, Escape closes it and gives the focus back', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await versionButton(app).click();
    await expect(list(app).getByRole('option').nth(1)).toBeVisible();
    const active = () => search(app).getAttribute('aria-activedescendant');
    const before = await active();
    await page.keyboard.press('ArrowDown');
    await expect.poll(active).not.toBe(before);
    await page.keyboard.press('ArrowUp');
    await expect.poll(active).toBe(before);
    await page.keyboard.press('Escape');
    await expect(list(app)).toBeHidden();
    await expect(versionButton(app)).toBeFocused();
  });

  test('the history is asked for on demand, and each change opens', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await versionButton(app).click();
    await app.surface.getByRole('radio', { name: 'History' }).check();
    const changes = list(app).getByRole('option');
    await expect(changes.nth(1)).toBeVisible();
    await changes.nth(1).click();
    await expect(versionButton(app)).toHaveAccessibleDescription('Earlier state');
    await expect(app.elements).toBeVisible();
  });

  test('a name that nothing has is said', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await versionButton(app).click();
    await search(app).fill('no version is called this');
    await expect(app.surface.getByText('Nothing matches “no version is called this”.')).toBeVisible();
    await expect(list(app).getByRole('option')).toHaveCount(0);
  });
});
