import type { BrowserContext, ConsoleMessage, Page, Response } from '@playwright/test';
import { APP_URL } from '../addresses';
import { keep, keepBody } from './collection';

/** A status that a test expects, so that the browser's own console line about it is no error. */
interface AllowedStatus {
  status: number;
  address: RegExp;
}

/** Hashed files never change: their bodies are read once a run. */
const hashedFilesRead = new Set<string>();

/**
 * Sees everything that happens in a browser, frames and popups included: collects the errors that make a test fail, and
 * hands what came from the app's origin to the collection that `leaks.spec.ts` searches.
 */
export class Watch {
  private errors: string[] = [];
  private readonly allowed: AllowedStatus[] = [];
  private mayBeOffline = false;
  private readonly addresses = new Set<string>();
  private readonly headers = new Set<string>();
  private readonly reading = new Set<Promise<void>>();

  constructor(private readonly context: BrowserContext) {
    context.on('console', (message) => this.console(message));
    context.on('weberror', (error) => this.errors.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on('response', (response) => this.response(response));
    context.on('page', (page) => this.page(page));
    for (const page of context.pages()) this.page(page);
  }

  /** From here on the browser may log that `address` answered with `status`. */
  allowStatus(status: number, address: RegExp): void {
    this.allowed.push({ status, address });
  }

  /** From here on the browser may log that it has no network. */
  allowOffline(): void {
    this.mayBeOffline = true;
  }

  /** Makes an alert about blocked cookies, in any frame and however short, an error. */
  async forbidCookieAlert(): Promise<void> {
    await this.context.addInitScript(() => {
      let said = false;
      const look = () => {
        const shown = [...document.querySelectorAll('[role=alert]')].some((alert) => /blocking cookies/i.test(alert.textContent ?? ''));
        if (shown && !said) console.error(`an alert said that cookies are blocked, at ${location.origin}`);
        said ||= shown;
      };
      new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['role'] });
    });
  }

  /** The errors so far, which the test takes upon itself: they no longer make it fail. */
  takeErrors(): string[] {
    const taken = this.errors;
    this.errors = [];
    return taken;
  }

  /** Ends the watch: what was seen goes to the collection, what was wrong is returned. */
  async finish(): Promise<string[]> {
    await Promise.race([Promise.allSettled(this.reading), new Promise((resolve) => setTimeout(resolve, 5_000))]);
    keep('addresses', [...this.addresses]);
    keep('headers', [...this.headers]);
    return this.errors;
  }

  private console(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
    const from = message.location().url;
    if (this.mayBeOffline && /net::ERR_INTERNET_DISCONNECTED/.test(message.text())) return;
    if (status && this.allowed.some((one) => one.status === Number(status) && one.address.test(from))) return;
    this.errors.push(`console: ${message.text()} (${from})`);
  }

  private page(page: Page): void {
    page.on('crash', () => this.errors.push(`crashed: ${page.url()}`));
    // The addresses that the browser keeps: redirects on the way are not among them.
    page.on('framenavigated', (frame) => this.addresses.add(frame.url()));
  }

  private response(response: Response): void {
    if (!response.url().startsWith(`${APP_URL}/`)) return;
    const reading = this.read(response).catch(() => undefined);
    this.reading.add(reading);
    void reading.finally(() => this.reading.delete(reading));
  }

  private async read(response: Response): Promise<void> {
    const request = response.request();
    const [answered, asked] = await Promise.all([response.allHeaders(), request.allHeaders()]);
    for (const [name, value] of Object.entries(answered)) this.headers.add(`${name}: ${value}`.replaceAll('\n', ' '));
    if (asked.referer) this.headers.add(`referer: ${asked.referer}`);
    const redirect = response.status() >= 300 && response.status() < 400;
    const hashed = response.url().startsWith(`${APP_URL}/pkg/`);
    if (redirect || (hashed && hashedFilesRead.has(response.url()))) return;
    const body = await response.body();
    keepBody(response.url(), body);
    if (hashed) hashedFilesRead.add(response.url());
  }
}
