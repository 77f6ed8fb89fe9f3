import { APP_URL, ONSHAPE_URL } from '../addresses';
import { App } from '../pages/app';
import type { Fault } from '../sandbox';
import { expect, test } from '../test';

test.describe('what goes wrong is said, with one button that helps', { tag: '@once' }, () => {
  const html = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
  const faults: [string, Omit<Fault, 'path'>][] = [
    ['is down', { status: 503 }],
    ['answers a page of HTML', { status: 502, content_type: 'text/html', body: html }],
    ['answers HTML and calls it a success', { status: 200, content_type: 'text/html', body: html }],
    ['answers broken JSON', { status: 200, body: '{"items":[{' }],
    ['asks for patience', { status: 429 }],
    ['says that the yearly calls are spent', { status: 402 }],
  ];
  for (const [what, fault] of faults) {
    test(`Onshape ${what} while documents are listed`, async ({ host, sandbox }) => {
      const app = await host.open(await sandbox.document('gearbox'));
      await app.signInWithPopup();
      await sandbox.fault({ path: '/documents?', ...fault });
      await app.allDocumentsButton.click();
      const help = await app.oneAlert();
      await expect(app.accountButton).toBeVisible();
      await sandbox.clearFaults();
      await help.click();
      await expect.poll(() => app.loaded()).toBeGreaterThan(0);
      await expect(app.alert).toHaveCount(0);
    });
  }

  test('Onshape does not answer while documents are listed', async ({ host, sandbox }) => {
    test.slow();
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await sandbox.fault({ path: '/documents?', delay_ms: 170_000 });
    await app.allDocumentsButton.click();
    await expect(app.alert).toBeVisible({ timeout: 90_000 });
    const help = await app.oneAlert();
    await sandbox.clearFaults();
    await help.click();
    await expect.poll(() => app.loaded()).toBeGreaterThan(0);
  });

  test('Onshape is down while a model is loaded', async ({ host, sandbox, allowStatus }) => {
    allowStatus(502, /\/files\/models\//);
    // Other tests have opened it, and models are kept: this one must be asked for.
    const gearbox = await sandbox.document('gearbox');
    await sandbox.touch(gearbox, gearbox.elements.find(({ name }) => name === 'Shaft')?.id ?? '');
    const app = await host.open(gearbox);
    await app.signInWithPopup();
    await sandbox.fault({ path: 'gltf', status: 503 });
    await app.openElement('Shaft');
    await app.viewIs('failed');
    const help = await app.oneAlert();
    await sandbox.clearFaults();
    await help.click();
    await app.viewIs('ready');
  });

  test('the sign-in fails at Onshape', async ({ host, sandbox, allowStatus }) => {
    allowStatus(502, /signInFailed/);
    const app = await host.open(await sandbox.document('gearbox'));
    await sandbox.fault({ path: '/oauth/token', status: 503 });
    const popup = await app.openPopup();
    await popup.getByRole('button', { name: 'Allow' }).click({ noWaitAfter: true });
    await app.oneAlert();
    await sandbox.clearFaults();
  });

  test('a document that one may not see', async ({ page, sandbox, allowStatus }) => {
    const app = new App(page, page);
    const gripper = await sandbox.document('gripper');
    allowStatus(403, /documentId|\/d\//);
    allowStatus(404, /documentId|\/d\//);
    await page.goto(`${APP_URL}/?documentId=${gripper.documentId}&workspaceId=${gripper.workspaceId}&elementId=${gripper.appElementId}&server=${encodeURIComponent(ONSHAPE_URL)}`);
    await app.signInInPlace('Alice');
    await app.oneAlert();
  });
});

test.describe('addresses that cannot be right are answered with a sentence and a way on', { tag: '@once' }, () => {
  const id = 'a'.repeat(24);
  for (const [what, address, status] of [
    ['a document id that is none', `/?documentId=nonsense&workspaceId=${id}&elementId=${id}`, 400],
    ['an element id that is none', `/?documentId=${id}&workspaceId=${id}&elementId=${encodeURIComponent('<b>x')}`, 400],
    ['a server that is not Onshape', `/?documentId=${id}&workspaceId=${id}&elementId=${id}&server=https%3A%2F%2Felsewhere.invalid`, 400],
    ['a page that does not exist', '/nonsense', 404],
    ['a state that nobody gave out', '/oauthRedirect?code=stolen&state=made-up', 400],
    ['a return without anything', '/oauthRedirect', 400],
  ] as const) {
    test(what, async ({ page, allowStatus }) => {
      allowStatus(status, /.*/);
      const response = await page.goto(APP_URL + address);
      expect(response?.status()).toBe(status);
      await new App(page, page).oneAlert();
    });
  }
});
