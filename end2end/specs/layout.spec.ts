import type { TestInfo } from '@playwright/test';
import { addressOf, signedInAlone } from '../pages/alone';
import { App } from '../pages/app';
import { withinReach } from '../pages/reach';
import { expect, test } from '../test';

/** As `withinReach`, and a picture for whoever reads the report. */
async function looks(app: App, screen: string, info: TestInfo): Promise<void> {
  await withinReach(app.page, screen);
  const over = await app.root.evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(over, `${screen} is wider than the window`).toBeLessThanOrEqual(0);
  await info.attach(screen, { body: await app.page.screenshot(), contentType: 'image/png' });
}

for (const width of [320, 900, 1440, 1600]) {
  test.describe(`${width} px wide`, { tag: '@once' }, () => {
    test.use({ viewport: { width, height: 800 } });

    test('everything is within reach', async ({ page, sandbox }, info) => {
      const app = await signedInAlone(page, await sandbox.document('gearbox'));
      await expect(app.element('Gear').first()).toBeVisible();
      await looks(app, 'elements', info);

      await app.openElement('Flange');
      await app.viewIs('ready');
      await looks(app, 'part studio', info);
      if (width >= 720) {
        await expect(app.elements).toBeVisible();
      } else {
        await expect(app.elements).toBeHidden();
        await app.backButton.click();
        await expect(app.elements).toBeVisible();
      }

      await app.openAllDocuments();
      await expect.poll(() => app.loaded()).toBeGreaterThan(0);
      await looks(app, 'all documents', info);
      await expect(app.accountButton).toBeVisible();
    });
  });
}

test.describe('the narrowest panel, 280 px', { tag: '@once' }, () => {
  test.use({ viewport: { width: 280, height: 800 } });

  test('everything of a document is within reach', async ({ page, sandbox }, info) => {
    const gearbox = await sandbox.document('gearbox');
    const app = new App(page, page);
    await page.goto(addressOf(gearbox));
    await app.ready();
    await looks(app, 'sign-in', info);
    await app.signInInPlace();
    await expect(app.element('Gear').first()).toBeVisible();
    await looks(app, 'elements', info);

    await page.getByRole('button', { name: 'Version', exact: true }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    await looks(app, 'versions', info);
    await page.keyboard.press('Escape');

    const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
    await app.openElement('Flange');
    await app.viewIs('ready');
    await looks(app, 'part studio', info);
    await page.getByRole('region', { name: 'Mass properties' }).getByText('Mass properties', { exact: true }).click();
    await expect(page.getByRole('row', { name: /^Mass / })).toBeVisible();
    await looks(app, 'mass properties', info);
    await tab('Parts');
    await expect(page.getByRole('grid', { name: 'Parts' }).getByRole('row').nth(1)).toBeVisible();
    await looks(app, 'parts', info);
    await tab('Properties');
    await expect(page.getByRole('region', { name: 'Element' }).getByRole('definition').first()).toBeVisible();
    await looks(app, 'properties', info);

    await app.backButton.click();
    await app.openElement('Gearbox, Assembly');
    await tab('Bill of materials');
    await expect(page.getByRole('treegrid').getByRole('row').nth(1)).toBeVisible();
    await looks(app, 'bill of materials', info);
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await expect(page.getByRole('checkbox', { name: 'Description' })).toBeVisible();
    await looks(app, 'columns', info);
    await page.keyboard.press('Escape');

    const pages = page.getByRole('region', { name: 'Pages', exact: true });
    await app.backButton.click();
    await app.openElement('Gearbox drawing');
    await expect(pages).toHaveAttribute('data-state', 'ready', { timeout: 40_000 });
    await looks(app, 'drawing', info);
    await app.backButton.click();
    await app.openElement('Datasheet.pdf');
    await expect(page.getByRole('button', { name: /^Show \(/ })).toBeEnabled();
    await looks(app, 'file', info);
  });

  test('everything of the list of documents is within reach', async ({ page, sandbox }, info) => {
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await app.openAllDocuments();
    await expect(app.document('Gearbox demo')).toBeVisible();
    await looks(app, 'all documents', info);

    await app.document('Gearbox demo').getByRole('link').focus();
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog', { name: /^Quick look/ });
    await expect(dialog.getByRole('region', { name: '3D view' })).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
    await looks(app, 'quick look', info);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await page.getByRole('radio', { name: 'Grid' }).check();
    await expect(app.document('Gearbox demo')).toBeVisible();
    await looks(app, 'documents as cards', info);
    await app.accountButton.click();
    await page.getByRole('menuitem', { name: 'Where you are signed in' }).click();
    await expect(page.getByRole('dialog', { name: 'Where you are signed in' }).getByRole('listitem').first()).toBeVisible();
    await looks(app, 'devices', info);
  });
});
