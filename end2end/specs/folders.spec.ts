import { expect, test } from '../test';

test.describe('tab folders', { tag: '@once' }, () => {
  test('hold their elements as in Onshape, fold by pointer and by key, and open for what is looked for', async ({ host, sandbox }) => {
    const app = await host.open(await sandbox.document('folders'));
    await app.signInWithPopup();
    const folder = (name: string) => app.elements.getByRole('list', { name, exact: true });
    const fold = (name: string) => app.elements.getByRole('button', { name: new RegExp(`^${name}\\s*\\d`) });
    const inside = (name: string, element: string) => folder(name).getByRole('listitem', { name: new RegExp(`^${element}, `) });

    // In folders four deep; those of the same name are two.
    await expect(inside('Machine', 'Plate')).toBeVisible();
    await expect(folder('Machine').getByRole('list', { name: 'Frame', exact: true }).getByRole('list', { name: 'Welded', exact: true })).toContainText('In what is welded');
    await expect(inside('<b>Left</b> & right', 'At the bottom')).toBeVisible();
    await expect(app.elements.locator('b')).toHaveCount(0);
    await expect(folder('Machine').getByRole('list', { name: 'Drive', exact: true })).toContainText('In the drive');
    await expect(folder('Archive').getByRole('list', { name: 'Drive', exact: true })).toContainText('In the old drive');
    await expect(folder('أرشيف')).toContainText('In the archive');
    await expect(fold('Machine')).toHaveAccessibleName(/6$/);

    await expect(fold('Frame')).toHaveAttribute('aria-expanded', 'true');
    await fold('Frame').click();
    await expect(fold('Frame')).toHaveAttribute('aria-expanded', 'false');
    await expect(app.element('In the frame')).toBeHidden();
    await expect(app.element('At the bottom')).toBeHidden();
    await expect(app.element('In the drive')).toBeVisible();
    await fold('Frame').press('Enter');
    await expect(app.element('At the bottom')).toBeVisible();
    await fold('Machine').press('Space');
    await expect(fold('Machine')).toHaveAttribute('aria-expanded', 'false');
    await expect(app.element('Plate')).toBeHidden();
    await expect(app.element('In the old drive')).toBeVisible();

    // A choice of kinds looks into closed folders, and leaves out those with nothing of it.
    const kind = app.surface.getByRole('combobox', { name: 'Kind' });
    await kind.selectOption({ label: 'Others (1)' });
    await expect(app.element('Notes')).toBeVisible();
    await expect(fold('Archive')).toBeHidden();
    await expect(app.surface.getByRole('status').filter({ hasText: '1 of 8 elements' })).toBeVisible();
    await kind.selectOption({ label: 'Every kind' });
    await expect(app.element('Notes')).toBeHidden();
    await expect(fold('Machine')).toHaveAttribute('aria-expanded', 'false');

    await fold('Machine').click();
    await app.openElement('At the bottom');
    await app.viewIs('ready');
    await expect(inside('Welded', 'At the bottom').getByRole('link')).toHaveAttribute('aria-current', 'true');
  });
});
