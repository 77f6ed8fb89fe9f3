// Judges packed models: the Khronos validator looks at each after it was unpacked (it cannot look inside compressed
// buffers), and gltfpack packs the same export for comparison.
//   node validate.mjs FOLDER     of `cargo run -p models --example samples -- FOLDER`
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MeshoptDecoder } from 'meshoptimizer';
import validator from 'gltf-validator';
import { unpacked } from './unpack.mjs';

if (!process.argv[2]) throw new Error('a folder, please');
const folder = resolve(process.argv[2]);
await MeshoptDecoder.ready;

/** Extensions that the validator does not know are no defect. */
const ignoredIssues = ['UNSUPPORTED_EXTENSION', 'UNUSED_OBJECT'];
const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
let defects = 0;
console.log(`${'model'.padEnd(14)}   export    packed   gzipped  gltfpack   gzipped   export/ours  ours/gltfpack (gzipped)`);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.glb')).sort()) {
  const packed = readFileSync(join(folder, file));
  const { issues } = await validator.validateBytes(unpacked(packed), { ignoredIssues, maxIssues: 20 });
  if (issues.numErrors + issues.numWarnings > 0) {
    defects += 1;
    console.error(file, JSON.stringify(issues.messages, null, 1));
  }
  const raw = join(folder, file.replace(/glb$/, 'gltf'));
  const other = join(folder, 'gltfpack.tmp.glb');
  // As we do: names kept, quantised, compressed; a level of its own for each part is not to be had there.
  const ran = spawnSync('npx', ['--no-install', 'gltfpack', '-i', raw, '-o', other, '-cc', '-kn', '-mi', '-vp', '16'], { cwd: import.meta.dirname });
  if (ran.status !== 0) throw new Error(String(ran.stderr));
  const theirs = readFileSync(other);
  rmSync(other);
  const [ours, theirsSmall] = [gzipSync(packed).length, gzipSync(theirs).length];
  const exported = statSync(raw).size;
  console.log(file.replace('.glb', '').padEnd(14), kB(exported), kB(packed.length), kB(ours), kB(theirs.length), kB(theirsSmall),
    (exported / ours).toFixed(1).padStart(11), (ours / theirsSmall).toFixed(2).padStart(14));
}
if (defects > 0) process.exitCode = 1;
else console.log('The validator finds no error and no warning.');
