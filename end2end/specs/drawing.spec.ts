import { expect, test } from '../test';

test.describe('a drawing', { tag: '@once' }, () => {
  test('is leafed through, looked at closely, and can be printed', async ({ host, page, sandbox }) => {
    const app = await host.open(await sandbox.document('drawings'));
    await app.signInWithPopup();
    await app.openElement('Housing drawing');
    const pages = app.surface.getByRole('region', { name: 'Pages', exact: true });
    await expect(pages).toHaveAttribute('data-state', 'ready', { timeout: 40_000 });
    const button = (name: string) => pages.getByRole('button', { name, exact: true });
    const number = pages.getByRole('textbox', { name: 'Page', exact: true });
    await expect(number).toHaveValue('1');
    await expect(pages.getByText('of 3', { exact: true })).toBeVisible();
    await expect(button('Previous page')).toHaveAttribute('aria-disabled', 'true');
    await button('Next page').click();
    await expect(number).toHaveValue('2');
    await number.fill('3');
    await number.press('Enter');
    await expect(button('Next page')).toHaveAttribute('aria-disabled', 'true');

    // The page list marks the page in sight, and leads to others by pointer and by key.
    const list = pages.getByRole('listbox', { name: 'Page list' });
    if (!(await list.isVisible())) await button('Page list').click();
    await expect(button('Page list')).toHaveAttribute('aria-expanded', 'true');
    const row = (page: number) => list.getByRole('option', { name: `Page ${page} of 3` });
    await expect(row(3)).toHaveAttribute('aria-selected', 'true');
    await row(1).click();
    await expect(number).toHaveValue('1');
    if (!(await list.isVisible())) await button('Page list').click();
    await list.press('ArrowDown');
    await expect(row(2)).toHaveAttribute('aria-selected', 'true');
    await expect(number).toHaveValue('2');
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(button('Page list')).toBeFocused();

    const zoom = pages.getByRole('toolbar', { name: 'Pages' }).getByText(/^\d+\s?%$/);
    const percent = async () => Number.parseInt((await zoom.textContent()) ?? '', 10);
    await button('Fit page').click();
    await expect(button('Fit page')).toHaveAttribute('aria-pressed', 'true');
    const whole = await percent();
    await button('Zoom in').click();
    await expect.poll(percent).toBeGreaterThan(whole);
    await expect(button('Fit page')).toHaveAttribute('aria-pressed', 'false');
    await button('Fit width').click();
    await expect(button('Fit width')).toHaveAttribute('aria-pressed', 'true');

    await expect(button('Print')).toBeEnabled();
    await expect(app.surface.getByRole('button', { name: 'Download PDF' })).toBeEnabled();
  });
});
