import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const known = new Map<string, Uint8Array>();

/** A GLB as the server sends it. Packed once, whoever asks. */
export function packed(glb: Uint8Array): Uint8Array {
  return allPacked(glb)[0]!;
}

/** Several at once, which takes one process. */
export function allPacked(...glbs: Uint8Array[]): Uint8Array[] {
  const keys = glbs.map((glb) => createHash('sha256').update(glb).digest('hex'));
  const missing = new Map(keys.map((key, i) => [key, glbs[i]!] as const).filter(([key]) => !known.has(key)));
  if (missing.size > 0) {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-packed-'));
    try {
      const file = (key: string, end: string): string => join(folder, `${key}.${end}`);
      for (const [key, glb] of missing) writeFileSync(file(key, 'in'), glb);
      run(executable(), [...missing.keys()].flatMap((key) => [file(key, 'in'), file(key, 'out')]), folder);
      for (const key of missing.keys()) known.set(key, readFileSync(file(key, 'out')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return keys.map((key) => known.get(key)!);
}

/** The packer of the crate `models`, built where it is missing. */
function executable(): string {
  const root = repository(import.meta.dirname);
  const path = join(resolve(root, process.env['CARGO_TARGET_DIR'] ?? 'target'), 'debug', 'examples', 'pack');
  if (!existsSync(path)) run('cargo', ['build', '-q', '-p', 'models', '--example', 'pack'], root);
  return path;
}

function repository(folder: string): string {
  if (existsSync(join(folder, 'Cargo.lock'))) return folder;
  if (dirname(folder) === folder) throw new Error('The tests pack models with the crate beside them, and it is not there.');
  return repository(dirname(folder));
}

function run(program: string, args: string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
}
