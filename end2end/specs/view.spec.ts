import { expect, test } from '../test';
import { shareDrawn } from '../pages/pixels';

test('a part studio is drawn, and turns when dragged', async ({ host, page, sandbox }) => {
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.openElement('Flange');
  await app.viewIs('ready');
  await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.02);

  const before = await app.view.screenshot();
  const box = await app.view.boundingBox();
  if (!box) throw new Error('the view has no size');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + 60, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => before.equals(await app.view.screenshot())).toBe(false);
  await expect.poll(() => shareDrawn(app.view)).toBeGreaterThan(0.02);
});

test.describe('what cannot be drawn', { tag: '@once' }, () => {
  test('an empty part studio is empty, not broken', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('empty'));
    await app.signInWithPopup();
    await app.openElement('Nothing here yet');
    await app.viewIs('empty');
    await expect(app.alert).toHaveCount(0);
  });

  test('an element of an unknown type is listed, and opening it ends in a sentence', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('unknown'));
    await app.signInWithPopup();
    await app.openElement('Hologram 1');
    await expect(app.surface.getByText(/can(no|')t be shown|cannot show|no (3D )?view|not .*3D/i).first()).toBeVisible();
    await expect(app.surface.locator('[data-state=loading]')).toHaveCount(0);
    await app.openElement('Plate');
    await app.viewIs('ready');
  });

  test('a broken model is an alert with a way on', async ({ host, sandbox, allowStatus }) => {
    allowStatus(502, /\/files\/models\//);
    const app = await host.open(await sandbox.document('broken'));
    await app.signInWithPopup();
    await app.openElement('Broken glTF');
    await app.viewIs('failed');
    await app.oneAlert();
    await app.openElement('Plate');
    await app.viewIs('ready');
    await expect(app.alert).toHaveCount(0);
  });

  test('a browser without WebGL shows a picture instead', async ({ host, page, sandbox }) => {
    await page.addInitScript(() => {
      const real = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith('webgl') ? null : Reflect.apply(real, this, [kind, ...rest]);
      } as typeof real;
    });
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Gear');
    await expect(app.view.getByRole('img')).toBeVisible();
    await expect(app.surface.locator('[data-state=loading]')).toHaveCount(0);
  });
});
