import { App } from '../pages/app';
import { expect, test } from '../test';

// That the alert comes nowhere else, the watch of every other test sees to.
test.describe('where the app may keep no cookie inside Onshape', { tag: '@once' }, () => {
  test.use({ cookiePolicy: 'frame-blocked' });

  test('an alert says so, and a new tab with the same document works', async ({ host, page, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    const app = await host.open(gearbox);
    await expect(app.alert.getByRole('heading', { name: /blocking cookies/i })).toBeVisible();

    const opened = page.context().waitForEvent('page');
    await app.alert.getByRole('button', { name: 'Open in a new tab' }).or(app.alert.getByRole('link', { name: 'Open in a new tab' })).click();
    const tab = await opened;
    const own = new App(tab, tab);
    await own.signInInPlace();
    await expect(own.element('Gear').first()).toBeVisible();
    await own.openElement('Gear');
    await own.viewIs('ready');
    await expect(own.surface.getByRole('heading', { name: /blocking cookies/i })).toHaveCount(0);
  });

  test('checking again looks again', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await expect(app.alert.getByRole('heading', { name: /blocking cookies/i })).toBeVisible();
    const checked = page.waitForResponse((response) => new URL(response.url()).pathname.startsWith('/api/'));
    await app.surface.getByRole('button', { name: 'Check again' }).click();
    await checked;
    await expect(app.alert.getByRole('heading', { name: /blocking cookies/i })).toBeVisible();
  });
});
