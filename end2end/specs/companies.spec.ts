import { consent } from '../pages/consent';
import { expect, test } from '../test';

test.describe("an enterprise's document", () => {
  test.afterEach(async ({ sandbox }) => sandbox.scenario('demo'));

  test('is offered a sign-in for the company after Onshape has refused, and both are kept', async ({ host, sandbox }) => {
    await sandbox.scenario('enterprise');
    const robot = await sandbox.document('enterprise');
    const app = await host.open(robot);
    const first = await app.openPopup();
    // The company of the tab forces nothing: Onshape asks which account, and the personal one is chosen.
    expect(new URL(first.url()).searchParams.has('company_id')).toBe(false);
    await consent(first);
    await app.signedIn();
    const help = await app.oneAlert(/belongs to a company/);
    await expect(help).toHaveText('Sign in for the company');
    const popup = await app.openPopup(help);
    await popup.waitForURL(/company_id=/);
    await consent(popup);
    await expect(app.elements).toBeVisible();
    await expect(app.alert).toHaveCount(0);
    await expect(app.accountButton).toBeVisible();
    // The first sign-in still lists the user's own documents.
    await app.openAllDocuments();
    expect(await app.loaded()).toBeGreaterThan(0);
    // A page that is opened anew has both as well.
    await host.reload();
    await expect(app.documents.or(app.elements)).toBeVisible();
    await app.signOut();
  });
});
