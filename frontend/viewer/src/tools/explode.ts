import { Box3, Vector3 } from 'three';
import { div } from '../controls';
import { filled } from '../words';
import type { Tool, Workplace } from './tool';

const AXES = ['x', 'y', 'z'] as const;
/** At most, parts are moved by so many times their distance. */
const FARTHEST = 1.6;

/** Moves parts away from each other: from the centre or along an axis, as whole assemblies or one by one. */
export class Explode implements Tool {
  readonly element: HTMLElement;
  readonly #how: HTMLInputElement;
  readonly #along: HTMLSelectElement;
  readonly #level: HTMLSelectElement;

  constructor(private readonly place: Workplace) {
    const { controls, texts } = place;
    const how = controls.range('how', (share) => this.#move(share));
    const along = controls.select('along', () => [
      { value: 'centre', text: texts.words.fromCentre },
      ...AXES.map((axis) => ({ value: axis, text: texts.words[axis] })),
    ], () => this.#arrange());
    const level = controls.select('level', () => this.#levels(), () => this.#arrange());
    this.#how = how.querySelector('input')!;
    this.#along = along.querySelector('select')!;
    this.#level = level.querySelector('select')!;
    this.element = div('fields', how, along, level);
  }

  begin(): void {
    this.#level.replaceChildren(...this.#levels().map(({ value, text }) => new Option(text, value)));
    this.#level.closest('label')!.hidden = this.#level.options.length < 2;
    this.#how.value = '0.5';
    this.#arrange();
  }

  end(): void {
    this.#how.value = '0';
    this.#move(0);
  }

  state(): unknown {
    return this.#how.valueAsNumber > 0 ? [this.#how.valueAsNumber, this.#along.value, this.#level.value] : undefined;
  }

  restore(state: unknown): void {
    if (!Array.isArray(state)) return;
    const [how, along, level] = state as unknown[];
    if (typeof along === 'string') this.#along.value = along;
    if (typeof level === 'string') this.#level.value = level;
    if (typeof how === 'number') this.#how.value = String(how);
    this.#arrange();
  }

  #levels(): { value: string; text: string }[] {
    const { texts, stage } = this.place;
    const deepest = (stage.model?.nodes ?? []).reduce((most, { group, depth }) => (group ? Math.max(most, depth + 1) : most), 0);
    const groups = Array.from({ length: deepest }, (_, level) => ({
      value: String(level), text: filled(texts.words.assemblies, { level: level + 1 }),
    }));
    return [{ value: 'parts', text: texts.words.everyPart }, ...groups];
  }

  /** Finds where each part goes: with its assembly of the chosen level, away from the middle of what that is in. */
  #arrange(): void {
    const { model, pieces } = this.place.stage;
    if (!model || !pieces) return;
    const middle = model.bounds.getCenter(new Vector3());
    const level = this.#level.value === 'parts' ? Infinity : Number(this.#level.value);
    const boxes = model.parts.map(() => new Box3());
    for (const { part, box } of model.pieces) boxes[part]?.union(box);
    const away = new Map<number, Vector3>();
    for (const node of model.nodes) {
      if (node.group ? node.depth !== level : node.depth > level) continue;
      const box = boxes.slice(node.first, node.end).reduce((sum, part) => sum.union(part), new Box3());
      if (box.isEmpty()) continue;
      const by = box.getCenter(new Vector3()).sub(middle);
      for (const axis of AXES) if (this.#along.value !== 'centre' && this.#along.value !== axis) by[axis] = 0;
      for (let part = node.first; part < node.end; part++) away.set(part, by);
    }
    model.pieces.forEach(({ part }, number) => pieces.move(number, away.get(part) ?? new Vector3()));
    this.#move(this.#how.valueAsNumber);
  }

  #move(share: number): void {
    const { stage } = this.place;
    stage.shared.exploded.value = share * FARTHEST;
    stage.invalidate();
    this.place.changed();
  }
}
