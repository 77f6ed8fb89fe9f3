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

test.describe("somebody else's sign-in", { tag: '@once' }, () => {
  /** Where Onshape sends the attacker's browser back to, with a code of the attacker's; it never goes there. */
  async function callbackOf({ request }: BrowserContext): Promise<string> {
    // Somebody else at Onshape than the victim.
    await request.post(`${ONSHAPE_URL}/session`, { form: { user: 'Bob' }, headers: { origin: ONSHAPE_URL } });
    const start = await request.get(`${APP_URL}/oauthSignin`, { maxRedirects: 0 });
    const consented = await request.post(start.headers().location ?? '', {
      form: { decision: 'allow' },
      headers: { origin: ONSHAPE_URL },
      maxRedirects: 0,
    });
    const back = consented.headers().location ?? '';
    expect(back).toContain(`${APP_URL}/oauthRedirect?code=`);
    return back;
  }

  for (const way of ['typed or from a mail', 'from a link on another site'] as const) {
    test(`a callback with a foreign state and code signs nobody in: ${way}`, async ({ page, anotherBrowser, allowStatus }) => {
      const foreign = await callbackOf(await anotherBrowser());
      allowStatus(400, /signInFailed/);
      if (way === 'typed or from a mail') {
        await page.goto(foreign);
      } else {
        const site = await evilSite(foreign);
        await page.goto(site.origin);
        await follow(page);
        site.close();
      }
      await expect(page).toHaveURL(`${APP_URL}/signInFailed`);
      await page.goto(`${APP_URL}/documents`);
      await expect(new App(page, page).signInButton).toBeVisible();
    });
  }

  test("a foreign code with a state of one's own signs nobody in", async ({ page, anotherBrowser, allowStatus }) => {
    const code = new URL(await callbackOf(await anotherBrowser())).searchParams.get('code') ?? '';
    await page.goto(`${APP_URL}/oauthSignin`);
    const state = new URL(page.url()).searchParams.get('state') ?? '';
    expect(state).not.toBe('');
    allowStatus(400, /signInFailed/);
    await page.goto(`${APP_URL}/oauthRedirect?code=${encodeURIComponent(code)}&state=${encodeURIComponent(state)}`);
    await expect(page).toHaveURL(`${APP_URL}/signInFailed`);
    await page.goto(`${APP_URL}/documents`);
    await expect(new App(page, page).signInButton).toBeVisible();
  });
});

/** Another app in the same page of Onshape's shares the partition: its requests carry our cookies. */
test('a neighbour in the same page can call, read and frame nothing', { tag: '@once' }, async ({ sandbox, anotherBrowser }) => {
  const browser = await anotherBrowser();
  const page = browser.pages()[0] ?? (await browser.newPage());
  const host = new HostPage(page);
  const gearbox = await sandbox.document('gearbox');
  const functions: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(`${APP_URL}/api/`)) functions.push(request.url());
  });
  await (await host.open(gearbox)).signInWithPopup();
  const whoAmI = functions.find((address) => address.includes('who_am_i')) ?? functions[0] ?? '';
  const file = `${APP_URL}/files/thumbnails/${gearbox.documentId}/w/${gearbox.workspaceId}/70x40`;

  // Onshape's page with the neighbour in it: the same top-level site, and so the same partition.
  const neighbour = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>neighbour</title><link rel=icon href="data:,">
      <iframe name="target"></iframe><form method="post" action="${whoAmI}" target="target" enctype="text/plain"><input name='{"a":"' value='"}'></form>
      <iframe src="${APP_URL}/documents"></iframe><img src="${file}">`);
  });
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
  const { port } = neighbour.address() as AddressInfo;
  const devtools = await browser.newCDPSession(page);
  await devtools.send('Network.enable');
  // What is said of one request comes in any order.
  const kinds = new Map<string, string>();
  const carried = new Map<string, boolean>();
  const statuses = new Map<string, number>();
  const answers = () => [...statuses].map(([id, status]) => ({ kind: kinds.get(id), status, carried: carried.get(id) ?? false }));
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(APP_URL)) kinds.set(requestId, new URL(request.url).pathname.split('/')[1] ?? '');
  });
  devtools.on('Network.requestWillBeSentExtraInfo', ({ requestId, associatedCookies }) => {
    carried.set(requestId, associatedCookies.some(({ cookie, blockedReasons }) => cookie.name === '__Host-vitrine' && blockedReasons.length === 0));
  });
  devtools.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
    statuses.set(requestId, statusCode);
  });
  await page.goto(`http://127.0.0.1:${port}`);
  const read = await page.evaluate(
    async ([call, image]) => {
      const attempt = async (address: string, init: RequestInit) => {
        try {
          return (await fetch(address, { credentials: 'include', ...init })).type;
        } catch {
          return 'refused';
        }
      };
      document.forms[0]?.submit();
      return [
        await attempt(call ?? '', { method: 'POST', mode: 'no-cors', body: '{}' }),
        await attempt(call ?? '', { method: 'POST', headers: { 'content-type': 'application/json', 'x-vitrine': '1' }, body: '{}' }),
        await attempt(call ?? '', { mode: 'no-cors' }),
        await attempt(image ?? '', { mode: 'no-cors' }),
        await attempt(image ?? '', {}),
      ];
    },
    [whoAmI, file],
  );
  // Opaque at the best: a request was made, and nothing of its answer can be read.
  for (const type of read) expect(['opaque', 'refused']).toContain(type);
  const of = (kind: string) => answers().filter((answer) => answer.kind === kind);
  await expect.poll(() => of('api').length).toBeGreaterThanOrEqual(3);
  await expect.poll(() => of('files').length).toBeGreaterThanOrEqual(2);
  expect([...of('api'), ...of('files')].filter(({ status }) => status < 400)).toEqual([]);
  // Without that, the test would prove nothing.
  expect(of('api').some((answer) => answer.carried)).toBe(true);
  expect(of('files').some((answer) => answer.carried)).toBe(true);
  // The app is not shown in a frame of anybody but Onshape.
  const framed = page.frames().find((frame) => frame.url().startsWith(`${APP_URL}/documents`));
  expect(framed?.url() ?? 'not shown').toBe('not shown');
  neighbour.close();
  neighbour.closeAllConnections();
});
