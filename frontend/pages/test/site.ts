import { readFileSync, readdirSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** One answer of the test site. */
export interface Answer {
  status?: number;
  type?: string;
  body: Uint8Array | string;
  headers?: Record<string, string>;
  /** Sends nothing before this resolves. */
  after?: Promise<void>;
  /** Hangs up in the middle of the body. */
  cut?: boolean;
}

/** The server's answer while a document is being made: 202 and how far it is. */
export const coming = (news: number): Answer =>
  ({ status: 202, type: 'application/json', body: JSON.stringify({ stage: 'translating', news }) });

const NONCE = 'dGVzdA';
const POLICY = [
  "default-src 'none'", `script-src 'self' 'nonce-${NONCE}' 'wasm-unsafe-eval'`, `style-src 'self' 'nonce-${NONCE}'`,
  "img-src 'self' data: blob:", "connect-src 'self'", "font-src 'self'", "worker-src 'self'", "object-src 'none'",
  "base-uri 'none'", "form-action 'self'",
].join('; ');
/** What the server sends with everything else; for a worker it is the policy that holds inside. */
const OF_FILES = "default-src 'none'; script-src 'wasm-unsafe-eval'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' };

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>pages</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style nonce="${NONCE}">
  :root { color-scheme: light dark; }
  body { margin: 0; font-family: sans-serif; }
  button { position: absolute; inset: 0 auto auto 0; z-index: 1; opacity: 0; }
  vitrine-pages { inline-size: 100vw; block-size: 100vh; }
</style>
<script nonce="${NONCE}">
  window.told = []; window.violations = []; window.printed = [];
  for (const type of ['pagesstate', 'pagesprogress', 'pagespage']) {
    document.addEventListener(type, ({ detail }) => told.push({ type, ...detail }));
  }
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
</script>
<script type="module" src="/pkg/pages/MODULE"></script></head>
<body><button id="before">before</button><main></main><button id="after">after</button></body></html>`;

/** A site with the app's content security policy, the built element and whatever answers a test puts in. */
export class Site {
  readonly answers = new Map<string, Answer>();
  readonly asked: { path: string; prefer: string | undefined }[] = [];

  private constructor(private readonly server: Server, readonly address: string) {}

  static async start(): Promise<Site> {
    const folder = join(import.meta.dirname, 'pages');
    const module = readdirSync(folder).find((file) => /^pages\..*\.js$/.test(file))!;
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const site = new Site(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    site.answers.set('/', {
      type: 'text/html', body: PAGE.replace('MODULE', module), headers: { 'content-security-policy': POLICY },
    });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const type = TYPES[name.split('.').at(-1)!] ?? 'application/octet-stream';
      if (/\.[^/.]+$/.test(name) && !/data\.[0-9a-f]{8}(\/\w+)?$/.test(name)) {
        site.answers.set(`/pkg/pages/${name}`, { type, body: readFileSync(join(folder, name)) });
      }
    }
    server.on('request', async (request, response) => {
      const path = request.url ?? '/';
      site.asked.push({ path, prefer: request.headers['prefer'] as string | undefined });
      const answer = site.answers.get(path) ?? { status: 404, body: '' };
      const body = Buffer.from(answer.body);
      await answer.after;
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'application/pdf', 'content-length': body.length,
        'content-security-policy': OF_FILES, ...answer.headers,
      });
      if (answer.cut) {
        await new Promise((sent) => response.write(body.subarray(0, body.length / 2), sent));
        return void response.destroy();
      }
      response.end(body);
    });
    return site;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
