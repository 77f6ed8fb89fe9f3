import { APP_URL, ONSHAPE_URL } from '../addresses';
import { App } from '../pages/app';
import { expect, test } from '../test';

test.describe('the interface speaks the language', { tag: '@once' }, () => {
  for (const locale of ['fr-FR', 'fr_FR', 'fr']) {
    test(`that Onshape names as ${locale}`, async ({ page }) => {
      await page.goto(`${APP_URL}/?locale=${locale}`);
      const app = new App(page, page);
      await app.ready();
      await expect(app.root).toHaveAttribute('lang', /^fr/);
      await expect(page.getByRole('button', { name: 'Se connecter avec Onshape' })).toBeEnabled();
    });
  }

  test('that the browser asks for, where Onshape names none', async ({ request }) => {
    const page = await request.get(`${APP_URL}/`, { headers: { 'accept-language': 'de, fr;q=0.8, en;q=0.5' } });
    expect(await page.text()).toContain('Se connecter avec Onshape');
  });

  test('English, where there is no catalogue for what is asked', async ({ page }) => {
    await page.goto(`${APP_URL}/?locale=${encodeURIComponent('tlh-<b>')}`);
    const app = new App(page, page);
    await expect(app.root).toHaveAttribute('lang', 'en');
    await expect(app.signInButton).toBeVisible();
  });

  test('that the user chose in Account, also in another tab and after signing in again', async ({ page, context, sandbox }) => {
    const app = new App(page, page);
    const { documentId, workspaceId, appElementId: elementId } = await sandbox.document('gearbox');
    const address = `${APP_URL}/?${new URLSearchParams({ documentId, workspaceId, elementId, server: ONSHAPE_URL, locale: 'en-US' })}`;
    await page.goto(address);
    await app.signInInPlace();
    await app.accountButton.click();
    await page.getByRole('menuitemradio', { name: 'Français' }).click();
    await expect(app.root).toHaveAttribute('lang', /^fr/);
    await expect(page.getByRole('button', { name: 'Tous les documents' })).toBeEnabled();

    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByRole('button', { name: 'Tous les documents' })).toBeEnabled();

    await page.getByRole('button', { name: 'Compte' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'Français' })).toBeChecked();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(app.allDocumentsButton).toBeEnabled();
  });
});
