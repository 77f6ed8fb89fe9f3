import { readFileSync } from 'node:fs';
import { APP_LOG, APP_URL, OWN_SERVERS } from '../addresses';
import { kept, keptBodies, keptBodyAddresses } from '../browser/collection';
import { Needles } from '../browser/needles';
import { consent } from '../pages/consent';
import { expect, test } from '../test';

/** Runs after all others, and searches what they collected for everything the sandbox calls a secret. */

test('the pages that hand a sign-in over are seen whole', async ({ context, host, sandbox }) => {
  // The window would close itself before its page could be read.
  await context.addInitScript(() => {
    window.close = () => undefined;
  });
  const app = await host.open(await sandbox.document('gearbox'));
  const popup = await app.openPopup();
  await consent(popup);
  await app.signedIn();
  await popup.waitForURL((url) => url.origin === APP_URL);
  await popup.waitForLoadState();
  // Where the window ended up is an address without code or state.
  expect(new URL(popup.url()).search).toBe('');
  await app.openElement('Gear');
  await app.viewIs('ready');
});

test('no token, code or secret is in anything that the browser was given', () => {
  const secrets = searchedFor();
  const paths = keptBodyAddresses().map((address) => new URL(address).pathname);
  for (const part of [/^\/$/, /^\/api\//, /^\/files\//, /^\/pkg\/.*\.wasm$/, /^\/pkg\/.*\.js$/]) {
    expect(paths.some((path) => part.test(path)), `a body from ${part}`).toBe(true);
  }
  const found = keptBodies().filter(({ body }) => secrets.areIn(body));
  expect(found.map(({ address }) => address), 'bodies with a secret').toEqual([]);
});

test('no token, code or secret is in an address that the browser keeps, or in a header', () => {
  const secrets = searchedFor();
  const seen = [...kept('addresses'), ...kept('headers')];
  expect(seen.length).toBeGreaterThan(50);
  expect(seen.filter((line) => secrets.areIn(line))).toEqual([]);
});

test('no token, code or secret is in a line that the app logged', () => {
  test.skip(!OWN_SERVERS, 'the log of a server that this run did not start is not here');
  const secrets = searchedFor();
  const log = readFileSync(APP_LOG, 'utf8').split('\n');
  expect(log.length).toBeGreaterThan(20);
  expect(log.filter((line) => secrets.areIn(line))).toEqual([]);
});

/** What the sandbox issued in this run, in every form it could turn up in; the search is tried before it is trusted. */
function searchedFor(): Needles {
  const secrets = kept('secrets');
  expect(secrets.length, 'secrets to search for').toBeGreaterThan(10);
  for (const secret of secrets) expect(secret.length, 'a secret too short to search for').toBeGreaterThanOrEqual(12);
  const needles = new Needles(forms(secrets));
  for (const secret of forms(secrets)) expect(needles.areIn(`"value":"${secret}"`)).toBe(true);
  expect(needles.areIn('nothing to find here')).toBe(false);
  return needles;
}

/** Each secret as it is, in a query, in base64. */
function forms(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ]);
  return [...new Set(all)];
}
