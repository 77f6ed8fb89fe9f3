import { readFile } from 'node:fs/promises';
import type { App } from '../pages/app';
import type { HostPage } from '../pages/host';
import type { Sandbox } from '../sandbox';
import { expect, test } from '../test';

async function opened(host: HostPage, sandbox: Sandbox, key: 'files' | 'gearbox' | 'drawings', name: string): Promise<App> {
  const app = await host.open(await sandbox.document(key));
  await app.signInWithPopup();
  await app.openElement(name);
  return app;
}

test.describe('drawings', { tag: '@once' }, () => {
  test('are shown page by page, as Onshape translates them', async ({ host, sandbox }) => {
    const app = await opened(host, sandbox, 'drawings', 'Housing drawing');
    const pages = app.surface.getByRole('region', { name: 'Pages', exact: true });
    await expect(pages).toHaveAttribute('data-state', 'ready', { timeout: 40_000 });
    await expect(app.surface.getByRole('button', { name: 'Next page' })).toBeEnabled();
  });

  test('are downloaded as PDF', async ({ host, page, sandbox }) => {
    const app = await opened(host, sandbox, 'gearbox', 'Gearbox drawing');
    await expect(app.surface.getByRole('region', { name: 'Pages', exact: true })).toHaveAttribute('data-state', 'ready', { timeout: 40_000 });
    const saved = page.waitForEvent('download');
    await app.surface.getByRole('button', { name: 'Download PDF' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('Gearbox drawing.pdf');
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('that Onshape cannot translate are said so', async ({ host, sandbox, allowStatus }) => {
    allowStatus(502, /\/files\/drawings\//);
    const app = await opened(host, sandbox, 'drawings', 'Drawing that fails');
    await expect(app.surface.getByRole('region', { name: 'Pages', exact: true })).toHaveAttribute('data-state', 'failed', { timeout: 40_000 });
    await app.oneAlert();
  });
});

test.describe('uploaded files', { tag: '@once' }, () => {
  const show = /^Show \(/;

  test('of text are shown after a click that says how large they are', async ({ host, sandbox }) => {
    const app = await opened(host, sandbox, 'files', 'Read me.txt');
    await app.surface.getByRole('button', { name: show }).click();
    await expect(app.surface.locator('pre.file-text')).not.toBeEmpty();
  });

  test('of Markdown keep their marks, and nothing in them runs', async ({ host, page, sandbox }) => {
    const app = await opened(host, sandbox, 'files', 'Notes.md');
    await app.surface.getByRole('button', { name: show }).click();
    const article = app.surface.locator('article.file-markdown');
    await expect(article.getByRole('heading').first()).toBeVisible();
    await expect(article.locator('script, img, [onerror], [href^="javascript"]')).toHaveCount(0);
    expect(page.isClosed()).toBe(false);
  });

  test('of several other kinds are shown', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('files'));
    await app.signInWithPopup();
    const names = (await sandbox.document('files')).elements.map(({ name }) => name);
    for (const [ending, ready] of [
      ['.pdf', '.pages[data-state="ready"]'],
      ['.png', '.pages[data-state="ready"]'],
      ['.csv', '[role="grid"]'],
      ['.stl', '.viewer[data-state="ready"]'],
      ['.obj', '.viewer[data-state="ready"]'],
    ] as const) {
      const name = names.find((name) => name.toLowerCase().endsWith(ending));
      expect(name, `a file that ends in ${ending}`).toBeDefined();
      await app.openElement(name ?? '');
      await app.surface.getByRole('button', { name: show }).click();
      await expect(app.surface.locator(ready), name).toBeVisible({ timeout: 30_000 });
    }
  });

  test('that browsers would run are for saving only', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('files'));
    await app.signInWithPopup();
    const names = (await sandbox.document('files')).elements.map(({ name }) => name);
    for (const ending of ['.svg', '.html', '.zip']) {
      const name = names.find((name) => name.toLowerCase().endsWith(ending));
      expect(name, `a file that ends in ${ending}`).toBeDefined();
      await app.openElement(name ?? '');
      const download = app.surface.getByRole('button', { name: /^Download \(/ });
      await expect(download).toBeEnabled();
      await expect(app.surface.getByRole('button', { name: show })).toHaveCount(0);
      const saved = page.waitForEvent('download');
      await download.click();
      expect((await saved).suggestedFilename()).toBe(name);
    }
  });

  test('without a byte are said to be empty', async ({ host, sandbox }) => {
    const app = await opened(host, sandbox, 'files', 'Nothing.txt');
    await expect(app.surface.getByRole('heading', { name: 'This file is empty' })).toBeVisible();
  });
});
