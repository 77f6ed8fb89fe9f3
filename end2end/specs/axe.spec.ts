import { AxeBuilder } from '@axe-core/playwright';
import { APP_URL, ONSHAPE_URL } from '../addresses';
import { App } from '../pages/app';
import type { DemoDocument } from '../sandbox';
import { expect, test } from '../test';

/** Every screen, judged by axe: no violation in either theme and language, narrow and wide. */

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Where the app is by itself in a tab: the frame's own page would be judged along. */
function address({ documentId, workspaceId, appElementId }: DemoDocument, locale: string): string {
  const query = new URLSearchParams({ documentId, workspaceId, elementId: appElementId, server: ONSHAPE_URL, locale });
  return `${APP_URL}/?${query}`;
}

for (const [locale, signIn, allDocuments] of [
  ['en-US', 'Sign in with Onshape', 'All documents'],
  ['fr_FR', 'Se connecter avec Onshape', 'Tous les documents'],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      test.describe(`${locale}, ${colorScheme}, ${width} px`, { tag: '@once' }, () => {
        test.use({ colorScheme, viewport: { width, height: 800 } });

        test('no screen has a violation', async ({ page, sandbox }) => {
          test.setTimeout(180_000);
          const judge = async (screen: string): Promise<void> => {
            // What fades in is judged once it is there.
            await expect.poll(() => page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getTiming().iterations !== Infinity).length)).toBe(0);
            const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
            const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
            expect(said, screen).toEqual([]);
          };
          const tab = async (index: number): Promise<void> => {
            await page.getByRole('tab').nth(index).click();
            await expect(page.locator('.panel[data-shown] .skeleton:visible')).toHaveCount(0);
          };
          const app = new App(page, page);
          const gearbox = await sandbox.document('gearbox');
          await page.goto(address(gearbox, locale));
          await app.ready();
          await judge('sign-in');
          await page.getByRole('button', { name: signIn }).click();
          await page.getByRole('button', { name: 'Allow' }).click();
          await expect(page.locator('.elements .card').first()).toBeVisible();
          await judge('elements');

          const open = async (name: string): Promise<void> => {
            const { documentId, workspaceId, elements } = gearbox;
            const element = elements.find((element) => element.name === name);
            await page.goto(`${APP_URL}/documents/${documentId}/w/${workspaceId}/e/${element?.id}?locale=${locale}`);
            await app.ready();
          };
          await open('Flange');
          await expect(page.locator('.viewer')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
          await judge('part studio');
          await tab(1);
          await judge('parts');
          await tab(2);
          await judge('properties');
          await open('Gearbox');
          await expect(page.locator('.viewer')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
          await tab(1);
          await judge('bill of materials');
          await open('Gearbox drawing');
          await expect(page.locator('vitrine-pages')).toBeVisible();
          await judge('drawing');
          await open('Datasheet.pdf');
          await judge('file');

          await page.getByRole('button', { name: allDocuments }).click();
          await expect(page.locator('.document-row').first()).toBeVisible();
          await judge('documents');
          await app.root.locator('.account-button').click();
          await judge('account');
        });
      });
    }
  }
}
