import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP_URL } from '../addresses';
import { App } from '../pages/app';
import { consent } from '../pages/consent';
import { expect, test } from '../test';

/** A way to the app on which the browser's `Sec-Fetch-…` headers get lost, as if it were older than they are. */
async function withoutSecFetch() {
  const app = new URL(APP_URL);
  const server = createServer((incoming, outgoing) => {
    const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !name.startsWith('sec-')));
    if (headers.origin) headers.origin = app.origin;
    const onwards = forward({ host: '127.0.0.1', port: app.port, method: incoming.method, path: incoming.url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onwards.on('error', () => outgoing.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close };
}

test('a browser without Sec-Fetch headers sees pictures and models by signed addresses', { tag: '@once' }, async ({ page }) => {
  const app = new App(page, page);
  await page.goto(`${APP_URL}/oauthSignin`);
  await consent(page);
  await app.signedIn();
  // Cookies are the host's, whatever the port.
  const old = await withoutSecFetch();
  await page.goto(`${old.origin}/documents`);
  await app.signedIn();
  const picture = app.document('Gearbox demo').locator('img');
  await expect(picture).toHaveAttribute('src', /[?&]pass=\d+\./);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(1);
  await app.openDocument('Gearbox demo');
  await app.openElement('Shaft');
  await app.viewIs('ready');
  old.close();
});
