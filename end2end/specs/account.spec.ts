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
