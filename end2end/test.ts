import { expect, test as base, type BrowserContext } from '@playwright/test';
import { launch, type CookiePolicy } from './browser/chromium';
import { keep } from './browser/collection';
import { Watch } from './browser/watch';
import { HostPage } from './pages/host';
import { Sandbox } from './sandbox';

export { expect };
export type { CookiePolicy };

export interface BrowserOptions {
  cookiePolicy: CookiePolicy;
}

interface Fixtures {
  /** The sandbox as after its start: nobody has granted anything. */
  sandbox: Sandbox;
  /** The test's browser, watched: an error in any console, frame or popup fails the test. */
  watch: Watch;
  /** Names a status that the test provokes, and the addresses that may answer with it. */
  allowStatus: Watch['allowStatus'];
  /** Says that the test takes the network away. */
  allowOffline: Watch['allowOffline'];
  /** Onshape's page around the app, in the test's first tab. */
  host: HostPage;
  /** A second person's browser: other profile, other cookies. Not watched for errors. */
  anotherBrowser: () => Promise<BrowserContext>;
}

export const test = base.extend<BrowserOptions & Fixtures>({
  cookiePolicy: ['third-party-blocked', { option: true }],

  sandbox: [
    async ({}, use, { file }) => {
      const sandbox = new Sandbox();
      await sandbox.reset();
      await use(sandbox);
      keep('secrets', await sandbox.secrets());
      // Others than the app call the API in the tests of the sandbox itself.
      if (!/(host-page|inspector|stranger)\.spec\.ts$/.test(file)) keep('calls', await sandbox.calls());
    },
    { auto: true },
  ],

  context: async ({ cookiePolicy, headless, viewport, locale, colorScheme }, use) => {
    const browser = await launch({ cookiePolicy, headless, viewport, ...(locale && { locale }), ...(colorScheme && { colorScheme }) });
    await use(browser.context);
    await browser.close();
  },

  watch: [
    async ({ context, cookiePolicy }, use) => {
      const watch = new Watch(context);
      if (cookiePolicy !== 'frame-blocked') await watch.forbidCookieAlert();
      await use(watch);
      expect(await watch.finish(), 'errors in the browser').toEqual([]);
    },
    { auto: true },
  ],

  allowStatus: async ({ watch }, use) => {
    await use((status, address) => watch.allowStatus(status, address));
  },

  allowOffline: async ({ watch }, use) => {
    await use(() => watch.allowOffline());
  },

  page: async ({ context, watch: _watched }, use) => {
    await use(context.pages()[0] ?? (await context.newPage()));
  },

  host: async ({ page }, use) => {
    await use(new HostPage(page));
  },

  anotherBrowser: async ({ cookiePolicy, headless, viewport }, use) => {
    const browsers: Awaited<ReturnType<typeof launch>>[] = [];
    await use(async () => {
      const browser = await launch({ cookiePolicy, headless, viewport });
      browsers.push(browser);
      return browser.context;
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
});
