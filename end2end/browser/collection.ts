import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OUTPUT } from '../addresses';

/** The folder in which every test of a run leaves what it saw, for `leaks.spec.ts` to search. */
export const COLLECTION = path.join(OUTPUT, 'collected');

const BODIES = path.join(COLLECTION, 'bodies');

/** What is collected line by line. */
export type Kind = 'addresses' | 'calls' | 'headers' | 'secrets';

/** Keeps a response body, once however often it comes. */
export function keepBody(address: string, body: Buffer): void {
  mkdirSync(BODIES, { recursive: true });
  const name = createHash('sha256').update(body).digest('hex');
  const file = path.join(BODIES, name);
  if (!existsSync(file)) writeFileSync(file, body);
  appendFileSync(path.join(COLLECTION, 'bodies.txt'), `${name} ${address}\n`);
}

export function keep(kind: Kind, lines: readonly string[]): void {
  if (lines.length === 0) return;
  mkdirSync(COLLECTION, { recursive: true });
  appendFileSync(path.join(COLLECTION, `${kind}.txt`), `${lines.join('\n')}\n`);
}

/** Each different line that was kept. */
export function kept(kind: Kind): string[] {
  const file = path.join(COLLECTION, `${kind}.txt`);
  return existsSync(file) ? [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))] : [];
}

export interface KeptBody {
  address: string;
  body: Buffer;
}

/** Each different body, with one of the addresses it came from. */
export function keptBodies(): KeptBody[] {
  const index = path.join(COLLECTION, 'bodies.txt');
  if (!existsSync(index)) return [];
  const from = new Map(
    readFileSync(index, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, 64), line.slice(65)] as const),
  );
  return readdirSync(BODIES).map((name) => ({ address: from.get(name) ?? name, body: readFileSync(path.join(BODIES, name)) }));
}

/** Every address whose body was kept, repeats left out. */
export function keptBodyAddresses(): string[] {
  const index = path.join(COLLECTION, 'bodies.txt');
  if (!existsSync(index)) return [];
  return [...new Set(readFileSync(index, 'utf8').split('\n').filter(Boolean).map((line) => line.slice(65)))];
}
