import { expect, test } from '../test';

test.describe('elements of a document', { tag: '@once' }, () => {
  test('a choice of kinds narrows the list', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await expect(app.element('Gearbox drawing')).toBeVisible();
    const kind = app.surface.getByRole('combobox', { name: 'Kind' });
    await kind.selectOption({ label: 'Drawings (1)' });
    await expect(app.element('Flange')).toBeHidden();
    await expect(app.element('Gearbox drawing')).toBeVisible();
    await expect(app.surface.getByRole('status').filter({ hasText: '1 of 9 elements' })).toBeVisible();
    await kind.selectOption({ label: 'Every kind' });
    await expect(app.element('Flange')).toBeVisible();
  });

  test('document and element open in Onshape', async ({ host, sandbox }) => {
    const document = await sandbox.document('gearbox');
    const app = await host.open(document);
    await app.signInWithPopup();
    const link = app.surface.getByRole('link', { name: 'Open document in Onshape' });
    await expect(link).toHaveAttribute('href', new RegExp(`/documents/${document.documentId}/w/${document.workspaceId}$`));
    await app.openElement('Flange');
    const element = app.surface.getByRole('link', { name: 'Open in Onshape', exact: true });
    await expect(element.first()).toHaveAttribute('href', /\/e\/[0-9a-f]{24}$/);
  });

  test('an element that cannot be shown has a card with what is known and a way on', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('unknown'));
    await app.signInWithPopup();
    await app.openElement('Hologram 1');
    const card = app.surface.getByRole('article', { name: 'Hologram 1' });
    await expect(card.getByText(/cannot be shown/)).toBeVisible();
    await expect(card.getByRole('definition').first()).toBeVisible();
    await expect(card.getByRole('link', { name: 'Open in Onshape' })).toHaveAttribute('href', /\/e\/[0-9a-f]{24}$/);
    await expect(app.alert).toHaveCount(0);
  });

  test('a document that may no longer be opened says so, and leads to the others', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('gearbox'));
    await app.signInWithPopup();
    await app.openElement('Flange');
    await app.viewIs('ready');
    await sandbox.fault({ path: '/api/', status: 404 });
    await app.surface.getByRole('tab', { name: 'Properties' }).click();
    const help = await app.oneAlert();
    await expect(help).toHaveAccessibleName('All documents');
    await sandbox.clearFaults();
    await help.click();
    await expect(app.documents).toBeVisible();
  });
});
