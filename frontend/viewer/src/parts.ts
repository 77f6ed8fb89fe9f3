import { HOVERED, PLAIN, SELECTED } from './draw/pieces';
import type { Model } from './model/model';
import type { Stage } from './stage';

/** A range of parts: `first <= n < end`. */
export type Range = readonly [first: number, end: number];

/** Which parts are shown, selected, hovered and ghosted; and in which colours. Tells when any of it changed. */
export class Parts {
  readonly selected = new Set<number>();
  readonly hidden = new Set<number>();
  /** While some parts are isolated, the others are ghosts. */
  readonly ghosted = new Set<number>();
  #hovered: Range | null = null;
  #piecesOf: number[][] = [];

  constructor(private readonly stage: Stage, private readonly changed: () => void) {}

  /** Begins with a model just shown. */
  begin(model: Model): void {
    for (const set of [this.selected, this.hidden, this.ghosted]) set.clear();
    for (const part of model.hidden) this.hidden.add(part);
    this.#hovered = null;
    this.#piecesOf = model.parts.map(() => []);
    model.pieces.forEach((piece, number) => this.#piecesOf[piece.part]?.push(number));
    this.changed();
  }

  get count(): number {
    return this.#piecesOf.length;
  }

  partOf(piece: number): number {
    return this.stage.model?.pieces[piece]?.part ?? -1;
  }

  hover(range: Range | null): void {
    if (this.#hovered?.[0] === range?.[0] && this.#hovered?.[1] === range?.[1]) return;
    this.#hovered = range;
    this.#emphasise();
    this.stage.invalidate();
  }

  /** Selects a range; added to what is selected, it is taken away again where all of it was. */
  select(range: Range | null, add = false): void {
    const all = range ? numbers(range) : [];
    const had = all.length > 0 && all.every((part) => this.selected.has(part));
    if (!add) this.selected.clear();
    for (const part of all) {
      if (add && had) this.selected.delete(part);
      else this.selected.add(part);
    }
    this.#emphasise();
    this.stage.invalidate();
    this.changed();
  }

  /** Selects these and no others. */
  choose(parts: Iterable<number>): void {
    this.selected.clear();
    for (const part of parts) this.selected.add(part);
    this.#emphasise();
    this.stage.invalidate();
    this.changed();
  }

  show(parts: Iterable<number>, visible: boolean): void {
    for (const part of parts) {
      if (visible) this.hidden.delete(part);
      else this.hidden.add(part);
    }
    this.apply();
  }

  /** Shows these alone: the others are ghosts. */
  isolate(parts: Iterable<number>): void {
    const kept = new Set(parts);
    if (kept.size === 0) return;
    this.hidden.clear();
    this.ghosted.clear();
    for (let part = 0; part < this.count; part++) {
      if (!kept.has(part)) this.ghosted.add(part);
    }
    this.apply();
  }

  /** Shows everything that Onshape shows. */
  showAll(): void {
    this.hidden.clear();
    this.ghosted.clear();
    for (const part of this.stage.model?.hidden ?? []) this.hidden.add(part);
    this.apply();
  }

  /** Whether anything is not as Onshape shows it. */
  get isChanged(): boolean {
    const as = this.stage.model?.hidden ?? new Set<number>();
    return this.ghosted.size > 0 || this.hidden.size !== as.size || [...as].some((part) => !this.hidden.has(part));
  }

  /** Colours each part; null gives back its own. */
  colour(colour: ((part: number) => readonly [number, number, number] | null) | null): void {
    const { pieces, model } = this.stage;
    model?.pieces.forEach(({ part, appearance }, number) => {
      const given = colour?.(part);
      pieces?.paint(number, given ?? appearance.color, given ? 1 : appearance.opacity);
    });
    pieces?.count();
    this.stage.invalidate();
  }

  apply(): void {
    const { pieces } = this.stage;
    this.#piecesOf.forEach((numbers, part) => {
      for (const number of numbers) {
        pieces?.show(number, !this.hidden.has(part));
        pieces?.ghost(number, this.ghosted.has(part));
      }
    });
    pieces?.count();
    this.#emphasise();
    this.stage.invalidate();
    this.changed();
  }

  #emphasise(): void {
    const [first, end] = this.#hovered ?? [0, 0];
    this.#piecesOf.forEach((numbers, part) => {
      const how = this.selected.has(part) ? SELECTED : part >= first && part < end ? HOVERED : PLAIN;
      for (const number of numbers) this.stage.pieces?.emphasise(number, how);
    });
  }
}

export function numbers([first, end]: Range): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}
