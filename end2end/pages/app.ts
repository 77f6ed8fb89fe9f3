import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import type { User } from '../sandbox';
import { consent } from './consent';

type Role = Parameters<Page['getByRole']>[0];

/** The app, wherever it is: in a frame of Onshape's page or in a tab of its own. Names are those of the design. */
export class App {
  readonly root: Locator;
  readonly signInButton: Locator;
  readonly accountButton: Locator;
  readonly allDocumentsButton: Locator;
  readonly backButton: Locator;
  readonly search: Locator;
  readonly documents: Locator;
  readonly elements: Locator;
  readonly view: Locator;
  readonly alert: Locator;
  readonly status: Locator;

  /** `page` is the tab that the app, or the frame around it, is in. */
  constructor(
    readonly surface: Page | FrameLocator,
    readonly page: Page,
  ) {
    const button = (name: string) => surface.getByRole('button', { name, exact: true });
    this.root = surface.locator('html');
    this.signInButton = button('Sign in with Onshape');
    this.accountButton = surface.getByRole('button', { name: /^Account/ });
    this.allDocumentsButton = button('All documents');
    this.backButton = button('Back');
    this.search = surface.getByRole('searchbox', { name: 'Search documents' });
    this.documents = this.oneOf(['list', 'listbox', 'grid'], 'Documents');
    this.elements = this.oneOf(['list', 'listbox', 'tree', 'grid'], 'Elements');
    this.view = surface.getByRole('region', { name: '3D view' });
    this.alert = surface.getByRole('alert');
    this.status = surface.getByRole('status').filter({ hasText: COUNT });
  }

  /** Resolves when script has taken over: before, every control is disabled. */
  async ready(): Promise<void> {
    await expect(this.root).toHaveAttribute('data-ready', /.*/);
  }

  document(name: string): Locator {
    return itemOf(this.documents, name);
  }

  element(name: string): Locator {
    return itemOf(this.elements, name);
  }

  /** Opens the sign-in window, in the frame's way. */
  async openPopup(opener: Locator = this.signInButton): Promise<Page> {
    const opened = this.page.waitForEvent('popup');
    await this.press(opener);
    return opened;
  }

  /**
   * A click that arrives. Just after a frame of another site has appeared, Chromium may give a click on it to the page
   * around it (four of 110, the page saw it with the frame for its target): then, and only then, it is made again.
   */
  async press(target: Locator): Promise<void> {
    const strays = () => this.page.evaluate(() => Number(document.documentElement.dataset.strays ?? 0));
    const before = await strays();
    await target.click();
    if ((await strays()) > before) await target.click();
  }

  async signInWithPopup(user: User = 'Alice', answer: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
    await consent(await this.openPopup(), user, answer);
    if (answer === 'Allow') await this.signedIn();
  }

  /** Signs in where the app has a tab of its own: by plain redirects, without a window. */
  async signInInPlace(user: User = 'Alice', answer: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
    await this.signInButton.click();
    await consent(this.page, user, answer);
    if (answer === 'Allow') await this.signedIn();
  }

  async signedIn(): Promise<void> {
    await expect(this.accountButton).toBeVisible();
    await this.ready();
  }

  async signOut(): Promise<void> {
    await this.accountButton.click();
    await this.surface.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(this.signInButton).toBeVisible();
  }

  async openAllDocuments(): Promise<void> {
    await this.allDocumentsButton.click();
    await expect(this.documents).toBeVisible();
  }

  /** How many documents the status text says are loaded. */
  async loaded(): Promise<number> {
    const text = (await this.status.first().textContent()) ?? '';
    return Number(COUNT.exec(text)?.[1]?.replaceAll(/\D/g, '') ?? Number.NaN);
  }

  async openDocument(name: string): Promise<void> {
    await this.document(name).first().click();
    await expect(this.elements).toBeVisible();
  }

  async openElement(name: string): Promise<void> {
    await this.element(name).click();
  }

  async viewIs(state: 'loading' | 'ready' | 'empty' | 'failed'): Promise<void> {
    await expect(this.view).toHaveAttribute('data-state', state, { timeout: 30_000 });
  }

  /** An error, as every error is shown: a sentence, and one button that helps, which is returned. */
  async oneAlert(sentence?: RegExp): Promise<Locator> {
    await expect(this.alert).toHaveCount(1);
    await expect(this.alert).toBeVisible();
    await expect(this.alert).toContainText(sentence ?? /\w+ \w+/);
    const help = this.alert.getByRole('button').or(this.alert.getByRole('link'));
    await expect(help).toHaveCount(1);
    return help;
  }

  private oneOf(roles: Role[], name: string): Locator {
    return roles.map((role) => this.surface.getByRole(role, { name, exact: true })).reduce((one, other) => one.or(other));
  }
}

/** "40 documents", "40+", "40 of 2,110": the number loaded so far comes first. */
const COUNT = /(\d[\d.,\u00a0\u202f]*)(?:\+| of \d| documents?\b)/;

/** The item of a list, listbox, tree or grid whose accessible name begins with `name`, whole words of it. */
function itemOf(list: Locator, name: string): Locator {
  const begins = new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');
  const roles: Role[] = ['listitem', 'option', 'treeitem', 'row'];
  return roles.map((role) => list.getByRole(role, { name: begins })).reduce((one, other) => one.or(other));
}
