import { type Words, wordsFrom } from './words';

/** Texts and numbers in the page's language; puts them where they belong, and again when the language changes. */
export class Texts {
  readonly #places = new Set<() => void>();
  #words = wordsFrom(null);
  #numbers = new Intl.NumberFormat();
  #percents = new Intl.NumberFormat(undefined, { style: 'percent' });

  get words(): Words {
    return this.#words;
  }

  set words(words: Words) {
    this.#words = words;
    this.#putAll();
  }

  /** A BCP 47 tag; the browser's own language where it is none. */
  set locale(locale: string | null) {
    const tag = known(locale);
    this.#numbers = new Intl.NumberFormat(tag);
    this.#percents = new Intl.NumberFormat(tag, { style: 'percent' });
    this.#putAll();
  }

  /** Calls now, and with every new language. */
  put(place: () => void): void {
    this.#places.add(place);
    place();
  }

  /** A text with what stands in braces put in, numbers as the language writes them. */
  filled(key: keyof Words, values: Record<string, string | number>): string {
    return this.#words[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.#numbers.format(value) : value ?? whole;
    });
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** 1 is 100 %. */
  percent(value: number): string {
    return this.#percents.format(value);
  }

  #putAll(): void {
    for (const place of this.#places) place();
  }
}

function known(locale: string | null): string | undefined {
  try {
    return locale ? Intl.getCanonicalLocales(locale)[0] : undefined;
  } catch {
    return undefined;
  }
}
