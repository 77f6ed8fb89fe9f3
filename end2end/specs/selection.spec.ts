import type { Locator } from '@playwright/test';
import { signedInAlone } from '../pages/alone';
import type { App } from '../pages/app';
import { expect, test } from '../test';

/** Wide enough for the model to stay beside the tables. */
test.use({ viewport: { width: 1600, height: 900 } });

/** Counts, in the page, the parts that the viewer says are selected in it. */
async function counted(app: App): Promise<Locator> {
  const viewer = app.view.locator('vitrine-viewer');
  await viewer.evaluate((viewer: HTMLElement) => {
    viewer.addEventListener('viewerselection', (event) => {
      const { parts } = (event as CustomEvent<{ parts: unknown[] }>).detail;
      viewer.dataset.selected = String(parts.length);
    });
  });
  return viewer;
}

/** The first cell: in that of the name is a link, which leads elsewhere. */
const choose = (row: Locator) => row.getByRole('gridcell').first().click();

test.describe('one selection', { tag: '@once' }, () => {
  test('is that of the bill of materials, of the structure and of the model', async ({ page, sandbox }) => {
    const app = await signedInAlone(page, await sandbox.document('machine'));
    await app.openElement('Machine, Assembly');
    await app.viewIs('ready');
    await page.getByRole('tab', { name: 'Bill of materials' }).click();
    const grid = page.getByRole('treegrid', { name: 'Bill of materials' });
    const row = (name: RegExp) => grid.getByRole('row', { name });
    await expect(row(/Strap/)).toBeVisible();
    const structure = page.getByRole('tree', { name: 'Structure' });
    if (!(await structure.isVisible())) await app.view.getByRole('button', { name: 'Structure', exact: true }).click();
    const item = (name: RegExp) => structure.getByRole('treeitem', { name });
    const viewer = await counted(app);

    // From the table: a part.
    await choose(row(/Strap/));
    await expect(row(/Strap/)).toHaveAttribute('aria-selected', 'true');
    await expect(item(/^Strap/).first()).toHaveAttribute('aria-selected', 'true');
    await expect(viewer).toHaveAttribute('data-selected', '1');
    await expect(app.view.getByRole('button', { name: 'Isolate' })).toBeVisible();

    // From the table: an assembly inside of another one, all that there are of it.
    await choose(row(/Screw joint/));
    await expect(row(/Strap/)).toHaveAttribute('aria-selected', 'false');
    await expect(structure.getByRole('treeitem', { name: /^Screw joint/, selected: true }).first()).toBeVisible();
    await expect(viewer).toHaveAttribute('data-selected', /^\d\d$/);

    // From the structure: a part.
    await item(/^Square tube/).first().click();
    await expect(row(/Square tube/)).toHaveAttribute('aria-selected', 'true');
    await expect(row(/Screw joint/)).toHaveAttribute('aria-selected', 'false');
    await expect(viewer).toHaveAttribute('data-selected', '1');

    // From the structure: an assembly, whose parts are what is selected.
    await item(/^Screw joint/).first().click();
    await expect(viewer).toHaveAttribute('data-selected', '3');
    for (const name of [/Hexagon bolt/, /Washer/, /Hexagon nut/]) await expect(row(name)).toHaveAttribute('aria-selected', 'true');
    await expect(row(/Square tube/)).toHaveAttribute('aria-selected', 'false');

    await app.view.getByRole('application').press('Escape');
    await expect(viewer).toHaveAttribute('data-selected', '0');
    await expect(grid.locator('[role="row"][aria-selected="true"]')).toHaveCount(0);
    await expect(structure.getByRole('treeitem', { selected: true })).toHaveCount(0);
  });

  test('begins in the model as well: what is clicked there is marked in the table of parts', async ({ page, sandbox }) => {
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await app.openElement('Housing');
    await app.viewIs('ready');
    await page.getByRole('tab', { name: 'Parts' }).click();
    const grid = page.getByRole('grid', { name: 'Parts' });
    await expect(grid.getByRole('row').nth(1)).toBeVisible();
    const selected = grid.locator('[role="row"][aria-selected="true"]');
    const canvas = app.view.locator('canvas');
    const box = await canvas.boundingBox();
    if (!box) throw new Error('the view has no size');
    // A little below the middle is its front.
    await canvas.click({ position: { x: box.width / 2, y: box.height * 0.55 } });
    await expect(selected).toHaveCount(1);
    // At the edge there is nothing.
    await canvas.click({ position: { x: box.width * 0.03, y: box.height * 0.4 } });
    await expect(selected).toHaveCount(0);
  });
});
