#!/usr/bin/env node
// Starts what was built, waits until it answers, prints the address to open, and stops it when told to.
//   node scripts/serve.mjs             onshape-sandbox and vitrine, wired to each other; with OAUTH_CLIENT_ID set, in the
//                                      environment or in .env, vitrine alone, against the real Onshape
//     --release                        the release build
//     --watch                          vitrine through `cargo leptos watch`
//     --sandbox                        the sandbox, whatever OAUTH_CLIENT_ID says
//     --data FOLDER                    where vitrine keeps its database and key beside the sandbox (target/demo)
//     --logs FOLDER                    what the programs print goes to FOLDER/<program>.log
// PORT, SANDBOX_PORT and SANDBOX_EXPORT_PORT choose other ports than 3000, 4000 and 4001.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const { values: options } = parseArgs({
  options: {
    release: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    sandbox: { type: 'boolean', default: false },
    data: { type: 'string', default: 'target/demo' },
    logs: { type: 'string' },
  },
});

/** A sentence for the user, instead of a stack. */
class Stop extends Error {}

const running = new Map();
let stopping = false;

main().catch(async (error) => {
  console.error(`\n${error instanceof Stop ? error.message : error.stack}`);
  await stopAll();
  process.exit(1);
});

async function main() {
  const settings = options.sandbox ? { ...process.env } : { ...readDotEnv(), ...process.env };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      await stopAll();
      process.exit(0);
    });
  }
  mkdirSync(options.data, { recursive: true });
  if (options.logs) mkdirSync(options.logs, { recursive: true });
  if (settings.OAUTH_CLIENT_ID && !options.sandbox) await serveRealOnshape(settings);
  else await serveSandbox(settings);
}

async function serveRealOnshape(settings) {
  const port = portFrom(settings, 'PORT', 3000);
  await mustBeFree(port, 'PORT');
  if (!settings.SESSION_SECRET) {
    console.log(`SESSION_SECRET is not set: using the one in ${options.data}, for this machine only.`);
    settings.SESSION_SECRET = ownSecret();
  }
  startVitrine(settings);
  await answers(`http://127.0.0.1:${port}/readyz`, 'vitrine');
  console.log(`
Vitrine is ready at ${settings.BASE_URL ?? `http://localhost:${port}`}, and talks to the real Onshape.
The lines above say what to enter in Onshape's developer portal. Then open a document and add the app's tab to it.
Ctrl-C stops it.
`);
}

async function serveSandbox(settings) {
  const port = portFrom(settings, 'PORT', 3000);
  const sandboxPort = portFrom(settings, 'SANDBOX_PORT', 4000);
  const exportPort = portFrom(settings, 'SANDBOX_EXPORT_PORT', sandboxPort + 1);
  await mustBeFree(port, 'PORT');
  await mustBeFree(sandboxPort, 'SANDBOX_PORT');
  await mustBeFree(exportPort, 'SANDBOX_EXPORT_PORT');

  // To a browser localhost and 127.0.0.1 are two sites, as Onshape and the app are.
  const app = `http://localhost:${port}`;
  const onshape = `http://127.0.0.1:${sandboxPort}`;
  const ports = ['--port', `${sandboxPort}`, '--export-port', `${exportPort}`, '--app-url', app];
  start('onshape-sandbox', binary('onshape-sandbox'), ports, settings);
  const client = await answers(`${onshape}/__sandbox/client`, 'onshape-sandbox');

  // The sandbox forgets its grants and its documents' changes when it stops: what remembers them would only confuse.
  for (const folder of ['onshape-cache', 'models']) rmSync(path.join(options.data, folder), { recursive: true, force: true });
  for (const rest of ['', '-wal', '-shm']) rmSync(path.join(options.data, `vitrine.db${rest}`), { force: true });
  startVitrine({
    ...withoutOurSettings(settings),
    PORT: `${port}`,
    API_URL: `${onshape}/api`,
    OAUTH_URL: onshape,
    OAUTH_CLIENT_ID: client.client_id,
    OAUTH_CLIENT_SECRET: client.client_secret,
    ONSHAPE_HOSTS: `127.0.0.1:${sandboxPort} 127.0.0.1:${exportPort}`,
    FRAME_ANCESTORS: onshape,
    SESSION_SECRET: ownSecret(),
    DATABASE_URL: `sqlite:${path.join(options.data, 'vitrine.db')}`,
  });
  await answers(`http://127.0.0.1:${port}/readyz`, 'vitrine');

  const { gearbox } = await answers(`${onshape}/__sandbox/demo`, 'onshape-sandbox');
  console.log(`
Vitrine is ready. Open this address:

    ${new URL(gearbox.url, onshape)}

It is a stand-in for Onshape, with Vitrine in a tab of the document "${gearbox.name}". Sign in as Alice or as Bob.
Ctrl-C stops both.
`);
}

function startVitrine(settings) {
  if (options.watch) start('vitrine', 'cargo', ['leptos', 'watch', '--split'], settings);
  else start('vitrine', binary('vitrine'), ['serve'], settings);
}

function start(name, command, args, env) {
  const log = options.logs && path.join(options.logs, `${name}.log`);
  const out = log ? openSync(log, 'w') : 'inherit';
  const child = spawn(command, args, { env, stdio: ['ignore', out, out] });
  running.set(name, child);
  const gone = (how) => {
    running.delete(name);
    if (stopping) return;
    console.error(`\n${name} ${how}.${log ? ` Its last lines, from ${log}:\n${lastLines(log)}` : ''}`);
    stopAll().then(() => process.exit(1));
  };
  child.on('error', (error) => gone(`did not start: ${error.message}`));
  child.on('exit', (code, signal) => gone(signal ? `was ended by ${signal}` : `stopped by itself (exit code ${code})`));
}

/** Resolves to the answer's JSON, if it is JSON, as soon as the address answers with a 2xx. */
async function answers(address, name) {
  const slow = AbortSignal.timeout(60_000);
  while (options.watch || !slow.aborted) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return (answer.headers.get('content-type') ?? '').includes('json') ? answer.json() : undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Stop(`${name} runs, but ${address} did not answer within a minute.`);
}

async function stopAll() {
  stopping = true;
  const ended = [...running.values()].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of running.values()) child.kill('SIGTERM');
  const force = setTimeout(() => running.forEach((child) => child.kill('SIGKILL')), 8_000);
  await Promise.all(ended);
  clearTimeout(force);
}

async function mustBeFree(port, variable) {
  const free = await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (!free) {
    throw new Stop(`Port ${port} is taken by another program. Stop that, or choose another port: ${variable}=${port + 10} make run`);
  }
}

function portFrom(settings, variable, otherwise) {
  const port = Number(settings[variable] || otherwise);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Stop(`${variable} must be a port number between 1 and 65535, and is "${settings[variable]}".`);
  }
  return port;
}

function binary(name) {
  const file = path.join('target', options.release ? 'release' : 'debug', name);
  if (!existsSync(file)) throw new Stop(`${file} is not built. Run scripts/build${options.release ? ' --release' : ''}.`);
  return file;
}

/** Key material for this machine's demo: made once, readable by its owner only. */
function ownSecret() {
  const file = path.join(options.data, 'session-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** The environment beside the sandbox: settings meant for the real Onshape stay out of it. */
function withoutOurSettings(settings) {
  const ours = /^(OAUTH_|SESSION_|ONSHAPE_|WEBHOOK_|API_URL$|BASE_URL$|BIND_ADDR$|DATABASE_URL$|FRAME_ANCESTORS$|TRUSTED_PROXIES$|MODEL_STORE$)/;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !ours.test(name)));
}

/** `NAME=value` lines; quotes around a value are taken off. The environment wins over the file. */
function readDotEnv() {
  if (!existsSync('.env')) return {};
  const lines = readFileSync('.env', 'utf8').split(/\r?\n/);
  return Object.fromEntries(
    lines.flatMap((line) => {
      const found = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
      return found ? [[found[1], found[2].replace(/^(["'])(.*)\1$/, '$2')]] : [];
    }),
  );
}

function lastLines(file) {
  return readFileSync(file, 'utf8').split('\n').slice(-20).join('\n');
}
