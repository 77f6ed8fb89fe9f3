import { Color } from 'three';
import { div } from '../controls';
import { STYLES, type Style } from '../display';
import type { Tool, Workplace } from './tool';

const COLOURS = ['own', 'part', 'material', 'mass'] as const;
export type Colours = (typeof COLOURS)[number];

/** The state of a view in which nothing was chosen. */
export const AS_AT_FIRST = ['edges', 0, 'own'] as const;

/** What the page knows of a part, by its id: what it is made of, and kilograms. */
export interface PartFacts {
  id: string[];
  material?: string | null;
  mass?: number | null;
}

/** Styles, perspective, and what colours mean. */
export class Display implements Tool {
  readonly element: HTMLElement;
  readonly #style: HTMLSelectElement;
  readonly #perspective: HTMLInputElement;
  readonly #colours: HTMLSelectElement;
  readonly #legend = div('legend');
  #facts: readonly PartFacts[] | null = null;

  constructor(private readonly place: Workplace, private readonly project: (parallel: boolean) => void, private readonly wanted: () => void) {
    const { controls, texts } = place;
    const style = controls.select('style', () => STYLES.map((style) => ({ value: style, text: texts.words[style] })), (style) => {
      place.stage.style = style as Style;
      place.changed();
    });
    const perspective = controls.check('perspective', (on) => this.project(!on));
    const names = { own: 'own', part: 'byPart', material: 'byMaterial', mass: 'byMass' } as const;
    const colours = controls.select('colours', () => COLOURS.map((by) => ({ value: by, text: texts.words[names[by]] })), () => this.#colour());
    this.#style = style.querySelector('select')!;
    this.#perspective = perspective.querySelector('input')!;
    this.#colours = colours.querySelector('select')!;
    this.#perspective.checked = true;
    this.#legend.hidden = true;
    this.element = div('fields', style, colours, this.#legend, perspective);
  }

  begin(): void {
    this.#style.value = this.place.stage.style;
  }

  end(): void {
    // What was chosen stays.
  }

  /** A new model: its colours are its own again. */
  reset(): void {
    this.#facts = null;
    this.#colours.value = 'own';
    this.#legend.hidden = true;
  }

  set facts(facts: readonly PartFacts[] | null) {
    this.#facts = facts;
    this.#colour();
  }

  state(): unknown {
    const { style } = this.place.stage;
    const parallel = !this.#perspective.checked;
    const colours = this.#colours.value;
    return style === 'edges' && !parallel && colours === 'own' ? undefined : [style, parallel ? 1 : 0, colours];
  }

  restore(state: unknown): void {
    if (!Array.isArray(state)) return;
    const [style, parallel, colours] = state as unknown[];
    if (STYLES.includes(style as Style)) this.#style.value = this.place.stage.style = style as Style;
    this.#perspective.checked = parallel !== 1;
    this.project(parallel === 1);
    if (COLOURS.includes(colours as Colours)) this.#colours.value = colours as Colours;
    this.#colour();
  }

  #colour(): void {
    const by = this.#colours.value as Colours;
    this.#legend.hidden = true;
    if (by === 'own') this.place.parts.colour(null);
    else if (by === 'part') this.place.parts.colour(hue);
    else if (!this.#facts) this.wanted();
    else if (by === 'material') this.#byMaterial(this.#known(({ material }) => material));
    else this.#byMass(this.#known(({ mass }) => mass));
    this.place.changed();
  }

  /** Something that is known of each part, in their order. */
  #known<T>(what: (facts: PartFacts) => T | null | undefined): (T | null)[] {
    const { model } = this.place.stage;
    const byId = new Map(this.#facts?.map((facts) => [JSON.stringify(facts.id), facts]));
    return (model?.parts ?? []).map((node) => {
      const facts = byId.get(JSON.stringify(model?.nodes[node]?.id ?? []));
      return (facts && what(facts)) ?? null;
    });
  }

  #byMaterial(materials: (string | null)[]): void {
    const names = [...new Set(materials.filter((name) => name !== null))].sort();
    this.place.parts.colour((part) => {
      const name = materials[part] ?? null;
      return name === null ? UNKNOWN : hue(names.indexOf(name));
    });
    const entries = names.slice(0, 12).map((name, number): [string, readonly number[]] => [name, hue(number)]);
    this.#legendOf(materials.includes(null) || materials.length === 0 ? [...entries, [this.place.texts.words.unknown, UNKNOWN]] : entries);
  }

  /** From blue for the lightest to red for the heaviest, by order of magnitude: masses differ by thousands. */
  #byMass(masses: (number | null)[]): void {
    const known = masses.filter((mass): mass is number => mass !== null && mass > 0);
    const least = Math.log(known.reduce((a, b) => Math.min(a, b), Infinity));
    const most = Math.log(known.reduce((a, b) => Math.max(a, b), 0));
    const colour = (mass: number): readonly [number, number, number] => ramp(most > least ? (Math.log(mass) - least) / (most - least) : 0.5);
    this.place.parts.colour((part) => {
      const mass = masses[part] ?? null;
      return mass === null || mass <= 0 ? UNKNOWN : colour(mass);
    });
    const { words } = this.place.texts;
    const kilograms = (mass: number): string => `${new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 }).format(mass)} kg`;
    const ends: [string, readonly number[]][] = known.length === 0 ? [] : [
      [`${words.lightest}: ${kilograms(Math.exp(least))}`, ramp(0)], [`${words.heaviest}: ${kilograms(Math.exp(most))}`, ramp(1)],
    ];
    this.#legendOf(known.length === masses.length ? ends : [...ends, [words.unknown, UNKNOWN]]);
  }

  #legendOf(entries: [string, readonly number[]][]): void {
    this.#legend.replaceChildren(...entries.map(([name, [r = 0, g = 0, b = 0]]) => {
      const swatch = div('swatch');
      swatch.style.backgroundColor = new Color(r, g, b).getStyle();
      return div('entry', swatch, name);
    }));
    this.#legend.hidden = entries.length === 0;
  }
}

const UNKNOWN = [0.35, 0.35, 0.36] as const;

/** Colours that are far apart for numbers that are near: by the golden angle. */
function hue(number: number): readonly [number, number, number] {
  const { r, g, b } = new Color().setHSL((number * 0.61803) % 1, 0.5, 0.5 + 0.12 * ((number % 3) - 1));
  return [r, g, b];
}

function ramp(share: number): readonly [number, number, number] {
  const { r, g, b } = new Color().setHSL(0.62 * (1 - share), 0.62, 0.5);
  return [r, g, b];
}
