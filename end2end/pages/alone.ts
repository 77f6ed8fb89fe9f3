import type { Page } from '@playwright/test';
import { APP_URL, ONSHAPE_URL } from '../addresses';
import type { DemoDocument } from '../sandbox';
import { App } from './app';

/** Where the app is in a tab of its own, with the document open: no page of Onshape's around it. */
export function addressOf({ documentId, workspaceId, appElementId }: DemoDocument, locale = 'en-US'): string {
  const query = new URLSearchParams({ documentId, workspaceId, elementId: appElementId, server: ONSHAPE_URL, locale });
  return `${APP_URL}/?${query}`;
}

/** Opens it there and signs Alice in, who then sees the elements. */
export async function signedInAlone(page: Page, document: DemoDocument): Promise<App> {
  const app = new App(page, page);
  await page.goto(addressOf(document));
  await app.ready();
  await app.signInInPlace();
  return app;
}
