import { existsSync, readFileSync } from 'node:fs';
import { kept } from '../browser/collection';
import { expect, test } from '../test';

/** Runs after all others: each call that they made the app make is one that Onshape's OpenAPI document knows. */

/** What the app does otherwise than the document says, and why. */
const DELIBERATE: { call: RegExp; why: string }[] = [
  {
    call: /^GET \/modelexport/,
    why: 'The regional host that exports redirect to is in no document; its address is Onshape’s own.',
  },
];

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  schema?: { type?: string; enum?: string[] };
}

interface Document {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
}

test('every call of Onshape’s API is one that its document knows', () => {
  const file = process.env.ONSHAPE_OPENAPI;
  test.skip(!file || !existsSync(file), 'ONSHAPE_OPENAPI names no OpenAPI document (make openapi fetches one)');
  const document = JSON.parse(readFileSync(file ?? '', 'utf8')) as Document;
  const calls = kept('calls');
  expect(calls.length, 'calls to look at').toBeGreaterThan(20);
  expect(calls.flatMap((call) => problems(document, call))).toEqual([]);
});

function problems(document: Document, call: string): string[] {
  if (DELIBERATE.some((known) => known.call.test(call))) return [];
  const [method = '', address = ''] = call.split(' ');
  const url = new URL(address, 'http://onshape.invalid');
  const segments = url.pathname.replace(/^\/api\/(v\d+\/)?/, '').split('/');
  const found = Object.entries(document.paths).find(
    ([template, methods]) => method.toLowerCase() in methods && fits(template, segments),
  );
  if (!found) return [`${call} is no operation`];
  const parameters = (found[1][method.toLowerCase()]?.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const unknown = [...url.searchParams].flatMap(([name, value]) => {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (!parameter) return [`${call} has ${name}`];
    return takes(parameter, value) ? [] : [`${call}: ${name} is ${value}`];
  });
  const missing = parameters.filter((parameter) => parameter.required && !url.searchParams.has(parameter.name));
  return [...unknown, ...missing.map((parameter) => `${call} lacks ${parameter.name}`)];
}

/** `{wvm}` and its like stand for one of their letters, any other `{…}` for anything. */
function fits(template: string, segments: readonly string[]): boolean {
  const parts = template.slice(1).split('/');
  return (
    parts.length === segments.length &&
    parts.every((part, index) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name === undefined) return part === segments[index];
      return !/^(wvm|wv|wm|vm)$/.test(name) || (segments[index]?.length === 1 && name.includes(segments[index]));
    })
  );
}

function takes({ schema }: Parameter, value: string): boolean {
  if (schema?.enum) return schema.enum.includes(value);
  if (schema?.type === 'integer') return /^-?\d+$/.test(value);
  if (schema?.type === 'number') return value !== '' && Number.isFinite(Number(value));
  if (schema?.type === 'boolean') return value === 'true' || value === 'false';
  return true;
}
