import assert from 'node:assert/strict';
import { type Browser, type Locator, type Page, chromium } from 'playwright-core';
import type { Resources, VitrinePages } from '../src/element';
import type { PagesState } from '../src/state';
import type { Site } from './site';

/** An event of the element's: its detail, and which it was. */
export type Told = { type: string } & Partial<PagesState> & { loaded?: number; total?: number | null; page?: number; of?: number };

declare global {
  interface Window {
    told: Told[];
    violations: string[];
    printed: { title: string; pictures: number; sheet: string }[];
  }
  interface HTMLElementTagNameMap {
    'vitrine-pages': VitrinePages;
  }
}

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: QUIET });
}

/** A page with the test site open; `end` says what the console and the policy complained of. */
export class Visit {
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {}

  static async to(site: Site, browser: Browser, options: Parameters<Browser['newPage']>[0] = {}): Promise<Visit> {
    const page = await browser.newPage({ viewport: { width: 900, height: 640 }, reducedMotion: 'reduce', ...options });
    page.setDefaultTimeout(15_000);
    const visit = new Visit(page);
    page.on('console', (message) => {
      // Chromium itself reports answers with an error status.
      if (!/Failed to load resource/.test(message.text())) visit.complaints.push(message.text());
    });
    page.on('pageerror', (error) => visit.complaints.push(String(error)));
    await page.goto(site.address);
    await page.waitForFunction(() => customElements.get('vitrine-pages') !== undefined);
    return visit;
  }

  /** Puts the element on the page. */
  async add(attributes: Record<string, string>): Promise<void> {
    await this.page.evaluate((attributes) => {
      const pages = document.createElement('vitrine-pages');
      for (const [name, value] of Object.entries(attributes)) pages.setAttribute(name, value);
      document.querySelector('main')!.append(pages);
    }, attributes);
  }

  /** Puts it there and waits until all is drawn. */
  async open(src: string, more: Record<string, string> = {}): Promise<void> {
    await this.add({ src, type: 'pdf', ...more });
    assert.deepEqual(await this.outcome(), { state: 'ready' });
    await this.settled();
  }

  set(name: string, value: string | null): Promise<void> {
    return this.page.evaluate(([name, value]) => {
      const pages = document.querySelector('vitrine-pages')!;
      if (value === null) pages.removeAttribute(name);
      else pages.setAttribute(name, value);
    }, [name, value] as const);
  }

  /** Waits until the element is through and says how it ended. */
  async outcome(): Promise<PagesState> {
    await this.page.waitForFunction(() => !['loading'].includes(document.querySelector('vitrine-pages')!.state.state)
      && window.told.some(({ type }) => type === 'pagesstate'));
    return this.page.evaluate(() => document.querySelector('vitrine-pages')!.state);
  }

  async settled(): Promise<void> {
    await this.frames(2);
    await this.page.waitForFunction(() => document.querySelector('vitrine-pages')!.idle);
    await this.frames(2);
  }

  frames(count: number): Promise<void> {
    return this.page.evaluate((count) => new Promise<void>((done) => {
      const step = (left: number): unknown => (left === 0 ? done() : requestAnimationFrame(() => step(left - 1)));
      step(count);
    }), count);
  }

  /** What was told so far; of one type, if it is named. */
  async told(type?: string): Promise<Told[]> {
    const told = await this.page.evaluate(() => window.told);
    return told.filter((event) => type === undefined || event.type === type);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
    await this.settled();
  }

  /** The focused pages get a key. */
  async key(...keys: string[]): Promise<void> {
    await this.scroller.focus();
    for (const key of keys) await this.page.keyboard.press(key);
    await this.settled();
  }

  get scroller(): Locator {
    return this.page.locator('vitrine-pages .scroller');
  }

  get list(): Locator {
    return this.page.getByRole('listbox');
  }

  async at(): Promise<{ page: number; zoom: number; resources: Resources }> {
    return this.page.evaluate(() => {
      const { page, zoom, resources } = document.querySelector('vitrine-pages')!;
      return { page, zoom, resources };
    });
  }

  /** The colour on the page at a point, in CSS pixels. */
  async colour(x: number, y: number): Promise<number[]> {
    const shot = (await this.page.screenshot({ clip: { x, y, width: 1, height: 1 } })).toString('base64');
    return this.page.evaluate(async (shot) => {
      const image = new Image();
      image.src = `data:image/png;base64,${shot}`;
      await image.decode();
      const context = document.createElement('canvas').getContext('2d')!;
      context.drawImage(image, 0, 0);
      return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    }, shot);
  }

  /** Ends the visit; nothing may have complained meanwhile. */
  async end(): Promise<void> {
    const violations = await this.page.evaluate(() => window.violations);
    await this.page.close();
    assert.deepEqual([...this.complaints, ...violations], []);
  }
}
