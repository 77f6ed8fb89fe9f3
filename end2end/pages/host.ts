import { expect, type FrameLocator, type Page } from '@playwright/test';
import { ONSHAPE_URL } from '../addresses';
import type { DemoDocument, User } from '../sandbox';
import { App } from './app';

/** Runs in the page around the app: counts the presses that were meant for the frame and came here (see `App.press`). */
function countStrays(): void {
  if (window !== window.top) return;
  addEventListener(
    'pointerdown',
    ({ target }) => {
      const root = document.documentElement.dataset;
      if (target instanceof HTMLIFrameElement) root.strays = String(Number(root.strays ?? 0) + 1);
    },
    true,
  );
}

/** A document's page in Onshape, with the app in one of its tabs. */
export class HostPage {
  readonly frame: FrameLocator;
  readonly app: App;

  constructor(readonly page: Page) {
    this.frame = page.frameLocator('iframe[title="Vitrine"]');
    this.app = new App(this.frame, page);
  }

  /** Opens a document at the app's tab and waits until the app is usable. */
  async open(document: DemoDocument): Promise<App> {
    await this.page.addInitScript(countStrays);
    await this.page.goto(new URL(document.url, ONSHAPE_URL).href);
    await this.app.ready();
    return this.app;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.app.ready();
  }

  /** Signs somebody else in at Onshape itself, where the app has no say. */
  async becomeAtOnshape(user: User): Promise<void> {
    await this.page.goto(`${ONSHAPE_URL}/user/applications`);
    const person = this.page.getByRole('button', { name: user, exact: true });
    await person.click();
    await expect(person).toHaveAttribute('aria-pressed', 'true');
  }
}
