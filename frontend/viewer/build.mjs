// Bundles the viewer into one ES module named by its content, with precompressed siblings.
//   node build.mjs [--dev] [directory]     default directory: <repository>/target/viewer
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { cssText, withoutXr } from './plugins.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const BUDGET = 170_000;
const OURS = /^viewer\.[0-9a-f]{8}\.js(\.br|\.gz)?$/;

const dev = process.argv.includes('--dev');
const target = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const directory = resolve(target ?? join(here, '../../target/viewer'));

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ['src/index.ts'],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: '/*! Vitrine viewer; contains three.js and meshoptimizer, both MIT licensed */' },
  plugins: [cssText, withoutXr],
  minify: !dev,
  sourcemap: dev ? 'inline' : false,
  // A model's defects are told by the `viewerstate` event; three.js would also write them to the console.
  drop: dev ? [] : ['console'],
  write: false,
});

const code = outputFiles[0].contents;
const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
const name = `viewer.${hash}.js`;
const gzip = gzipSync(code, { level: 9 });
const brotli = brotliCompressSync(code, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length },
});

await mkdir(directory, { recursive: true });
for (const [suffix, bytes] of [['.br', brotli], ['.gz', gzip], ['', code]]) {
  const path = join(directory, name + suffix);
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}
for (const old of await readdir(directory)) {
  if (OURS.test(old) && !old.startsWith(name)) await rm(join(directory, old));
}

const kB = (bytes) => `${(bytes.length / 1000).toFixed(1)} kB`;
console.log(`${name}  ${kB(code)}, gzip ${kB(gzip)}, brotli ${kB(brotli)}`);
if (!dev && brotli.length > BUDGET) {
  console.error(`The bundle is over its budget of ${BUDGET / 1000} kB brotli.`);
  process.exitCode = 1;
}
