import type { Page } from '@playwright/test';
import { ONSHAPE_URL } from '../addresses';
import { expect, test } from '../test';

interface Keys {
  api_keys: { user: string; access_key: string; secret_key: string }[];
}

/** Calls the API as Alice, by her keys; the status. */
async function call(path: string): Promise<number> {
  const { api_keys } = (await (await fetch(`${ONSHAPE_URL}/__sandbox/client`)).json()) as Keys;
  const alice = api_keys.find((key) => key.user === 'Alice');
  const basic = Buffer.from(`${alice?.access_key}:${alice?.secret_key}`).toString('base64');
  return (await fetch(ONSHAPE_URL + path, { headers: { authorization: `Basic ${basic}` } })).status;
}

async function inspect(page: Page): Promise<void> {
  await page.goto(`${ONSHAPE_URL}/__sandbox/`);
  await expect(page.locator('html')).toHaveAttribute('data-ready');
}

test('requests appear as they come, are filtered, opened by keyboard, and sent again @once', async ({ page }) => {
  await inspect(page);
  await call('/api/v12/users/sessioninfo');
  await call('/api/v12/documents?limit=3');
  await call('/api/v12/documents/0123456789abcdef01234567');
  const rows = page.getByRole('table', { name: 'Requests' }).locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await page.keyboard.press('/');
  await page.keyboard.type('getDocuments');
  await expect(rows).toHaveCount(1);
  await rows.first().focus();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Request' });
  await expect(detail).toContainText('"items"');
  await expect(detail).toContainText('Basic [hidden]');
  await detail.getByRole('button', { name: 'Replay' }).click();
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(detail).toBeHidden();
  await page.getByRole('searchbox', { name: 'Filter requests' }).fill('');
  await page.getByRole('button', { name: '4xx' }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.locator('#counted')).toHaveText('3 calls');
});

test('a fault that is added strikes, and can be removed @once', async ({ page }) => {
  await inspect(page);
  await page.getByRole('tab', { name: 'Faults' }).click();
  await page.getByRole('combobox', { name: 'Operation' }).fill('getDocuments');
  await page.getByRole('combobox', { name: 'What' }).selectOption('busy');
  await page.getByRole('spinbutton', { name: 'Retry-After, s' }).fill('450');
  await page.getByRole('button', { name: 'Add fault' }).click();
  const faults = page.getByRole('list', { name: 'Faults' });
  await expect(faults).toContainText('getDocuments');
  expect(await call('/api/v12/documents')).toBe(429);
  await expect(faults).toContainText('struck 1×');
  await faults.getByRole('button', { name: /^Remove fault/ }).click();
  await expect(faults).toContainText('All is well.');
  expect(await call('/api/v12/documents')).toBe(200);
  await page.getByRole('combobox', { name: 'Operation' }).fill('');
  await page.getByRole('button', { name: 'Add fault' }).click();
  await expect(page.locator('#fault-form').getByRole('alert')).toContainText('says which requests are meant');
});

test('switches, clock and scenario are set by hand @once', async ({ page, sandbox }) => {
  await inspect(page);
  const before = await page.locator('#now').textContent();
  await page.getByRole('button', { name: '+1 day' }).click();
  await expect(page.locator('#now')).not.toHaveText(before ?? '');
  await page.getByRole('tab', { name: 'Requests' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Switches' })).toBeFocused();
  await page.getByRole('combobox', { name: /Language of error messages/ }).selectOption('de');
  await expect.poll(async () => ((await (await fetch(`${ONSHAPE_URL}/__sandbox/switches`)).json()) as { message_language: string }).message_language).toBe('de');
  await page.getByRole('tab', { name: 'State' }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('status')).toHaveText('The sandbox begins again');
  await sandbox.reset();
});

for (const width of [320, 900, 1440]) {
  test(`nothing stands over the edge at ${width} px @once`, async ({ page }, info) => {
    await call('/api/v12/documents');
    await page.setViewportSize({ width, height: 720 });
    await inspect(page);
    for (const tab of ['Messages', 'Faults', 'Switches', 'Webhooks', 'State', 'Requests']) {
      await page.getByRole('tab', { name: tab }).click();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, tab).toBeLessThanOrEqual(0);
      await info.attach(`${tab}-${width}`, { body: await page.screenshot(), contentType: 'image/png' });
    }
  });
}
