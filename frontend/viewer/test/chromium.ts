import assert from 'node:assert/strict';
import { type Browser, type Locator, type Page, chromium } from 'playwright-core';
import { Vector3 } from 'three';
import { ViewCamera } from '../src/draw/camera';
import type { Detail, VitrineViewer } from '../src/element';
import { type Linked, poseFrom, read, written } from '../src/link';
import { position } from '../src/pose';
import type { ViewerState } from '../src/state';
import { type Pixels, decode } from './png';
import type { Site } from './site';

/** An event of the viewer's: its detail, and which it was. */
export type Told = { type: string } & Partial<ViewerState> & {
  loaded?: number; total?: number | null; link?: string; parts?: { id: string[]; name: string }[];
};

export type Point = readonly [x: number, y: number, z: number];

declare global {
  interface Window {
    told: Told[];
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
    page.setDefaultTimeout(10_000);
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

  /** Looks until nothing differs any more: what is under the pointer is found a little later. */
  async steady(): Promise<Pixels> {
    let last: Buffer = Buffer.alloc(0);
    for (;;) {
      await this.settled();
      const now = await this.page.screenshot();
      if (now.equals(last)) return decode(now);
      last = now;
    }
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

  /** What was told so far; of one type, if it is named. */
  async told(type?: string): Promise<Told[]> {
    const told = await this.page.evaluate(() => window.told);
    return told.filter((event) => type === undefined || event.type === type);
  }

  /** Waits until so much of the model is to be seen. */
  async detail(detail: Detail): Promise<void> {
    await this.page.waitForFunction((detail) => document.querySelector('vitrine-viewer')!.detail === detail, detail);
  }

  /** A button by its name, one of the viewer's. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Presses one, and waits for what it does. */
  async press(name: string): Promise<void> {
    await this.button(name).click();
    await this.settled();
  }

  link(): Promise<string> {
    return this.page.evaluate(() => document.querySelector('vitrine-viewer')!.link);
  }

  /** Stands there: from the target so many radians and metres away. */
  async stand(target: Point, azimuth: number, elevation: number, distance: number): Promise<void> {
    const now = read(await this.link())!;
    await this.page.evaluate((link) => document.querySelector('vitrine-viewer')!.restore(link),
      written({ ...now, c: [...target, azimuth, elevation, distance] }));
    await this.settled();
  }

  async linked(): Promise<Linked> {
    return read(await this.link())!;
  }

  /** Where a point of the model is on the page. */
  async where(point: Point): Promise<{ x: number; y: number }> {
    await this.settled();
    const { c, t } = await this.linked();
    const { x, y, width, height } = (await this.page.locator('vitrine-viewer canvas').boundingBox())!;
    const camera = new ViewCamera();
    const pose = poseFrom(c);
    camera.aspect = width / height;
    camera.parallel = (t?.['display'] as unknown[] | undefined)?.[1] === 1;
    camera.reach = pose.distance;
    camera.position.copy(position(pose));
    camera.lookAt(pose.target);
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    const seen = new Vector3(...point).project(camera);
    return { x: x + ((seen.x + 1) / 2) * width, y: y + ((1 - seen.y) / 2) * height };
  }

  /** Clicks a point of the model, which nothing may cover; some pixels `towards` another, where it is an outermost one. */
  async click(point: Point, more: { towards?: Point; modifiers?: ('Control' | 'Shift')[] } = {}): Promise<void> {
    let { x, y } = await this.where(point);
    if (more.towards) {
      const to = await this.where(more.towards);
      const share = 3 / Math.hypot(to.x - x, to.y - y);
      [x, y] = [x + (to.x - x) * share, y + (to.y - y) * share];
    }
    const on = await this.page.evaluate(([x, y]) =>
      document.querySelector('vitrine-viewer')!.shadowRoot!.elementFromPoint(x!, y!)?.nodeName, [x, y]);
    assert.equal(on, 'CANVAS', `nothing lies over ${point}`);
    for (const key of more.modifiers ?? []) await this.page.keyboard.down(key);
    await this.page.mouse.click(x, y);
    for (const key of more.modifiers ?? []) await this.page.keyboard.up(key);
  }

  /** The colour on the page at a point of the model. */
  async colour(point: Point, picture?: Pixels): Promise<readonly [number, number, number]> {
    const { x, y } = await this.where(point);
    return (picture ?? await this.look()).at(Math.floor(x), Math.floor(y));
  }

  /** Ends the visit; nothing may have complained meanwhile. */
  async end(): Promise<void> {
    const violations = await this.page.evaluate(() => window.violations);
    await this.page.close();
    assert.deepEqual([...this.complaints, ...violations], []);
  }
}
