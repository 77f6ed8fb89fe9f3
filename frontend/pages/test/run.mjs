// Bundles the element as a release and the tests (Node 20 reads no TypeScript), then runs node's test runner on them.
//   node test/run.mjs [part of a file name]
import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
const wanted = process.argv[2] ?? '';
const tests = (await readdir(here)).filter((name) => name.endsWith('.test.ts') && name.includes(wanted));

await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: tests,
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  outExtension: { '.js': '.mjs' },
  sourcemap: 'inline',
});
const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit', cwd: join(here, '..') }).status ?? 1;
const built = run('build.mjs', join(out, 'pages'));
process.exitCode = built || run(
  '--enable-source-maps', '--test', '--test-concurrency=1', ...tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs'))),
);
