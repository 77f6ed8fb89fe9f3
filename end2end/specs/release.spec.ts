import { APP_URL } from '../addresses';
import { expect, test } from '../test';

/** What only the release build does: the site inside the program, in files compressed before. */
test('the release build sends its code compressed, and for ever', { tag: '@once' }, async ({ host, page, sandbox }) => {
  const files = new Map<string, Record<string, string>>();
  page.on('response', async (response) => {
    if (response.url().startsWith(`${APP_URL}/pkg/`)) files.set(new URL(response.url()).pathname, await response.allHeaders());
  });
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.openElement('Gear');
  await app.viewIs('ready');

  const wasm = [...files].find(([path]) => path.endsWith('.wasm'))?.[1];
  expect(wasm?.['content-type']).toBe('application/wasm');
  expect(wasm?.['content-encoding']).toMatch(/^(br|gzip)$/);
  for (const [path, headers] of files) expect(headers['cache-control'], path).toMatch(/max-age=31536000.*immutable/);
});
