import type { Frame, Page } from '@playwright/test';
import { APP_URL, ONSHAPE_URL } from '../addresses';
import { expect, test } from '../test';

/** An app of three lines in place of ours: it introduces itself and remembers what it hears. */
const APP = `<!doctype html><title>app</title><p id="heard"></p><script>
const asked = new URLSearchParams(location.search);
const state = asked.get('workspaceId') ?? asked.get('workspaceOrVersionId') ?? asked.get('versionId');
const ids = { documentId: asked.get('documentId'), workspaceId: state, elementId: asked.get('elementId') };
window.heard = [];
window.say = (message) => parent.postMessage({ ...ids, ...message }, '*');
addEventListener('message', (event) => { heard.push(event.data); document.getElementById('heard').textContent = heard.map((message) => message.messageName).join(' '); });
say({ messageName: 'applicationInit' });
</script>`;

interface Heard {
  direction: 'in' | 'out';
  frame: string;
  valid: boolean;
  reason?: string;
  data: { messageName?: string };
}

async function open(page: Page, address: string): Promise<Frame> {
  await page.context().route(`${APP_URL}/**`, (route) => route.fulfill({ contentType: 'text/html', body: APP }));
  await page.goto(address);
  await expect.poll(async () => (await heard(page)).length).toBeGreaterThan(0);
  const frame = page.frames().find((found) => found.url().startsWith(APP_URL));
  if (!frame) throw new Error('the app is not framed');
  return frame;
}

const heard = (page: Page) => page.evaluate(() => (window as unknown as { sandboxMessages: Heard[] }).sandboxMessages);
const say = (frame: Frame, message: object) => frame.evaluate((said) => (window as unknown as { say: (message: object) => void }).say(said), message);

test('the panel stands beside a studio in each width, with the query of a panel @once', async ({ page, sandbox }) => {
  const gearbox = await sandbox.document('gearbox');
  const gear = gearbox.elements.find((element) => element.name === 'Gear');
  const studio = `${ONSHAPE_URL}/documents/${gearbox.documentId}/w/${gearbox.workspaceId}/e/${gear?.id}`;
  for (const width of [280, 320, 400]) {
    const frame = await open(page, `${studio}?panel=${width}&locale=de-DE`);
    expect(await frame.evaluate(() => innerWidth)).toBe(width);
    const query = new URL(frame.url()).searchParams;
    expect(query.get('elementId')).toBe(gear?.id);
    expect(query.get('workspaceOrVersion')).toBe('w');
    expect(query.get('nodeId'), 'what is not selected stays a placeholder').toBe('{$nodeId}');
    expect(query.get('locale')).toBe('de-DE');
  }
});

test('the app as a tab in each width @once', async ({ page, sandbox }) => {
  const { url } = await sandbox.document('gearbox');
  for (const [asked, width] of [['?width=280', 280], ['?width=320', 320], ['?width=400', 400], ['', 1280]] as const) {
    const frame = await open(page, url + asked);
    expect(await frame.evaluate(() => innerWidth)).toBe(width);
  }
});

test('what is selected is told to the panel, and what it asked for when there is enough @once', async ({ page, sandbox }) => {
  const gearbox = await sandbox.document('gearbox');
  const shaft = gearbox.elements.find((element) => element.name === 'Shaft');
  const frame = await open(page, `${ONSHAPE_URL}/documents/${gearbox.documentId}/w/${gearbox.workspaceId}/e/${shaft?.id}?panel=320`);
  await say(frame, { messageName: 'requestSelection', messageId: 'one', requiredSelectionCount: 2, entityTypeSpecifier: ['BODY'] });
  await page.getByRole('button', { name: 'Shaft', exact: true }).click();
  await page.getByRole('button', { name: 'Retaining ring' }).click({ modifiers: ['Control'] });
  await expect(frame.locator('#heard')).toHaveText('REQUESTED_SELECTION SELECTION SELECTION REQUESTED_SELECTION');
});

test('an invalid message silences the page until a valid one @once', async ({ page, sandbox }) => {
  const frame = await open(page, (await sandbox.document('gearbox')).url);
  await say(frame, { messageName: 'keepAlive', documentId: '0123456789abcdef01234567' });
  await page.getByText('Sandbox', { exact: true }).last().click();
  await page.getByRole('button', { name: 'Focus' }).click();
  await expect.poll(async () => (await heard(page)).at(-1)?.reason).toBe("documentId is not this document's");
  await say(frame, { messageName: 'keepAlive' });
  await expect.poll(async () => (await heard(page)).at(-1)?.valid).toBe(true);
  await page.getByRole('button', { name: 'Focus' }).click();
  await expect(frame.locator('#heard')).toHaveText('takeFocus');
});

test('the item picker is used by keyboard and answers what was picked @once', async ({ page, sandbox }) => {
  const frame = await open(page, (await sandbox.document('gearbox')).url);
  await say(frame, { messageName: 'openSelectItemDialog', dialogTitle: 'Pick a part', selectParts: true });
  const dialog = page.getByRole('dialog', { name: 'Pick a part' });
  await dialog.getByRole('searchbox').fill('ring');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: /Retaining ring/ }).focus();
  await page.keyboard.press('Enter');
  await expect(frame.locator('#heard')).toHaveText('itemSelectedInSelectItemDialog selectItemDialogClosed');
  const picked = await frame.evaluate(() => (window as unknown as { heard: { partName?: string; itemType?: string }[] }).heard[0]);
  expect(picked).toMatchObject({ partName: 'Retaining ring', itemType: 'PART' });
});

test('a bubble, another version, another theme @once', async ({ page, sandbox }) => {
  const frame = await open(page, (await sandbox.document('gearbox')).url);
  await say(frame, { messageName: 'showMessageBubble', message: '<b>Done</b>' });
  await expect(page.getByText('<b>Done</b>')).toBeVisible();
  await page.getByText('Sandbox', { exact: true }).last().click();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByText('Sandbox', { exact: true }).last().click();
  await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Version V1' });
  await expect(page).toHaveURL(/\/v\/.*theme=dark/);
});

for (const width of [320, 900, 1440]) {
  test(`host page and document list at ${width} px @once`, async ({ page, sandbox }, info) => {
    await page.setViewportSize({ width, height: 720 });
    await open(page, (await sandbox.document('gearbox')).url);
    await info.attach(`tab-${width}`, { body: await page.screenshot(), contentType: 'image/png' });
    await page.goto(`${ONSHAPE_URL}/documents?q=gear`);
    await expect(page.getByRole('link', { name: 'Gearbox demo' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await info.attach(`documents-${width}`, { body: await page.screenshot(), contentType: 'image/png' });
  });
}
