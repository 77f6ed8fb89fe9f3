import { type IconName, icon } from './icons';
import type { Words } from './words';

/** A text of ours that changes with the language. */
type Key = Exclude<keyof Words, 'structure' | 'cube'>;

/** Puts texts where they belong, and again when the language changes. */
export class Texts {
  readonly #places = new Set<(words: Words) => void>();

  constructor(public words: Words) {}

  /** Calls now, and with every new language. */
  put(place: (words: Words) => void): void {
    this.#places.add(place);
    place(this.words);
  }

  /** Texts of something that goes before these do: `end` forgets its places. */
  within(): { texts: Texts; end: () => void } {
    const texts = new Texts(this.words);
    const place = (words: Words): void => texts.set(words);
    this.#places.add(place);
    return { texts, end: () => this.#places.delete(place) };
  }

  set(words: Words): void {
    this.words = words;
    for (const place of this.#places) place(words);
  }
}

/** Small form controls, each labelled. */
export class Controls {
  constructor(private readonly texts: Texts) {}

  /** A button with a picture; the text is its name. */
  iconButton(name: IconName, key: Key, pressed: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(icon(name));
    this.texts.put((words) => {
      button.setAttribute('aria-label', words[key]);
      button.title = words[key];
    });
    button.addEventListener('click', pressed);
    return button;
  }

  /** A button with its name on it. */
  button(key: Key, pressed: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'text';
    this.texts.put((words) => (button.textContent = words[key]));
    button.addEventListener('click', pressed);
    return button;
  }

  select(key: Key, options: () => { value: string; text: string }[], chosen: (value: string) => void): HTMLLabelElement {
    const select = document.createElement('select');
    const fill = (): void => {
      const { value } = select;
      select.replaceChildren(...options().map(({ value, text }) => new Option(text, value)));
      if (value) select.value = value;
    };
    this.texts.put(fill);
    select.addEventListener('change', () => chosen(select.value));
    return this.#labelled(key, select);
  }

  range(key: Key, moved: (share: number) => void): HTMLLabelElement {
    const range = document.createElement('input');
    range.type = 'range';
    [range.min, range.max, range.step] = ['0', '1', '0.001'];
    range.addEventListener('input', () => moved(range.valueAsNumber));
    return this.#labelled(key, range);
  }

  number(key: Key, given: (value: number) => void): HTMLLabelElement {
    const number = document.createElement('input');
    number.type = 'number';
    number.step = 'any';
    number.addEventListener('input', () => Number.isFinite(number.valueAsNumber) && given(number.valueAsNumber));
    return this.#labelled(key, number);
  }

  check(key: Key, changed: (on: boolean) => void): HTMLLabelElement {
    const check = document.createElement('input');
    check.type = 'checkbox';
    check.addEventListener('change', () => changed(check.checked));
    const label = this.#labelled(key, check);
    label.classList.add('check');
    return label;
  }

  text(key: Key, tag: 'p' | 'h2' = 'p'): HTMLElement {
    const element = document.createElement(tag);
    this.texts.put((words) => (element.textContent = words[key]));
    return element;
  }

  #labelled(key: Key, control: HTMLInputElement | HTMLSelectElement): HTMLLabelElement {
    const label = document.createElement('label');
    const name = document.createElement('span');
    this.texts.put((words) => (name.textContent = words[key]));
    label.append(name, control);
    return label;
  }
}

export function div(name: string, ...children: (Node | string)[]): HTMLDivElement {
  const element = document.createElement('div');
  element.className = name;
  element.append(...children);
  return element;
}
