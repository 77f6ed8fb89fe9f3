// Bundles the page viewer: one ES module, pdf.js' worker, and the folder of what some PDFs need, all named by content.
//   node build.mjs [--dev] [directory]     default directory: <repository>/target/pages
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const pdfjs = join(here, 'node_modules/pdfjs-dist');
const BUDGET = { pages: 150_000, worker: 330_000 };
const OURS = /^(pages|pages-worker|data)\.[0-9a-f]{8}(\.js(\.br|\.gz)?)?$/;
/** Fonts that no system can be trusted to have; the rest of the standard fourteen are drawn with the system's. */
const FONTS = ['FoxitSymbol.pfb', 'FoxitDingbats.pfb', 'LICENSE_FOXIT'];
/** JPEG 2000 and JBIG2, as in scanned paper. */
const DECODERS = ['openjpeg.wasm', 'jbig2.wasm', 'LICENSE_OPENJPEG', 'LICENSE_PDFJS_OPENJPEG', 'LICENSE_JBIG2', 'LICENSE_PDFJS_JBIG2'];

const dev = process.argv.includes('--dev');
const target = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const directory = resolve(target ?? join(here, '../../target/pages'));

/** Imports a style sheet as its minified text, for a constructed sheet. */
const cssText = {
  name: 'css-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
};

const bundle = async (entry, banner, define = {}) => {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: `/*! ${banner} */` },
    define,
    plugins: [cssText],
    minify: !dev,
    sourcemap: dev ? 'inline' : false,
    // A document's defects are told by the `pagesstate` event; pdf.js would also write them to the console.
    drop: dev ? [] : ['console'],
    write: false,
  });
  return outputFiles[0].contents;
};

const hashOf = (...pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex').slice(0, 8);
};

/** Appears at its place only when it is whole. */
const write = async (path, bytes) => {
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
};

const compressed = (bytes) => ({
  '.gz': gzipSync(bytes, { level: 9 }),
  '.br': brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }),
});

const kB = (bytes) => `${(bytes.length / 1000).toFixed(1)} kB`;

const script = async (name, code, budget) => {
  const forms = compressed(code);
  for (const [suffix, bytes] of Object.entries(forms)) await write(join(directory, name + suffix), bytes);
  await write(join(directory, name), code);
  console.log(`${name}  ${kB(code)}, gzip ${kB(forms['.gz'])}, brotli ${kB(forms['.br'])}`);
  if (!dev && forms['.br'].length > budget) {
    console.error(`${name} is over its budget of ${budget / 1000} kB brotli.`);
    process.exitCode = 1;
  }
};

await mkdir(directory, { recursive: true });

const folders = {
  // Character maps, which are packed already: text of East Asian documents names them.
  cmaps: (await readdir(join(pdfjs, 'cmaps'))).sort().map((name) => join(pdfjs, 'cmaps', name)),
  fonts: FONTS.map((name) => join(pdfjs, 'standard_fonts', name)),
  wasm: DECODERS.map((name) => join(pdfjs, 'wasm', name)),
};
const files = await Promise.all(Object.entries(folders).flatMap(([folder, paths]) =>
  paths.map(async (path) => ({ name: `${folder}/${path.split(/[\\/]/).at(-1)}`, bytes: await readFile(path) }))));
const data = `data.${hashOf(...files.flatMap(({ name, bytes }) => [name, bytes]))}`;
for (const { name, bytes } of files) {
  await mkdir(dirname(join(directory, data, name)), { recursive: true });
  const forms = name.endsWith('.wasm') ? compressed(bytes) : {};
  for (const [suffix, packed] of Object.entries(forms)) await write(join(directory, data, name + suffix), packed);
  await write(join(directory, data, name), bytes);
}
console.log(`${data}  ${files.length} files, ${kB({ length: files.reduce((sum, { bytes }) => sum + bytes.length, 0) })}`);

const workerCode = await bundle(join(pdfjs, 'legacy/build/pdf.worker.mjs'), 'Contains PDF.js, Apache License 2.0');
const worker = `pages-worker.${hashOf(workerCode)}.js`;
await script(worker, workerCode, BUDGET.worker);

const code = await bundle('src/index.ts', 'Vitrine pages; contains PDF.js, Apache License 2.0', {
  PAGES_WORKER: JSON.stringify(worker), PAGES_DATA: JSON.stringify(data),
});
const name = `pages.${hashOf(code)}.js`;
await script(name, code, BUDGET.pages);

for (const old of await readdir(directory)) {
  if (OURS.test(old) && ![name, worker, data].some((now) => old.startsWith(now))) await rm(join(directory, old), { recursive: true });
}
