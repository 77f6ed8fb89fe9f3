import { expect, test } from '../test';

/** What Onshape may hand over that nobody thought of: shown or said, nothing run, nothing frozen. */
test.describe('what is odd in a document is shown or said', { tag: '@once' }, () => {
  for (const key of ['markup', 'arabic', 'hebrew', 'cjk', 'long', 'emoji', 'nulls', 'unknown', 'odd'] as const) {
    test(`${key}: each element, and its properties`, async ({ host, sandbox, allowStatus }) => {
      test.setTimeout(120_000);
      allowStatus(502, /\/files\/models\//);
      const document = await sandbox.document(key);
      const app = await host.open(document);
      await app.signInWithPopup();
      await expect(app.elements).toBeVisible();
      for (const { id } of document.elements.filter(({ id }) => id !== document.appElementId)) {
        await app.surface.locator(`a.card[href*="/e/${id}"]`).click();
        await expect(app.surface.locator('#open-heading')).toBeVisible();
        await app.surface.getByRole('tab', { name: 'Properties' }).click();
        // Shown, or said why not: nothing is waited for any more.
        await expect(app.surface.locator('.panel[data-panel="properties"] .skeleton:visible')).toHaveCount(0);
        await expect(app.surface.locator('.panel[data-panel="properties"] :is(h3, [role="alert"]):visible').first()).toBeVisible();
      }
    });
  }

  test('a bill of materials of 20,000 rows is there within its time, and scrolls to its end', async ({ host, sandbox }) => {
    test.setTimeout(180_000);
    const app = await host.open(await sandbox.document('bom'));
    await app.signInWithPopup();
    await app.openElement('Store');
    await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
    const grid = app.surface.getByRole('treegrid', { name: 'Bill of materials' });
    await expect(grid).toHaveAttribute('aria-rowcount', /^\d+$/, { timeout: 60_000 });
    await grid.focus();
    await grid.press('Control+End');
    await expect(grid.locator('[aria-selected][data-active], [data-active]').first()).toBeVisible();
    // Few rows are in the page, however many there are.
    expect(await grid.getByRole('row').count()).toBeLessThan(200);
  });

  test('a tree 40 deep is shown', async ({ host, sandbox }) => {
    test.setTimeout(120_000);
    const app = await host.open(await sandbox.document('deep'));
    await app.signInWithPopup();
    await app.openElement('Level 1');
    await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
    await expect(app.surface.getByRole('treegrid', { name: 'Bill of materials' }).getByRole('row').nth(1)).toBeVisible({ timeout: 30_000 });
  });

  test('3,000 versions are listed and searched without freezing', async ({ host, sandbox }) => {
    test.setTimeout(120_000);
    const app = await host.open(await sandbox.document('manyversions'));
    await app.signInWithPopup();
    await app.surface.getByRole('button', { name: 'Version', exact: true }).click();
    const versions = app.surface.getByRole('listbox', { name: 'Versions' });
    await expect(versions.getByRole('option').first()).toBeVisible({ timeout: 30_000 });
    expect(await versions.getByRole('option').count()).toBeLessThan(200);
  });
});
