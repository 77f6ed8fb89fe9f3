import { expect, test } from '../test';
import { APP_URL } from '../addresses';
import { App } from '../pages/app';
import { consent } from '../pages/consent';
import type { HostPage } from '../pages/host';
import type { Sandbox } from '../sandbox';

async function signedIn(host: HostPage, sandbox: Sandbox): Promise<App> {
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  return app;
}

test('the list goes on past a hundred documents as one scrolls, and counts them', async ({ host, page, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await expect.poll(() => app.loaded()).toBeGreaterThan(0);
  await app.documents.hover();
  await expect(async () => {
    await page.mouse.wheel(0, 3_000);
    expect(await app.loaded()).toBeGreaterThan(100);
  }).toPass({ timeout: 45_000 });
  // Virtualised: what is out of sight is not in the page.
  expect(await app.documents.getByRole('listitem').or(app.documents.getByRole('option')).or(app.documents.getByRole('row')).count()).toBeLessThan(80);
});

test('searching finds a document by its name, and a document opens at its elements', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await app.search.fill('Broken gl');
  await expect(app.document('Broken glTF')).toBeVisible();
  await expect(app.document('Gearbox demo')).toHaveCount(0);
  await app.openDocument('Broken glTF');
  await expect(app.element('Plate')).toBeVisible();
});

test('a search that finds nothing says so, and its end brings everything back', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await app.search.fill('no document has this name');
  await expect.poll(() => app.loaded()).toBe(0);
  await app.search.fill('');
  await expect.poll(() => app.loaded()).toBeGreaterThan(0);
  await expect(app.alert).toHaveCount(0);
});

test('names are shown as they are, markup too', { tag: '@once' }, async ({ host, page, sandbox }) => {
  page.on('dialog', () => {
    throw new Error('markup in a name was run');
  });
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await app.search.fill('<script>');
  await app.openDocument('<script>alert(1)</script> & "quotes"');
  await expect(app.surface.getByText('<script>alert(1)</script> & "quotes"').first()).toBeVisible();
  await expect(app.element(`<b>Bold</b> & 'bracket'`)).toBeVisible();
  await expect(app.elements.locator('b')).toHaveCount(0);
});

for (const key of ['arabic', 'hebrew', 'cjk', 'long', 'nulls'] as const) {
  test(`the ${key} document is listed, opens, and fits`, { tag: '@once' }, async ({ host, sandbox }) => {
    const document = await sandbox.document(key);
    const app = await signedIn(host, sandbox);
    await app.openAllDocuments();
    await app.search.fill(document.name.slice(0, 40));
    await app.openDocument(document.name);
    const element = document.elements.find((one) => one.id !== document.appElementId);
    await expect(app.element(element?.name ?? '')).toBeVisible();
    expect(await app.root.evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
  });
}

test("a document with no element but the app's own says that", { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await host.open(await sandbox.document('bare'));
  await app.signInWithPopup();
  await expect(app.surface.getByText(/no (other )?(elements|tabs)|nothing/i).first()).toBeVisible();
  await expect(app.alert).toHaveCount(0);
});

test('back and forward lead where one was', async ({ host, page, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openElement('Gear');
  await app.viewIs('ready');
  await app.openAllDocuments();
  // The frame's steps are part of the tab's history.
  await page.evaluate(() => history.back());
  await app.viewIs('ready');
  await expect(app.documents).toHaveCount(0);
  await page.evaluate(() => history.forward());
  await expect(app.documents).toBeVisible();
});

test('a filter narrows the list, and coming back brings back what was there', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await expect(app.document('Gearbox demo')).toBeVisible();
  await app.surface.getByRole('radio', { name: 'Shared with me' }).check();
  await expect(app.document('Gearbox demo')).toHaveCount(0);
  await expect(app.documents.getByRole('listitem').first()).toBeVisible();
  await expect(app.documents.getByRole('listitem').filter({ hasText: 'Alice Archer' })).toHaveCount(0);
  await page.evaluate(() => history.back());
  await expect(app.document('Gearbox demo')).toBeVisible();
  await expect(app.surface.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
});

test('the list is walked and a document opened by keyboard', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  const rows = app.documents.getByRole('link');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.element('Gear').first()).toBeVisible();
});

test('a picture is fetched for a row in view only', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.openAllDocuments();
  const rows = app.documents.getByRole('listitem');
  /** Of the rows that are in the page: which have a picture, and which are in view. */
  const seen = () =>
    rows.evaluateAll((list) => {
      const view = list[0]?.closest('.list-scroll')?.getBoundingClientRect();
      return list.map((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return { pictured: row.querySelector('img') !== null, inView: !!view && top < view.bottom && bottom > view.top };
      });
    });
  await expect.poll(async () => (await seen()).filter((row) => row.pictured).length).toBeGreaterThan(5);
  const now = await seen();
  expect(now.filter((row) => !row.inView).length, 'rows kept ready below').toBeGreaterThan(0);
  expect(now.filter((row) => row.pictured && !row.inView)).toEqual([]);
});

test('all documents open by their own address', { tag: '@once' }, async ({ page }) => {
  const app = new App(page, page);
  await page.goto(`${APP_URL}/oauthSignin?returnTo=/documents`);
  await consent(page);
  await app.signedIn();
  await page.goto(`${APP_URL}/documents`);
  await expect.poll(() => app.loaded()).toBeGreaterThan(0);
  await expect(app.document('Gearbox demo')).toBeVisible();
});
