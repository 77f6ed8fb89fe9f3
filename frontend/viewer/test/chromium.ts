import assert from 'node:assert/strict';
import { type Browser, type Page, chromium } from 'playwright-core';
import type { VitrineViewer } from '../src/element';
import type { ViewerState } from '../src/state';
import { type Pixels, decode } from './png';
import type { Site } from './site';

declare global {
  interface Window {
    told: ({ type: string } & Partial<ViewerState> & { loaded?: number; total?: number | null })[];
    violations: string[];
  }
  interface HTMLElementTagNameMap {
    'vitrine-viewer': VitrineViewer;
  }
}

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const SOFTWARE_GL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
export const NO_GL = ['--disable-3d-apis'];

export function launch(flags: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...QUIET, ...flags],
  });
}

/** A page with the test site open; `check` says what the console and the policy complained of. */
export class Visit {
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {}

  static async to(site: Site, browser: Browser, options: Parameters<Browser['newPage']>[0] = {}): Promise<Visit> {
    const page = await browser.newPage({ viewport: { width: 480, height: 360 }, reducedMotion: 'reduce', ...options });
    const visit = new Visit(page);
    page.on('console', (message) => {
      // Chromium itself reports answers with an error status, and its own software rendering.
      if (!/Failed to load resource|GPU stall due to ReadPixels/.test(message.text())) visit.complaints.push(message.text());
    });
    page.on('pageerror', (error) => visit.complaints.push(String(error)));
    await page.goto(site.address);
    await page.waitForFunction(() => customElements.get('vitrine-viewer') !== undefined);
    return visit;
  }

  /** Puts a viewer on the page. */
  async add(attributes: Record<string, string>): Promise<void> {
    await this.page.evaluate((attributes) => {
      const viewer = document.createElement('vitrine-viewer');
      for (const [name, value] of Object.entries(attributes)) viewer.setAttribute(name, value);
      document.querySelector('main')!.append(viewer);
    }, attributes);
  }

  set(name: string, value: string | null): Promise<void> {
    return this.page.evaluate(([name, value]) => {
      const viewer = document.querySelector('vitrine-viewer')!;
      if (value === null) viewer.removeAttribute(name);
      else viewer.setAttribute(name, value);
    }, [name, value] as const);
  }

  /** Waits until the viewer is through and says how it ended. */
  async outcome(): Promise<ViewerState> {
    await this.page.waitForFunction(() => {
      const viewer = document.querySelector('vitrine-viewer')!;
      return viewer.idle && viewer.state.state !== 'loading';
    });
    return this.page.evaluate(() => document.querySelector('vitrine-viewer')!.state);
  }

  /** Waits until nothing moves, then looks. */
  async look(): Promise<Pixels> {
    await this.settled();
    return decode(await this.page.screenshot());
  }

  async settled(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('vitrine-viewer')!.idle);
    await this.frames(2);
  }

  frames(count: number): Promise<void> {
    return this.page.evaluate((count) => new Promise<void>((done) => {
      const step = (left: number): unknown => (left === 0 ? done() : requestAnimationFrame(() => step(left - 1)));
      step(count);
    }), count);
  }

  rendered(): Promise<number> {
    return this.page.evaluate(() => document.querySelector('vitrine-viewer')!.renderedFrames);
  }

  told(): Promise<Window['told']> {
    return this.page.evaluate(() => window.told);
  }

  /** Ends the visit; nothing may have complained meanwhile. */
  async end(): Promise<void> {
    const violations = await this.page.evaluate(() => window.violations);
    await this.page.close();
    assert.deepEqual([...this.complaints, ...violations], []);
  }
}
