import { defineConfig, type Project } from '@playwright/test';
import { APP_URL, OUTPUT, OWN_SERVERS, RELEASE } from './addresses';
import type { BrowserOptions } from './test';

const CI = process.env.CI !== undefined;

export default defineConfig<BrowserOptions>({
  testDir: 'specs',
  outputDir: 'test-results',
  forbidOnly: CI,
  retries: CI ? 1 : 0,
  // One sandbox with one set of users and faults: one test at a time.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // What `snapshots.spec.ts` compares: the names say which font the pictures were made with.
  snapshotPathTemplate: 'specs/expected/{arg}{ext}',
  reporter: [['list'], ['html', { open: 'never' }]],
  globalSetup: './clean.ts',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
  },
  projects: projects(),
  ...(OWN_SERVERS && {
    webServer: {
      command: `node ../scripts/serve.mjs --sandbox --data '${OUTPUT}' --logs '${OUTPUT}'${RELEASE ? ' --release' : ''}`,
      url: `${APP_URL}/readyz`,
      // Chatty on purpose: no level of our own log may carry a secret.
      env: { RUST_LOG: process.env.RUST_LOG ?? 'info,vitrine_server=debug,app=debug,vault=debug,onshape=debug,models=debug' },
      reuseExistingServer: false,
      gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
      timeout: 90_000,
      stderr: 'pipe' as const,
    },
  }),
});

function projects(): Project<BrowserOptions>[] {
  const blocked = { cookiePolicy: 'third-party-blocked' } as const;
  if (process.env.VITRINE_BENCH) return [{ name: 'bench', testMatch: 'bench.spec.ts', use: blocked }];
  if (process.env.VITRINE_SCREENSHOT) return [{ name: 'screenshot', testMatch: 'screenshot.spec.ts', use: blocked }];
  const testIgnore = ['release.spec.ts', 'leaks.spec.ts', 'contract.spec.ts', 'screenshot.spec.ts', 'bench.spec.ts'];
  if (!RELEASE) testIgnore.push('release.spec.ts');
  return [
    { name: 'chromium-blocked', testIgnore, use: blocked },
    // What does not depend on cookies is tagged @once and runs above only.
    { name: 'chromium-allowed', testIgnore, grepInvert: /@once/, use: { cookiePolicy: 'third-party-allowed' } },
    // Searches what the others collected.
    { name: 'collected', testMatch: ['leaks.spec.ts', 'contract.spec.ts'], dependencies: ['chromium-blocked', 'chromium-allowed'], use: blocked },
  ];
}
