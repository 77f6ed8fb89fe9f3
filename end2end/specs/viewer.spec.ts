import { expect, test } from '../test';
import { shareDrawn } from '../pages/pixels';

test('an assembly is shown with its structure, and both lead each other', async ({ host, sandbox }) => {
  const app = await host.open(await sandbox.document('machine'));
  await app.signInWithPopup();
  await app.openElement('Machine, Assembly');
  await app.viewIs('ready');
  await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.01);
  const structure = app.surface.getByRole('tree', { name: 'Structure' });
  if (!(await structure.isVisible())) await app.view.getByRole('button', { name: 'Structure', exact: true }).click();
  const row = structure.getByRole('treeitem', { name: /Screw joint/ }).first();
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  const before = await app.view.screenshot();
  await app.view.getByRole('button', { name: 'Isolate' }).click();
  await expect.poll(async () => before.equals(await app.view.screenshot())).toBe(false);
  await app.view.getByRole('button', { name: 'Show all' }).click();
  await expect(app.view.getByRole('button', { name: 'Show all' })).toBeHidden();
});

test.describe('tools', { tag: '@once' }, () => {
  test('a bore is measured in the unit of the document', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Flange');
    await app.viewIs('ready');
    await app.view.getByRole('button', { name: 'Measure' }).click();
    const box = await app.view.locator('canvas').boundingBox();
    if (!box) throw new Error('the view has no size');
    // Obliquely from above, one looks into the bore a little above the middle.
    await page.mouse.click(box.x + box.width / 2, box.y + box.height * 0.38);
    const output = app.view.getByRole('status', { name: 'Measurement' });
    await expect(output).toContainText(/Diameter\s*24\.00 mm/);
    await expect(output).toContainText(/Radius\s*12\.00 mm/);
  });

  test('a section opens the model, by keyboard alone', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Housing');
    await app.viewIs('ready');
    const before = await shareDrawn(app.view);
    await app.view.getByRole('application').focus();
    await page.keyboard.press('Tab');
    for (let presses = 0; presses < 30; presses++) {
      const name = await app.view.evaluate((view) => view.querySelector('vitrine-viewer')?.shadowRoot?.activeElement?.getAttribute('aria-label'));
      if (name === 'Section') break;
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Enter');
    await expect(app.view.getByRole('button', { name: 'Section', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => shareDrawn(app.view)).not.toBeCloseTo(before, 2);
    await expect(app.view.getByRole('slider', { name: 'Position' })).toBeVisible();
  });

  test('colours say what parts are made of', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('machine'));
    await app.signInWithPopup();
    await app.openElement('Machine, Assembly');
    await app.viewIs('ready');
    await app.view.getByRole('button', { name: 'Display' }).click();
    await app.view.getByLabel('Colours').selectOption({ label: 'By material' });
    await expect(app.view.getByText('Steel', { exact: false }).first()).toBeVisible();
    await app.view.getByLabel('Colours').selectOption({ label: 'By mass' });
    await expect(app.view.getByText(/Heaviest: .* kg/)).toBeVisible();
  });

  test('an address brings back what one saw', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Shaft');
    await app.viewIs('ready');
    await app.view.getByRole('button', { name: 'Section', exact: true }).click();
    await app.view.getByRole('button', { name: 'Explode' }).click();
    const link = () => app.view.evaluate((view) => (view.querySelector('vitrine-viewer') as HTMLElement & { link: string }).link);
    const saved = await link();
    const frame = page.frames().find((frame) => frame.url().includes('/documents/') && frame !== page.mainFrame());
    if (!frame) throw new Error('the element has no address');
    const address = new URL(frame.url());
    const plain = address.href;
    address.searchParams.set('view', saved);
    await frame.goto(plain);
    await app.viewIs('ready');
    await expect(app.view.getByRole('button', { name: 'Section', exact: true })).toHaveAttribute('aria-pressed', 'false');
    await frame.goto(address.href);
    await app.viewIs('ready');
    await expect(app.view.getByRole('button', { name: 'Section', exact: true })).toHaveAttribute('aria-pressed', 'true');
    expect(await link()).toBe(saved);
  });
});

test('five thousand parts are a few draw calls', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await host.open(await sandbox.document('big'));
  await app.signInWithPopup();
  await app.openElement('Warehouse');
  await app.viewIs('ready');
  await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.01);
  const calls = () => app.view.evaluate((view) => (view.querySelector('vitrine-viewer') as HTMLElement & { drawCalls: number }).drawCalls);
  await expect.poll(calls).toBeGreaterThan(1);
  expect(await calls()).toBeLessThan(200);
});
