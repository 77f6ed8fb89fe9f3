import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';
import { APP_URL, ONSHAPE_URL } from '../addresses';
import { App } from '../pages/app';
import { consent } from '../pages/consent';
import { HostPage } from '../pages/host';
import type { DemoDocument } from '../sandbox';
import { expect, test } from '../test';

/**
 * The take-over that a polled hand-over invites: the attacker's page has a handle, and somebody who granted access long
 * ago is lured onto the address that starts a sign-in with it. Nobody must press anything for it to work.
 */
test.describe("an attacker's handle, opened by somebody else", { tag: '@once' }, () => {
  for (const way of ['typed or from a mail', 'from a link on another site', 'in a window that another site opened'] as const) {
    test(`is refused: ${way}`, async ({ host, page, context, sandbox, anotherBrowser, allowStatus }) => {
      const gearbox = await sandbox.document('gearbox');
      // The victim has an account, a session and a grant: no consent page will stop anything.
      await (await host.open(gearbox)).signInWithPopup('Alice');
      const attacker = await handleOf(await anotherBrowser(), gearbox);

      allowStatus(403, /oauthSignin/);
      allowStatus(400, /oauthSignin/);
      const victim = await context.newPage();
      if (way === 'typed or from a mail') {
        const answer = await victim.goto(attacker.address);
        expect([400, 403]).toContain(answer?.status());
      } else {
        const site = await evilSite(attacker.address);
        await victim.goto(site.origin);
        const landed = way === 'from a link on another site' ? await follow(victim) : await letOpen(victim);
        await expect(landed).toHaveURL(/\/oauthSignin/);
        await expect(landed.getByRole('alert').or(landed.getByRole('heading')).first()).toBeVisible();
        site.close();
      }

      // The attacker's page asks and asks, and is told nothing.
      await attacker.polls(3);
      await expect(attacker.host.app.accountButton).toHaveCount(0);
      await attacker.host.reload();
      await expect(attacker.host.app.signInButton).toBeVisible();
      // The victim is none the worse for it.
      await page.bringToFront();
      await host.reload();
      await host.app.signedIn();
    });
  }

  test('no page of the app takes a handle from its own address', async ({ host, page, sandbox, anotherBrowser }) => {
    const gearbox = await sandbox.document('gearbox');
    await (await host.open(gearbox)).signInWithPopup('Alice');
    const attacker = await handleOf(await anotherBrowser(), gearbox);
    const handle = new URL(attacker.address).searchParams.get('handle') ?? '';
    const starts: string[] = [];
    page.context().on('request', (request) => {
      if (request.url().includes(handle) && new URL(request.url()).pathname === '/oauthSignin') starts.push(request.url());
    });
    await page.goto(`${APP_URL}/?handle=${handle}&documentId=${gearbox.documentId}&workspaceId=${gearbox.workspaceId}&elementId=${gearbox.appElementId}`);
    // The frame's session is not this tab's: one signs in here too, at once, since the grant exists.
    const own = new App(page, page);
    await own.signInButton.click();
    await own.signedIn();
    expect(starts).toEqual([]);
    await attacker.polls(2);
    await expect(attacker.host.app.accountButton).toHaveCount(0);
  });

  test('the same window opened by the app itself is welcome', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    const popup = await app.openPopup();
    await expect(popup).toHaveURL(new RegExp(`^${ONSHAPE_URL}/oauth/authorize`));
    await consent(popup);
    await app.signedIn();
  });
});

async function follow(page: Page): Promise<Page> {
  await page.getByRole('link', { name: 'link' }).click();
  return page;
}

async function letOpen(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'window' }).click();
  return opened;
}

interface Attacker {
  host: HostPage;
  /** `/oauthSignin?handle=…`, never opened so far. */
  address: string;
  /** Resolves after the attacker's page has asked the server so many times more. */
  polls: (times: number) => Promise<void>;
}

/** Opens the app, presses the button, and keeps the window from loading: what is left is a fresh handle. */
async function handleOf(browser: BrowserContext, document: DemoDocument): Promise<Attacker> {
  const page = browser.pages()[0] ?? (await browser.newPage());
  const host = new HostPage(page);
  const address = new Promise<string>((resolve) => {
    void browser.route(`${APP_URL}/oauthSignin**`, async (route) => {
      resolve(route.request().url());
      await route.fulfill({ contentType: 'text/html', body: '<title>held back</title>' });
    });
  });
  const app = await host.open(document);
  await app.openPopup();
  const polls = async (times: number) => {
    for (let i = 0; i < times; i += 1) {
      await page.waitForResponse((response) => response.request().method() === 'POST' && response.url().startsWith(`${APP_URL}/api/`));
    }
  };
  return { host, address: await address, polls };
}

/** Another site with a link to `target` and a button that opens it in a window. */
async function evilSite(target: string) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>evil</title><link rel=icon href="data:,">
      <a href="${target}">link</a> <button onclick="window.open('${target}')">window</button>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
