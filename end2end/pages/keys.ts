import type { Locator, Page } from '@playwright/test';

/** More stops of the Tab key than any screen has before what a test looks for. */
const MOST = 40;

/** Presses Tab until `control` has the focus: that the keyboard gets there is what it shows. */
export async function tabTo(page: Page, control: Locator, most = MOST): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    if (await hasFocus(control)) return;
  }
  throw new Error(`${most} presses of Tab do not lead to ${control}`);
}

/** In whatever tree it is: that of the page, or that of an element of its own. */
function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => document.hasFocus() && (element.getRootNode() as Document | ShadowRoot).activeElement === element);
}
