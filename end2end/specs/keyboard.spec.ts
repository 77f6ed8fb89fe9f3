import { expect, test } from '../test';

/** The three main tasks without a mouse. */
test.describe('by keyboard alone', { tag: '@once' }, () => {
  test('a document is found and opened', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.allDocumentsButton.focus();
    await page.keyboard.press('Enter');
    await expect(app.documents).toBeVisible();
    await app.search.focus();
    await page.keyboard.type('gearbox demo');
    await expect(app.document('Gearbox demo').first()).toBeVisible();
    await app.document('Gearbox demo').first().getByRole('link').focus();
    await page.keyboard.press('Enter');
    await expect(app.elements).toBeVisible();
  });

  test('a part is found in the table and seen in 3D', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('many'));
    await app.signInWithPopup();
    await app.elements.getByRole('listitem').first().getByRole('link').focus();
    await page.keyboard.press('Enter');
    await app.viewIs('ready');
    await app.surface.getByRole('tab', { name: '3D' }).focus();
    await page.keyboard.press('ArrowRight');
    const grid = app.surface.getByRole('grid', { name: 'Parts' });
    await expect(grid).toBeVisible();
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(grid.locator('[role="row"][aria-selected="true"]').first()).toBeVisible();
  });

  test('another version is opened', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('versions'));
    await app.signInWithPopup();
    await expect(app.elements).toBeVisible();
    await app.surface.getByRole('button', { name: 'Version', exact: true }).focus();
    await page.keyboard.press('Enter');
    const versions = app.surface.getByRole('listbox', { name: 'Versions' });
    await expect(versions.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(versions).toBeHidden();
    await expect(app.elements).toBeVisible();
  });
});
