import type { App } from '../pages/app';
import type { HostPage } from '../pages/host';
import type { Fault, Sandbox } from '../sandbox';
import { expect, test } from '../test';

/** Each thing that can go wrong has the same look in every panel: a heading, a sentence, one button that helps. */
test.describe('a panel says why it has nothing to show', { tag: '@once' }, () => {
  const faults: [string, RegExp, Omit<Fault, 'path'>][] = [
    ['the plan is spent', /yearly limit/, { status: 402 }],
    ['Onshape is down', /not answering/, { status: 503 }],
    ['nobody may see it', /cannot open/, { status: 403 }],
    ['the answer is broken', /unreadable/, { status: 200, body: '{"bomTable' }],
  ];
  for (const [what, sentence, fault] of faults) {
    test(`where ${what}`, async ({ host, sandbox }) => {
      const app = await withBom(host, sandbox, fault);
      const help = await app.oneAlert(sentence);
      await sandbox.clearFaults();
      await expect(help).toBeEnabled();
    });
  }

  test('where Onshape asks for a pause: with a countdown, after which it is there', async ({ host, sandbox }) => {
    const app = await withBom(host, sandbox, { kind: 'busy', retry_after_seconds: 10 });
    await app.oneAlert(/pause/);
    await sandbox.clearFaults();
    const countdown = app.surface.getByText(/^Try again in \d+ seconds?$/);
    const left = async () => Number(/\d+/.exec((await countdown.textContent()) ?? '')?.[0]);
    const before = await left();
    await expect.poll(left).toBeLessThan(before);
    await expect(bom(app)).toBeVisible();
    await expect(app.alert).toHaveCount(0);
  });

  test('where the network is down: and it comes by itself once it is back', async ({ host, context, sandbox, allowOffline }) => {
    allowOffline();
    const app = await withGearbox(host, sandbox);
    await context.setOffline(true);
    await bomTab(app).click();
    await app.oneAlert(/connection/);
    await context.setOffline(false);
    await expect(bom(app)).toBeVisible();
    await expect(app.alert).toHaveCount(0);
  });
});

test('a panel that Onshape takes its time for says so within two seconds, and is then there', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await withBom(host, sandbox, { delay_ms: 5_000 });
  await expect(app.surface.getByText('Onshape is taking its time')).toBeVisible({ timeout: 2_000 });
  await expect(bom(app)).toBeVisible();
  await expect(app.surface.getByText('Onshape is taking its time')).toHaveCount(0);
});

test.describe('a document that is deleted while it is open', { tag: '@once' }, () => {
  test.afterEach(async ({ sandbox }) => sandbox.scenario('demo'));

  test('says so, and leads to the others', async ({ host, sandbox }) => {
    const app = await withGearbox(host, sandbox);
    await sandbox.trash(await sandbox.document('gearbox'), true);
    await bomTab(app).click();
    const help = await app.oneAlert(/cannot open/);
    await expect(help).toHaveAccessibleName('All documents');
    await help.click();
    await expect(app.documents).toBeVisible();
  });
});

test('the tab that was chosen stays where another version is opened', { tag: '@once' }, async ({ host, sandbox }) => {
  const app = await withGearbox(host, sandbox);
  await bomTab(app).click();
  await expect(bom(app)).toBeVisible();
  const button = app.surface.getByRole('button', { name: 'Version', exact: true });
  await button.click();
  const versions = app.surface.getByRole('listbox', { name: 'Versions' }).getByRole('option');
  await expect(versions.nth(1)).toBeVisible();
  await versions.last().click();
  await expect(button).not.toHaveAccessibleDescription('Main');
  await expect(bomTab(app)).toHaveAttribute('aria-selected', 'true');
  await expect(bom(app)).toBeVisible();
});

const bomTab = (app: App) => app.surface.getByRole('tab', { name: 'Bill of materials' });
const bom = (app: App) => app.surface.getByRole('treegrid', { name: 'Bill of materials' });

/** Opens the gearbox, with its bill of materials to be asked for anew. */
async function withGearbox(host: HostPage, sandbox: Sandbox): Promise<App> {
  await changed(sandbox);
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.openElement('Gearbox, Assembly');
  await app.viewIs('ready');
  return app;
}

async function withBom(host: HostPage, sandbox: Sandbox, fault: Omit<Fault, 'path'>): Promise<App> {
  const app = await withGearbox(host, sandbox);
  await sandbox.fault({ path: '/bom', ...fault });
  await bomTab(app).click();
  return app;
}

/** Other tests have read the bill of materials, and it is kept: it must be asked for anew. */
async function changed(sandbox: Sandbox): Promise<void> {
  const gearbox = await sandbox.document('gearbox');
  const element = gearbox.elements.find(({ name }) => name === 'Gearbox');
  if (!element) throw new Error('there is no Gearbox');
  await sandbox.touch(gearbox, element.id);
}
