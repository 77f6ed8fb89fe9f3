import { expect, test } from '../test';

test.describe('the parts of a part studio', { tag: '@once' }, () => {
  test('they are a table with their masses and colours', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Gear');
    await app.surface.getByRole('tab', { name: 'Parts' }).click();
    const grid = app.surface.getByRole('grid', { name: 'Parts' });
    const rows = grid.locator('[role=row][aria-selected]:visible');
    await expect(rows.first()).toBeVisible();
    await expect(grid.getByRole('columnheader')).toHaveText([/Name/, /Part number/, /Material/, /Mass/, /State/, /Appearance/, /Body/]);
    await expect(rows.first()).toContainText(/\d (kg|g|mg)/);
    await expect(rows.first()).toContainText(/#[0-9a-f]{6}/);
    await expect(rows.first().locator('.swatch')).toHaveCSS('background-color', /rgb/);
    await rows.first().click();
    await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
  });

  test('a studio without parts says that', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('empty'));
    await app.signInWithPopup();
    await app.openElement('Nothing here yet');
    await app.surface.getByRole('tab', { name: 'Parts' }).click();
    await expect(app.surface.getByRole('heading', { name: 'No parts yet' })).toBeVisible();
    await expect(app.alert).toHaveCount(0);
  });

  test('a part whose name and number are missing is a row', async ({ host, sandbox }) => {
    const document = await sandbox.document('nulls');
    const app = await host.open(document);
    await app.signInWithPopup();
    const studio = document.elements.find((element) => element.type === 'PARTSTUDIO');
    await app.openElement(studio?.name ?? 'Untitled');
    await app.surface.getByRole('tab', { name: 'Parts' }).click();
    const grid = app.surface.getByRole('grid', { name: 'Parts' });
    await expect(grid.getByRole('row', { name: /Untitled/ }).or(grid.locator('[role=row][aria-selected]')).first()).toBeVisible();
  });
});
