import { signedInAlone } from '../pages/alone';
import { tabTo } from '../pages/keys';
import { expect, test } from '../test';

/** The three main tasks without a mouse: Tab leads to whatever is used. */
test.describe('by keyboard alone', { tag: '@once' }, () => {
  test('a document is found and opened', async ({ page, sandbox }) => {
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await expect(app.elements).toBeVisible();
    await tabTo(page, app.allDocumentsButton);
    await page.keyboard.press('Enter');
    await expect(app.documents).toBeVisible();
    await tabTo(page, app.search);
    await page.keyboard.type('gearbox demo');
    const first = app.documents.getByRole('listitem').first();
    await expect(first).toHaveAttribute('aria-label', /^Gearbox demo, /);
    await tabTo(page, first.getByRole('link'));
    await page.keyboard.press('Enter');
    await expect(app.elements).toBeVisible();
    await expect(app.element('Gearbox drawing')).toBeVisible();
  });

  test('a part is found in the table and seen in 3D', async ({ page, sandbox }) => {
    const app = await signedInAlone(page, await sandbox.document('many'));
    await expect(app.elements).toBeVisible();
    await tabTo(page, app.elements.getByRole('link').first());
    await page.keyboard.press('Enter');
    await app.viewIs('ready');
    await tabTo(page, page.getByRole('tab', { name: '3D' }));
    await page.keyboard.press('ArrowRight');
    const grid = page.getByRole('grid', { name: 'Parts' });
    await expect(grid).toBeVisible();
    await tabTo(page, grid);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(grid.locator('[role="row"][aria-selected="true"]')).toHaveCount(1);
    // What is selected can be looked at alone.
    await expect(app.view.getByRole('button', { name: 'Isolate' })).toBeVisible();
  });

  // In Onshape's page, whose own controls come first.
  test('another version is opened', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('versions'));
    await app.signInWithPopup();
    await host.reload();
    await expect(app.elements).toBeVisible();
    const button = app.surface.getByRole('button', { name: 'Version', exact: true });
    await expect(button).toBeEnabled();
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    const versions = app.surface.getByRole('listbox', { name: 'Versions' });
    await expect(versions.getByRole('option').first()).toBeVisible();
    await expect(app.surface.getByRole('combobox', { name: 'Search versions' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(versions).toBeHidden();
    await expect(button).not.toHaveAccessibleDescription('Main');
    await expect(app.elements).toBeVisible();
  });
});
