import type { BrowserContext } from '@playwright/test';
import { HostPage } from '../pages/host';
import type { DemoDocument } from '../sandbox';
import { expect, test } from '../test';

test('Account says what was spent', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.accountButton.click();
  const calls = app.surface.getByRole('region', { name: 'Onshape API calls' });
  await expect(calls).toBeVisible();
  await expect(calls.getByRole('row', { name: /^You/ }).getByRole('cell')).toHaveText([/^\d/, /^\d/]);
  await expect(calls.getByRole('progressbar', { name: 'Used this year' })).toBeVisible();
  await expect(calls).toContainText(' of 2,500');
  const spent = async () => Number((await calls.getByText(/on this page$/).textContent())?.replace(/\D/g, ''));
  const before = await spent();
  await page.keyboard.press('Escape');
  await expect(calls).toBeHidden();
  await app.openElement('Plate');
  await app.viewIs('ready');
  await app.accountButton.click();
  // A model is two calls, unless it is known from another test; its picture may be one more.
  await expect.poll(spent).toBeGreaterThanOrEqual(before);
  await app.surface.getByRole('menuitem', { name: 'Sign out' }).press('Enter');
  await expect(app.signInButton).toBeVisible();
});

/** Signs in in another browser: who has granted before is not asked again, and the window closes by itself. */
async function signInIn(browser: BrowserContext, document: DemoDocument): Promise<HostPage> {
  const host = new HostPage(browser.pages()[0] ?? (await browser.newPage()));
  await (await host.open(document)).openPopup();
  await host.app.signedIn();
  return host;
}

test('one sees where one is signed in, and ends it there', { tag: '@once' }, async ({ host, page, sandbox, anotherBrowser }) => {
  const gearbox = await sandbox.document('gearbox');
  const app = await host.open(gearbox);
  await app.signInWithPopup();
  const other = await signInIn(await anotherBrowser(), gearbox);

  // By keyboard: the menu, its item, the dialog.
  await app.accountButton.press('Enter');
  const item = app.surface.getByRole('menuitem', { name: 'Where you are signed in' });
  await expect(item).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(app.surface.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = app.surface.getByRole('dialog', { name: 'Where you are signed in' });
  const browsers = dialog.getByRole('listitem');
  await expect(browsers).toHaveCount(2);
  await expect(browsers.filter({ hasText: 'This browser' })).toHaveCount(1);
  await expect(browsers.first()).toContainText('Chrome on Linux');
  await expect(app.surface.getByRole('menuitem')).toHaveCount(0);

  await browsers.filter({ hasNotText: 'This browser' }).getByRole('button', { name: /^Sign out of/ }).click();
  await expect(browsers).toHaveCount(1);
  await other.page.bringToFront();
  await other.reload();
  await expect(other.app.signInButton).toBeVisible();

  await page.bringToFront();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await app.accountButton.click();
  await item.click();
  await browsers.getByRole('button', { name: /^Sign out of/ }).click();
  await expect(app.signInButton).toBeVisible();
});

test('one signs out everywhere at once', { tag: '@once' }, async ({ host, sandbox, anotherBrowser }) => {
  const gearbox = await sandbox.document('gearbox');
  const app = await host.open(gearbox);
  await app.signInWithPopup();
  const other = await signInIn(await anotherBrowser(), gearbox);
  await app.accountButton.click();
  await app.surface.getByRole('menuitem', { name: 'Where you are signed in' }).click();
  await app.surface.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(app.signInButton).toBeVisible();
  await other.reload();
  await expect(other.app.signInButton).toBeVisible();
});
