import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { addressOf } from '../pages/alone';
import { App } from '../pages/app';
import { consent } from '../pages/consent';
import type { DemoDocument } from '../sandbox';
import { expect, test } from '../test';

/** Every screen, judged by axe: no violation in either theme and language, narrow and wide. */

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The app's texts in a language, as `say('documents.search')`. */
function texts(language: 'en' | 'fr'): (key: string) => string {
  const all = JSON.parse(readFileSync(new URL(`../../locales/${language}.json`, import.meta.url), 'utf8')) as Record<string, Record<string, unknown>>;
  return (key) => {
    const [group = '', name = ''] = key.split('.');
    const text = all[group]?.[name];
    if (typeof text !== 'string') throw new Error(`there is no text "${key}"`);
    return text;
  };
}

for (const [language, locale] of [
  ['en', 'en-US'],
  ['fr', 'fr_FR'],
] as const) {
  for (const width of [320, 1280]) {
    test.describe(`${locale}, ${width} px`, { tag: '@once' }, () => {
      test.use({ viewport: { width, height: 800 } });

      test('no screen has a violation, light or dark', async ({ page, sandbox }) => {
        test.setTimeout(240_000);
        await page.emulateMedia({ reducedMotion: 'reduce' });
        const say = texts(language);
        const app = new App(page, page);
        const judge = async (screen: string): Promise<void> => {
          for (const colorScheme of ['dark', 'light'] as const) {
            await page.emulateMedia({ colorScheme });
            // What fades is judged once it is there.
            await expect.poll(() => page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getTiming().iterations !== Infinity).length)).toBe(0);
            // Colours are all that the themes differ in.
            const axe = new AxeBuilder({ page });
            const { violations } = await (colorScheme === 'light' ? axe.withTags(RULES) : axe.withRules('color-contrast')).analyze();
            const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
            expect.soft(said, `${screen}, ${colorScheme}`).toEqual([]);
          }
        };
        const button = (key: string) => page.getByRole('button', { name: say(key), exact: true });
        const tab = async (key: string): Promise<void> => {
          await page.getByRole('tab', { name: say(key), exact: true }).click();
          await expect(page.locator('.panel[data-shown] .skeleton:visible')).toHaveCount(0);
        };
        const modelIsReady = () => expect(page.locator('.viewer')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
        const elements = page.getByRole('list', { name: say('elements.elements'), exact: true });
        /** From the elements, or from another element, where they are beside it or behind it. */
        const open = async (name: string): Promise<void> => {
          const back = button('top_bar.back');
          if (await back.isVisible()) await back.click();
          await elements.getByRole('listitem', { name: new RegExp(`^${name.replace('.', '\\.')}, `) }).getByRole('link').click();
        };
        const openDocument = async ({ documentId, workspaceId }: DemoDocument): Promise<void> => {
          await page.goto(`${new URL(page.url()).origin}/documents/${documentId}/w/${workspaceId}?locale=${locale}`);
          await app.ready();
          await expect(elements).toBeVisible();
        };

        const gearbox = await sandbox.document('gearbox');
        const assembly = gearbox.elements.find(({ name }) => name === 'Gearbox');
        // Other tests have read the bill of materials, and it is kept: it must be asked for anew to fail.
        await sandbox.touch(gearbox, assembly?.id ?? '');
        await page.goto(addressOf(gearbox, locale));
        await app.ready();
        await judge('sign-in');
        await button('sign_in.button').click();
        await consent(page);
        await expect(page.locator('.elements .card').first()).toBeVisible();
        await app.ready();
        await judge('elements');

        await button('versions.version').click();
        const versions = page.getByRole('dialog', { name: say('versions.versions') });
        await expect(versions.getByRole('option').nth(1)).toBeVisible();
        await judge('versions');
        await versions.getByRole('radio', { name: say('versions.history') }).check();
        await expect(versions.getByRole('option').nth(1)).toBeVisible();
        await judge('history');
        await page.keyboard.press('Escape');
        await expect(versions).toBeHidden();

        await open('Flange');
        await modelIsReady();
        await judge('part studio');
        await tab('element.parts');
        await judge('parts');
        await tab('element.properties');
        await judge('properties');

        await sandbox.fault({ path: '/bom', status: 503 });
        await open('Gearbox');
        await modelIsReady();
        await tab('element.bom');
        await expect(app.alert).toBeVisible();
        await judge('alert');
        await sandbox.clearFaults();
        await app.alert.getByRole('button').click();
        await expect(page.getByRole('treegrid').getByRole('row').nth(1)).toBeVisible({ timeout: 30_000 });
        await judge('bill of materials');
        await button('bom.columns').click();
        await expect(page.getByRole('group', { name: say('bom.columns') })).toBeVisible();
        await judge('columns');
        await page.keyboard.press('Escape');

        await open('Gearbox drawing');
        await expect(page.locator('section.pages')).toHaveAttribute('data-state', 'ready', { timeout: 40_000 });
        await judge('drawing');
        await open('Datasheet.pdf');
        await expect(page.locator('.file-offer')).toBeVisible();
        await judge('file');

        await openDocument(await sandbox.document('files'));
        for (const [name, content] of [
          ['Read me.txt', '.file-text'],
          ['Notes.md', '.file-markdown'],
          ['Parts list.csv', '[role="grid"]'],
        ] as const) {
          await open(name);
          await page.locator('.file-offer .button.primary').click();
          await expect(page.locator(content)).toBeVisible();
          await judge(name);
        }
        await open('Feature Studio 1');
        await expect(page.getByRole('article', { name: 'Feature Studio 1' })).toBeVisible();
        await judge('feature studio');

        await openDocument(await sandbox.document('configurable'));
        await open('Configured strap');
        await modelIsReady();
        for (const key of ['configuration.name', 'mass.name']) {
          const panel = page.getByRole('region', { name: say(key), exact: true });
          await expect(panel).toBeVisible();
          if (!(await panel.getByRole('table').or(panel.getByRole('combobox')).first().isVisible())) await panel.getByText(say(key), { exact: true }).click();
          await expect(panel.getByRole('table').or(panel.getByRole('combobox')).first()).toBeVisible();
        }
        await judge('configuration and mass');

        await button('top_bar.all_documents').click();
        await expect(page.locator('.document-row').first()).toBeVisible();
        await judge('documents');
        await page.getByRole('radio', { name: say('documents.as_grid'), exact: true }).check();
        await expect(page.locator('[data-view="grid"] .document-row').first()).toBeVisible();
        await judge('documents as cards');
        const search = page.getByRole('searchbox', { name: say('documents.search') });
        await search.fill('no document has this name');
        await expect(page.getByRole('heading', { name: /no document has this name/ })).toBeVisible();
        await judge('nothing found');
        await search.fill('Gearbox demo');
        const row = page.locator('.document-row', { hasText: 'Gearbox demo' }).first();
        await expect(row).toBeVisible();
        await row.focus();
        await page.keyboard.press('Space');
        const look = page.locator('dialog.quick-look');
        await expect(look.locator('.viewer')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
        await judge('quick look');
        await page.keyboard.press('Escape');
        await expect(look).toBeHidden();

        await page.locator('.account-button').click();
        const devices = page.getByRole('menuitem', { name: say('account.devices') });
        await expect(devices).toBeVisible();
        await judge('account');
        await devices.click();
        await expect(page.locator('.device').first()).toBeVisible();
        await judge('devices');
      });
    });
  }
}
