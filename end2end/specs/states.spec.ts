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
    const app = await withBom(host, sandbox, { status: 429 });
    await app.oneAlert(/pause/);
    await sandbox.clearFaults();
    await app.alert.getByRole('button').click();
    await expect(app.surface.getByRole('treegrid', { name: 'Bill of materials' })).toBeVisible();
  });
});

async function withBom(host: HostPage, sandbox: Sandbox, fault: Omit<Fault, 'path'>): Promise<App> {
  await changed(sandbox);
  const app = await host.open(await sandbox.document('gearbox'));
  await app.signInWithPopup();
  await app.openElement('Gearbox, Assembly');
  await app.viewIs('ready');
  await sandbox.fault({ path: '/bom', ...fault });
  await app.surface.getByRole('tab', { name: 'Bill of materials' }).click();
  return app;
}

/** Other tests have read the bill of materials, and it is kept: it must be asked for anew. */
async function changed(sandbox: Sandbox): Promise<void> {
  const gearbox = await sandbox.document('gearbox');
  const element = gearbox.elements.find(({ name }) => name === 'Gearbox');
  if (!element) throw new Error('there is no Gearbox');
  await sandbox.touch(gearbox, element.id);
}
