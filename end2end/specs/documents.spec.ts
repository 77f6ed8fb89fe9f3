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

test('a search forgives case, accents, the order of words and a slip of the finger', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await expect(app.document('Gearbox demo')).toBeVisible();
  for (const typed of ['GEARBOX', 'démo gear', 'gaerbox', 'demo gearbx']) {
    await app.search.fill(typed);
    await expect(app.document('Gearbox demo'), typed).toBeVisible();
  }
  await app.search.fill('qqqqqqqq');
  await expect(app.document('Gearbox demo')).toHaveCount(0);
});

test('the list is ordered by a press on a column, and its address says so', { tag: '@once' }, async ({ host, page, sandbox }) => {
  await page.setViewportSize({ width: 1440, height: 800 });
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  const head = (name: string) => app.surface.getByRole('columnheader', { name, exact: true });
  const first = app.documents.getByRole('listitem').first();
  const label = async () => (await first.getAttribute('aria-label')) ?? '';
  await expect(head('Modified')).toHaveAttribute('aria-sort', 'descending');
  await expect(first).toBeVisible();
  const latest = await label();
  await head('Name').getByRole('button').click();
  await expect(head('Name')).toHaveAttribute('aria-sort', 'ascending');
  await expect(head('Modified')).not.toHaveAttribute('aria-sort');
  await expect.poll(label).not.toBe(latest);
  const a = await label();
  await head('Name').getByRole('button').click();
  await expect(head('Name')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(label).not.toBe(a);
  const z = await label();
  await expect.poll(() => page.frames().some((frame) => /[?&]sort=name(&|$)/.test(frame.url()) && /[?&]order=desc(&|$)/.test(frame.url()))).toBe(true);
  // Another order is no place of its own: Back leads to where one was before the list, and forward to the list as it was.
  await page.evaluate(() => history.back());
  await expect(app.elements).toBeVisible();
  await expect(head('Name')).toHaveCount(0);
  await page.evaluate(() => history.forward());
  await expect(head('Name')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(label).toBe(z);
});

test('a star makes a favourite, by pointer and by key, and it stays one', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  const star = app.document('Gearbox demo').getByRole('button', { name: /^Favourite/ });
  await expect(star).toHaveAttribute('aria-pressed', 'false');
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  const lists = app.surface.getByRole('combobox', { name: 'More lists' });
  await lists.selectOption('Favourites');
  await expect.poll(() => app.loaded()).toBe(1);
  await expect(app.document('Gearbox demo')).toBeVisible();
  await app.document('Gearbox demo').getByRole('link').focus();
  await page.keyboard.press('f');
  await expect(star).toHaveAttribute('aria-pressed', 'false');
  await app.surface.getByRole('radio', { name: 'All', exact: true }).check();
  await expect.poll(() => app.loaded()).toBeGreaterThan(1);
  await lists.selectOption('Favourites');
  await expect(app.surface.getByText('No documents here')).toBeVisible();
});

test('what was opened here is listed, the last one first', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await app.search.fill('Broken glTF');
  await app.openDocument('Broken glTF');
  await app.openAllDocuments();
  await app.surface.getByRole('combobox', { name: 'More lists' }).selectOption('Last opened here');
  await expect(app.documents.getByRole('listitem').first()).toHaveAttribute('aria-label', /^Broken glTF/);
});

test('companies and teams are asked for when their list is opened, and not before', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await expect.poll(() => app.loaded()).toBeGreaterThan(0);
  const teams = async () => (await sandbox.calls()).some((call) => /\/teams(\?|$)/.test(call));
  expect(await teams()).toBe(false);
  await app.surface.getByRole('combobox', { name: 'More lists' }).selectOption('Team');
  await expect.poll(teams).toBe(true);
  await expect(app.alert).toHaveCount(0);
});

test('space shows a quick look with 3D, arrows go on to the next, and Escape leads back to the row', { tag: '@once' }, async ({
  host,
  page,
  sandbox,
}) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  const rows = app.documents.getByRole('link');
  await rows.first().focus();
  await page.keyboard.press('Space');
  const dialog = app.surface.getByRole('dialog', { name: /^Quick look/ });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('region', { name: '3D view' })).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  const name = await dialog.getByRole('heading').first().textContent();
  await dialog.getByRole('button', { name: 'Next document' }).click();
  await expect(dialog.getByRole('heading').first()).not.toHaveText(name ?? '');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(rows.nth(1)).toBeFocused();
});

test('cards show the same documents, and the address remembers them', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const app = await signedIn(host, sandbox);
  await app.openAllDocuments();
  await app.surface.getByRole('radio', { name: 'Grid' }).check();
  await expect(app.document('Gearbox demo')).toBeVisible();
  await app.documents.getByRole('link').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(app.documents.getByRole('link').nth(1)).toBeFocused();
  await app.openDocument('Gearbox demo');
  await page.evaluate(() => history.back());
  await expect(app.surface.getByRole('radio', { name: 'Grid' })).toBeChecked();
  expect(await app.documents.getByRole('listitem').count()).toBeLessThan(120);
});

test('a list that failed while the network was down comes back by itself', { tag: '@once' }, async ({ host, context, sandbox, watch }) => {
  const app = await signedIn(host, sandbox);
  await context.setOffline(true);
  await app.allDocumentsButton.click();
  await app.oneAlert();
  await context.setOffline(false);
  await expect(app.document('Gearbox demo')).toBeVisible();
  await expect(app.alert).toHaveCount(0);
  // Each request that could not be made is an error in the console.
  expect(watch.takeErrors().filter((error) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(error))).toEqual([]);
});
