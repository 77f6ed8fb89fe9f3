import type { Page } from '@playwright/test';
import { expect, test } from '../test';

type Message = { direction: 'in' | 'out'; valid: boolean; data: { messageName?: string } };

/** Names of the messages that the page around the app heard (`in`) or sent (`out`). */
async function messages(page: Page, direction: Message['direction']): Promise<string[]> {
  const all = await page.evaluate(() => (window as unknown as { sandboxMessages: Message[] }).sandboxMessages);
  return all.filter((m) => m.direction === direction && m.valid !== false).map((m) => m.data.messageName ?? '');
}

test('the app introduces itself, rests while its tab is hidden, and takes the focus when it is shown', async ({ host, page, sandbox }) => {
  const app = await host.open(await sandbox.document('gearbox'));
  await expect.poll(() => messages(page, 'in')).toContain('applicationInit');
  await app.signInWithPopup();
  await app.openElement('Flange');
  await app.viewIs('ready');
  const viewer = app.surface.locator('vitrine-viewer');
  await expect(viewer).not.toHaveAttribute('paused');

  const tabs = page.getByRole('navigation').last();
  await tabs.getByText('Shaft', { exact: true }).click();
  await expect.poll(() => messages(page, 'out')).toContain('hide');
  await expect(viewer).toHaveAttribute('paused');

  await tabs.getByText('Vitrine', { exact: true }).click();
  await expect.poll(() => messages(page, 'out')).toContain('show');
  await expect(viewer).not.toHaveAttribute('paused');
  await expect(app.surface.locator('main')).toBeFocused();
});
