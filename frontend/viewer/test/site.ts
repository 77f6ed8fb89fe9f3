import { type Server, createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

/** One answer of the test site. */
export interface Answer {
  status?: number;
  type?: string;
  body: Uint8Array | string;
  headers?: Record<string, string>;
  /** Sends nothing before this resolves. */
  after?: Promise<void>;
  /** Holds back what comes after the first `share` (a half) of the body until this resolves. */
  until?: Promise<void>;
  share?: number;
  /** Hangs up in the middle of the body. */
  cut?: boolean;
}

/** The server's answer while a model is being made: 202 and what is known of it. */
export const coming = (stage: string, news: number, boxes: number[][] = []): Answer =>
  ({ status: 202, type: 'application/json', body: JSON.stringify({ stage, news, boxes }) });

const NONCE = 'dGVzdA';
const POLICY = [
  "default-src 'none'", `script-src 'self' 'nonce-${NONCE}' 'wasm-unsafe-eval'`, `style-src 'self' 'nonce-${NONCE}'`,
  "img-src 'self' data: blob:", "connect-src 'self'", "worker-src 'none'", "base-uri 'none'", "form-action 'none'",
].join('; ');

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>viewer</title>
<link rel="icon" href="data:,">
<style nonce="${NONCE}">
  :root { color-scheme: light dark; }
  body { margin: 0; }
  button { position: absolute; inset: 0 auto auto 0; z-index: 1; opacity: 0; }
  vitrine-viewer { inline-size: 100vw; block-size: 100vh; }
</style>
<script nonce="${NONCE}">
  window.told = []; window.violations = [];
  for (const type of ['viewerstate', 'viewerprogress', 'viewerview', 'viewerselection', 'viewerfacts']) {
    document.addEventListener(type, ({ detail }) => told.push({ type, ...detail }));
  }
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
</script>
<script type="module" src="/viewer.js"></script></head>
<body><button id="before">before</button><main></main><button id="after">after</button></body></html>`;

/** A site with the app's content security policy, the built viewer and whatever answers a test puts in. */
export class Site {
  readonly answers = new Map<string, Answer>();
  readonly asked: string[] = [];

  private constructor(private readonly server: Server, readonly address: string) {}

  static async start(): Promise<Site> {
    const folder = join(import.meta.dirname, 'viewer');
    const name = readdirSync(folder).find((file) => file.endsWith('.js'))!;
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const site = new Site(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    site.answers.set('/', { type: 'text/html', body: PAGE, headers: { 'content-security-policy': POLICY } });
    site.answers.set('/viewer.js', { type: 'text/javascript', body: readFileSync(join(folder, name)) });
    server.on('request', async (request, response) => {
      const path = request.url ?? '/';
      site.asked.push(path);
      const answer = site.answers.get(path) ?? { status: 404, body: '' };
      const body = Buffer.from(answer.body);
      await answer.after;
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'model/gltf-binary', 'content-length': body.length, ...answer.headers,
      });
      const first = answer.until || answer.cut ? Math.floor(body.length * (answer.share ?? 0.5)) : 0;
      if (first > 0) await new Promise((sent) => response.write(body.subarray(0, first), sent));
      if (answer.cut) return void response.destroy();
      await answer.until;
      response.end(body.subarray(first));
    });
    return site;
  }

  /** Serves parts of the viewer alone: what `source`, a module in the viewer's folder, exports. */
  async serveModule(path: string, source: string): Promise<void> {
    const bundle = await build({
      stdin: { contents: source, resolveDir: join(import.meta.dirname, '../..') },
      bundle: true, format: 'esm', write: false, loader: { '.css': 'text' }, drop: ['console'],
    });
    this.answers.set(path, { type: 'text/javascript', body: bundle.outputFiles[0]!.contents });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
