import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP_URL, ONSHAPE_URL } from '../addresses';
import { expect, test } from '../test';

/**
 * The suite's own ground: what it says about cookies and errors must be true of the browser it drives. The two sites here
 * are tiny servers of the test; the app has no part in it.
 */

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(host: string, answer: Answer) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://${host}:${port}`, close };
}

const FRAME = `<!doctype html><title>frame</title><link rel=icon href="data:,"><body><script>
  (async () => {
    document.body.textContent = await (await fetch('/cookies')).text();
  })();
</script>`;

const frameSite: Answer = (request, response) => {
  if (request.url === '/cookies') {
    const names = (request.headers.cookie ?? '').split('; ').map((cookie) => cookie.split('=')[0]);
    response.end(names.sort().join());
    return;
  }
  response.setHeader('set-cookie', [
    'plain=1; Path=/; Secure; SameSite=None',
    'partitioned=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned',
  ]);
  response.setHeader('content-type', 'text/html');
  response.end(FRAME);
};

test('the browser treats the cookies of a framed site as this project says', async ({ page, cookiePolicy }) => {
  const framed = await serve('localhost', frameSite);
  const outer = await serve('127.0.0.1', (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>outer</title><link rel=icon href="data:,"><iframe src="${framed.origin}/"></iframe>`);
  });
  await page.goto(outer.origin);
  const body = page.frameLocator('iframe').locator('body');
  await expect(body).toHaveText(cookiePolicy === 'third-party-allowed' ? 'partitioned,plain' : 'partitioned');
  await page.goto(framed.origin);
  await expect(page.locator('body')).toHaveText('partitioned,plain');
  framed.close();
  outer.close();
});

test('what a framed site stores is kept apart from what it stores in its own tab', async ({ page, context }) => {
  const site = await serve('localhost', (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>site</title><link rel=icon href="data:,"><body><script>
      let heard = 'nothing';
      const show = () => { document.body.textContent = heard; };
      try { new BroadcastChannel('news').onmessage = (event) => { heard = event.data; show(); }; } catch {}
      show();
    </script>`);
  });
  const outer = await serve('127.0.0.1', (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>outer</title><link rel=icon href="data:,"><iframe src="${site.origin}/"></iframe>`);
  });
  await page.goto(outer.origin);
  await expect(page.frameLocator('iframe').locator('body')).toHaveText('nothing');
  const [first, second] = [await context.newPage(), await context.newPage()];
  await Promise.all([first.goto(site.origin), second.goto(site.origin)]);
  await second.evaluate(() => new BroadcastChannel('news').postMessage('news'));
  await expect(first.locator('body')).toHaveText('news');
  await expect(page.frameLocator('iframe').locator('body')).toHaveText('nothing');
  site.close();
  outer.close();
});

test.describe('with the content setting for the app in Onshape', { tag: '@once' }, () => {
  test.use({ cookiePolicy: 'frame-blocked' });

  test('the frame keeps no cookie and the tab of its own does', async ({ page, context }) => {
    // Answered by the test in the name of both origins, since the setting names them.
    await context.route(`${APP_URL}/cookie-check`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><link rel=icon href="data:,"><script>
          document.cookie = 'seen=1; Path=/; Secure; SameSite=None; Partitioned'; document.title = 'ran';</script>`,
      }),
    );
    await context.route(`${ONSHAPE_URL}/cookie-check`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><link rel=icon href="data:,"><iframe src="${APP_URL}/cookie-check"></iframe>`,
      }),
    );
    await page.goto(`${ONSHAPE_URL}/cookie-check`);
    const frame = page.frames().find((one) => one.url().startsWith(APP_URL));
    if (!frame) throw new Error('no frame');
    await expect.poll(() => frame.title()).toBe('ran');
    expect(await frame.evaluate(() => document.cookie)).toBe('');
    await page.goto(`${APP_URL}/cookie-check`);
    expect(await page.evaluate(() => document.cookie)).toBe('seen=1');
  });
});

test.describe('the watch', { tag: '@once' }, () => {
  for (const [what, script] of [
    ['a console error', `console.error('on purpose')`],
    ['an uncaught error', `setTimeout(() => { throw new Error('on purpose') })`],
    ['a missing file', `fetch('/missing')`],
    ['an alert about cookies', `document.body.insertAdjacentHTML('beforeend', '<div role=alert><h2>Your browser is blocking cookies</h2></div>')`],
  ] as const) {
    test(`sees ${what} in a frame`, async ({ page, watch }) => {
      const site = await serve('localhost', (request, response) => {
        response.statusCode = request.url === '/missing' ? 404 : 200;
        response.setHeader('content-type', 'text/html');
        response.end(`<!doctype html><link rel=icon href="data:,"><body><script>${script}</script>`);
      });
      const outer = await serve('127.0.0.1', (_request, response) => {
        response.setHeader('content-type', 'text/html');
        response.end(`<!doctype html><link rel=icon href="data:,"><iframe src="${site.origin}/"></iframe>`);
      });
      await page.goto(outer.origin);
      await expect.poll(() => watch.takeErrors()).not.toEqual([]);
      site.close();
      outer.close();
    });
  }
});
