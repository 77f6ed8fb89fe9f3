import { fileURLToPath } from 'node:url';
import { shareDrawn } from '../pages/pixels';
import { expect, test } from '../test';

/** Not a test: makes the picture in the README. `scripts/screenshot` runs it. */
test.use({ viewport: { width: 1440, height: 900 } });

test('docs/screenshot.png', async ({ host, page, sandbox }) => {
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.openElement('Flange');
  await app.viewIs('ready');
  await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.1);
  // Every picture in sight has come, or has been given up.
  await expect.poll(() => app.root.evaluate(() => [...document.images].every((image) => image.complete))).toBe(true);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url)) });
});
