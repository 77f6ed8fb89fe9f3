import { chromium, type BrowserContext } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP_URL, ONSHAPE_URL } from '../addresses';

/**
 * Which cookies the browser lets through. Always said, never left to the build: Debian's Chromium blocks third-party
 * cookies by default, Chrome does not.
 * - `frame-blocked`: the app may keep no cookie, not even a partitioned one, while Onshape frames it; in its own tab it may.
 */
export type CookiePolicy = 'third-party-allowed' | 'third-party-blocked' | 'frame-blocked';

export interface Browser {
  context: BrowserContext;
  /** Closes the browser and removes its profile. */
  close: () => Promise<void>;
}

export interface LaunchOptions {
  cookiePolicy: CookiePolicy;
  headless: boolean;
  viewport: { width: number; height: number } | null;
  locale?: string;
  colorScheme?: 'light' | 'dark' | 'no-preference' | null;
}

/** A browser of its own with an empty profile: cookie settings can only be given to a profile, not to a context. */
export async function launch({ cookiePolicy, headless, viewport, locale, colorScheme }: LaunchOptions): Promise<Browser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'vitrine-e2e-'));
  mkdirSync(path.join(profile, 'Default'));
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences(cookiePolicy)));
  const executable = process.env.CHROMIUM;
  const context = await chromium.launchPersistentContext(profile, {
    ...(executable ? { executablePath: executable } : { channel: 'chromium' }),
    headless,
    viewport,
    ...(locale !== undefined && { locale }),
    ...(colorScheme !== undefined && { colorScheme }),
    args: ARGUMENTS,
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}

const ARGUMENTS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL in software: the same pixels with and without a graphics card.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Playwright's own list, which this replaces, also turns storage partitioning off: real browsers have it on.
  '--disable-features=HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding,Translate',
];

function preferences(policy: CookiePolicy): object {
  const blocked = policy === 'third-party-blocked';
  const frameRule = { [`${APP_URL},${ONSHAPE_URL}`]: { setting: 2 } };
  return {
    profile: {
      cookie_controls_mode: blocked ? 1 : 0,
      block_third_party_cookies: blocked,
      content_settings: { exceptions: { cookies: policy === 'frame-blocked' ? frameRule : {} } },
    },
  };
}
