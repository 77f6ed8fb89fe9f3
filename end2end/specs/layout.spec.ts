import { APP_URL, ONSHAPE_URL } from '../addresses';
import { App } from '../pages/app';
import { expect, test } from '../test';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [280, 320, 900, 1440, 1600]) {
    test.describe(`${width} px wide, ${colorScheme}`, { tag: '@once' }, () => {
      test.use({ viewport: { width, height: 800 }, colorScheme });

      test('everything is within reach', async ({ page, sandbox }, testInfo) => {
        const app = new App(page, page);
        const { documentId, workspaceId, appElementId: elementId } = await sandbox.document('gearbox');
        await page.goto(`${APP_URL}/?${new URLSearchParams({ documentId, workspaceId, elementId, server: ONSHAPE_URL })}`);
        const looks = async (name: string) => {
          const over = await app.root.evaluate((html) => html.scrollWidth - html.clientWidth);
          expect(over, `${name} is wider than the window`).toBeLessThanOrEqual(0);
          await testInfo.attach(name, { body: await page.screenshot(), contentType: 'image/png' });
        };
        await app.ready();
        await looks('sign-in');
        await app.signInInPlace();
        await expect(app.element('Gear').first()).toBeVisible();
        await looks('elements');

        await app.openElement('Flange');
        await app.viewIs('ready');
        await looks('part studio');
        if (width >= 720) {
          await expect(app.elements).toBeVisible();
        } else {
          await expect(app.elements).toBeHidden();
          await app.backButton.click();
          await expect(app.elements).toBeVisible();
        }

        await app.openAllDocuments();
        await expect.poll(() => app.loaded()).toBeGreaterThan(0);
        await looks('all documents');
        await expect(app.accountButton).toBeVisible();
      });
    });
  }
}
