import { APP_URL, ONSHAPE_URL } from '../addresses';
import { App } from '../pages/app';
import { consent } from '../pages/consent';
import { HostPage } from '../pages/host';
import { shareDrawn } from '../pages/pixels';
import { expect, test } from '../test';

test.describe('in a tab of a document', () => {
  test('one signs in and sees the elements of the document one is in', async ({ host, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    const app = await host.open(gearbox);
    await app.signInWithPopup('Alice');
    for (const element of gearbox.elements) {
      const own = element.id === gearbox.appElementId;
      if (!own) await expect(app.element(element.name).first(), element.name).toBeVisible();
    }
    await expect(app.element('Vitrine')).toHaveCount(0);
  });

  test('the whole way: sign in, find a document, look at a part, reload, sign out', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openAllDocuments();
    await app.search.fill('Gearbox demo');
    await app.openDocument('Gearbox demo');
    await app.openElement('Gear');
    await app.viewIs('ready');
    await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.02);

    await host.reload();
    await expect(app.accountButton).toBeVisible();
    await expect(app.signInButton).toHaveCount(0);
    await app.viewIs('ready');

    await app.signOut();
    await host.reload();
    await expect(app.signInButton).toBeVisible();
    await expect(app.elements).toHaveCount(0);
  });

  test('the app introduces itself to Onshape with the ids of its tab', async ({ host, page, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    await host.open(gearbox);
    const messages = () => page.evaluate(() => JSON.stringify((window as { sandboxMessages?: unknown }).sandboxMessages ?? []));
    await expect.poll(messages).toContain('applicationInit');
    for (const id of [gearbox.documentId, gearbox.workspaceId, gearbox.appElementId]) expect(await messages()).toContain(id);
  });

  test('denying access says so, and one may still sign in', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup('Alice', 'Deny');
    const again = await app.oneAlert();
    await consent(await app.openPopup(again));
    await app.signedIn();
    await expect(app.alert).toHaveCount(0);
    await expect(app.element('Gear').first()).toBeVisible();
  });

  test('a sign-in window that was closed can be opened again', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    const popup = await app.openPopup();
    await popup.close();
    const again = app.surface.getByRole('button', { name: 'Open again' });
    await consent(await app.openPopup(again));
    await app.signedIn();
  });

  test('a sign-in window that the browser blocked is spoken of, and can be opened', async ({ host, page, sandbox }) => {
    await page.addInitScript(() => {
      const open = window.open;
      window.open = (...args) => (document.documentElement.dataset.letPopupsOpen ? open(...args) : null);
    });
    const app = await host.open(await sandbox.document('gearbox'));
    await app.press(app.signInButton);
    const help = await app.oneAlert();
    await app.root.evaluate((html) => void (html.dataset.letPopupsOpen = 'yes'));
    await consent(await app.openPopup(help));
    await app.signedIn();
  });

  test('one sign-in serves the tabs of every document', async ({ context, host, sandbox }) => {
    await (await host.open(await sandbox.document('gearbox'))).signInWithPopup();
    const other = await new HostPage(await context.newPage()).open(await sandbox.document('cjk'));
    await other.signedIn();
    await expect(other.element('部品')).toBeVisible();
  });

  test('four tabs that sign in at once are all signed in', async ({ context, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    const pages = await Promise.all([1, 2, 3, 4].map(() => context.newPage()));
    const apps = await Promise.all(pages.map((page) => new HostPage(page).open(gearbox)));
    const popups = [];
    // One hand clicks one tab after the other: of clicks in the same instant, Chromium drops those in a tab that a
    // popup of another has just covered. All four windows are open before the first is used.
    for (const app of apps) {
      await app.page.bringToFront();
      popups.push(await app.openPopup());
    }
    for (const popup of popups) {
      // A tab may have noticed the others' sign-in and closed its window.
      await consent(popup).catch((error: unknown) => {
        if (!popup.isClosed()) throw error;
      });
    }
    for (const app of apps) {
      await app.signedIn();
      await expect(app.element('Gear').first()).toBeVisible();
    }
    await Promise.all(pages.map((page) => new HostPage(page).reload()));
    for (const app of apps) await app.signedIn();
  });

  test('signing out in one tab signs out the others', async ({ context, host, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    const app = await host.open(gearbox);
    await app.signInWithPopup();
    const page = await context.newPage();
    const other = await new HostPage(page).open(gearbox);
    await other.signedIn();
    await app.signOut();
    await page.bringToFront();
    await expect(other.signInButton).toBeVisible();
    await expect(other.elements).toHaveCount(0);
  });

  test('a revoked grant ends the session and says so', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    // A picture that is still on its way would find the grant gone before the click does.
    const pictures = app.elements.locator('img');
    const loaded = () => pictures.evaluateAll((list) => list.filter((img) => (img as HTMLImageElement).complete).length);
    await expect.poll(loaded).toBeGreaterThanOrEqual(8);
    await sandbox.revoke('Alice');
    await app.allDocumentsButton.click();
    await expect(app.alert).toContainText(/removed|revoked|no longer/i);
    await expect(app.documents).toHaveCount(0);
    await consent(await app.openPopup());
    await app.signedIn();
  });

  test('an access token that expired is renewed without a word', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await sandbox.expire('Alice');
    await app.openAllDocuments();
    await expect.poll(() => app.loaded()).toBeGreaterThan(0);
    await sandbox.advanceClock(2 * 3600);
    await app.search.fill('Gearbox demo');
    await expect(app.document('Gearbox demo')).toBeVisible();
    await expect(app.alert).toHaveCount(0);
  });

  test('nothing of one user is shown where somebody else is at Onshape', async ({ host, sandbox }) => {
    const gearbox = await sandbox.document('gearbox');
    await (await host.open(gearbox)).signInWithPopup('Alice');
    await host.becomeAtOnshape('Bob');
    const app = await host.open(gearbox);
    await expect(app.surface.getByText(/Signed in as Alice/)).toBeVisible();
    await expect(app.elements).toHaveCount(0);
    await expect(app.documents).toHaveCount(0);
    await app.signInWithPopup('Bob');
    await expect(app.element('Gear').first()).toBeVisible();
    await expect(app.surface.getByText(/Signed in as Alice/)).toHaveCount(0);
  });
});

test.describe('in a tab of its own', () => {
  test('the whole way by plain redirects, the document kept', async ({ page, sandbox }) => {
    const app = new App(page, page);
    const gearbox = await sandbox.document('gearbox');
    await page.goto(ownTab(gearbox));
    await app.signInInPlace();
    await expect(app.element('Gear').first()).toBeVisible();
    expect(page.url()).not.toMatch(/code=|state=/);

    await app.openAllDocuments();
    await app.search.fill('Gearbox demo');
    await app.openDocument('Gearbox demo');
    await app.openElement('Gear');
    await app.viewIs('ready');
    await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.02);

    const place = page.url();
    await page.reload();
    await app.viewIs('ready');
    expect(page.url()).toBe(place);

    await app.signOut();
    await page.reload();
    await expect(app.signInButton).toBeVisible();
  });

  test('denying access says so, and one may still sign in', async ({ page, sandbox }) => {
    const app = new App(page, page);
    await page.goto(ownTab(await sandbox.document('gearbox')));
    await app.signInInPlace('Alice', 'Deny');
    const again = await app.oneAlert();
    await again.click();
    await consent(page);
    await app.signedIn();
  });

  test("Onshape's applications page grants access and gets the user back", { tag: '@once' }, async ({ page }) => {
    await page.goto(`${ONSHAPE_URL}/user/applications`);
    await page.getByRole('button', { name: 'Grant' }).click();
    await consent(page);
    await expect(page).toHaveURL(`${ONSHAPE_URL}/user/applications`);
    await expect(page.getByRole('button', { name: 'Revoke' })).toBeVisible();
  });

  test('nobody is sent to an address that is not Onshape', { tag: '@once' }, async ({ page, allowStatus }) => {
    const elsewhere = encodeURIComponent('https://elsewhere.invalid/');
    allowStatus(400, /oauthSignin/);
    await page.goto(`${APP_URL}/oauthSignin?redirectOnshapeUri=${elsewhere}`);
    if (page.url().startsWith(ONSHAPE_URL)) await consent(page);
    await expect(page).toHaveURL(new RegExp(`^${APP_URL}/`));
  });
});

function ownTab(document: { documentId: string; workspaceId: string; appElementId: string }): string {
  const { documentId, workspaceId, appElementId: elementId } = document;
  return `${APP_URL}/?${new URLSearchParams({ documentId, workspaceId, elementId, server: ONSHAPE_URL })}`;
}
