import { expect, type Page } from '@playwright/test';
import type { User } from '../sandbox';

/** Answers Onshape's consent page, which `page` shows or is about to show, as `user`. */
export async function consent(page: Page, user: User = 'Alice', answer: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
  const person = page.getByRole('button', { name: user, exact: true });
  await person.click();
  // Being somebody else reloads the page.
  await expect(person).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: answer, exact: true }).click({ noWaitAfter: true });
}
