import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { english as cubeEnglish } from '../src/cube/words';
import { english as structureEnglish } from '../src/structure/words';
import { english, wordsFrom } from '../src/words';

/** Seen from the viewer's folder, where the tests run. */
const LOCALES = join('..', '..', 'locales');

const own: Record<string, string> = {
  ...english,
  ...Object.fromEntries(Object.entries(structureEnglish).map(([key, text]) => [`structure.${key}`, text])),
  ...Object.fromEntries(Object.entries(cubeEnglish).map(([key, text]) => [`cube.${key}`, text])),
};

const catalogue = (file: string): Record<string, string> =>
  (JSON.parse(readFileSync(join(LOCALES, file), 'utf8')) as { viewer_words: Record<string, string> }).viewer_words;

describe('the words of the catalogues', () => {
  it('are those of the viewer, in English too', () => {
    const sorted = (words: Record<string, string>): [string, string][] => Object.entries(words).sort(([a], [b]) => a.localeCompare(b));
    assert.deepEqual(sorted(catalogue('en.json')), sorted(own));
  });

  it('are complete in each language, with the same values', () => {
    const values = (text: string | undefined): string[] => [...(text ?? '').matchAll(/\{\w+\}/g)].map(([value]) => value).sort();
    for (const file of readdirSync(LOCALES)) {
      const words = catalogue(file);
      assert.deepEqual(Object.keys(words).sort(), Object.keys(own).sort(), file);
      for (const [key, text] of Object.entries(words)) assert.deepEqual(values(text), values(own[key]), `${file}: ${key}`);
    }
  });

  it('reach the viewer as an object with objects in it', () => {
    const words = wordsFrom(JSON.stringify({ fit: 'Ajuster', structure: { search: 'Chercher' }, cube: { top: 'Dessus' } }));
    assert.deepEqual([words.fit, words.structure.search, words.cube.top, words.in], ['Ajuster', 'Chercher', 'Dessus', english.in]);
  });
});
