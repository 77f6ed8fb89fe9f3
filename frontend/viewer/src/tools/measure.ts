import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, MeshBasicMaterial, Vector3 } from 'three';
import { div } from '../controls';
import { type Model, boxOfParts } from '../model/model';
import type { Trace } from '../overlay';
import type { Hit } from '../picking';
import { formatted } from '../shape/format';
import { type Feature, edgeFeature, faceFeature } from '../shape/feature';
import { type Measurement, type Value, measureOne, measureTwo } from '../shape/measure';
import type { Tool, Workplace } from './tool';

/** What was picked, and how to find it again: piece, what of it, and its number. */
interface Pick {
  feature: Feature;
  saved: [piece: number, kind: 'vertex' | 'edge' | 'face' | 'part', number: number, ...point: number[]];
}

/** Measures a corner, an edge or a face; or the way between two of them. */
export class Measure implements Tool {
  readonly element = div('fields');
  readonly #hint: HTMLElement;
  readonly #output = document.createElement('output');
  readonly #buttons: HTMLElement;
  readonly #copy: HTMLButtonElement;
  readonly #surfaces = new MeshBasicMaterial({
    transparent: true, opacity: 0.35, depthWrite: false, side: DoubleSide, polygonOffset: true, polygonOffsetFactor: -1, polygonOffsetUnits: -1,
  });
  #picks: Pick[] = [];
  #hovered: Feature | null = null;
  #over = '';
  #measurement: Measurement | null = null;
  #on = false;

  constructor(private readonly place: Workplace) {
    const { controls, texts } = place;
    this.#hint = controls.text('pickFirst');
    this.#copy = controls.button('copy', () => void this.#copied());
    this.#buttons = div('buttons', this.#copy, controls.button('clear', () => this.#forget()));
    this.element.append(this.#hint, this.#output, this.#buttons);
    texts.put((words) => {
      this.#output.setAttribute('aria-label', words.measurement);
      this.#write();
    });
  }

  begin(): void {
    this.#on = true;
    this.#forget();
    // What was selected before is measured at once.
    const { selected } = this.place.parts;
    if (selected.size > 0 && this.place.stage.model) {
      this.#picks = [partPick(this.place.stage.model, selected)];
      this.#measure();
    }
  }

  end(): void {
    this.#on = false;
    this.#forget();
  }

  clicked(hit: Hit | null): boolean {
    if (!hit) {
      this.#forget();
      return true;
    }
    if (this.#picks.length === 2) this.#picks = [];
    this.#picks.push(pickOf(hit));
    this.#measure();
    return true;
  }

  hovered(hit: Hit | null): void {
    const over = hit ? keyOf(hit) : '';
    if (over === this.#over) return;
    this.#over = over;
    this.#hovered = hit && pickOf(hit).feature;
    this.#draw();
  }

  /** The units changed. */
  relabel(): void {
    this.#write();
    this.#draw();
  }

  state(): unknown {
    return this.#picks.length > 0 ? this.#picks.map(({ saved }) => saved) : undefined;
  }

  restore(state: unknown): void {
    if (!Array.isArray(state)) return;
    this.#picks = state.slice(0, 2).flatMap((saved: unknown) => this.#found(saved) ?? []);
    this.#measure();
  }

  /** What a link names, if its piece has geometry by now. */
  #found(saved: unknown): Pick | null {
    const { stage, picker, parts } = this.place;
    if (!Array.isArray(saved) || !stage.model) return null;
    const [piece, kind, number, ...point] = saved as [number, string, number, ...number[]];
    const found = stage.model.pieces[piece];
    const placed = found && picker.shapes.of(found);
    if (!found || !placed) return null;
    if (kind === 'part') return partPick(stage.model, new Set([parts.partOf(piece)]));
    const base = { feature: undefined, saved: saved as Pick['saved'] };
    const matrix = placed.matrix.premultiply(placed.matrix.clone().identity().setPosition(picker.moved(found, piece)));
    if (kind === 'vertex' && point.length === 3) return { ...base, feature: { kind: 'vertex', point: new Vector3(...point) } };
    if (kind === 'edge' && number * 2 < placed.shape.lines.length) return { ...base, feature: edgeFeature(placed.shape, number, matrix) };
    if (kind === 'face' && number * 3 < placed.shape.triangles.length) return { ...base, feature: faceFeature(placed.shape, number, matrix) };
    return null;
  }

  #forget(): void {
    this.#picks = [];
    this.#hovered = null;
    this.#over = '';
    this.#measure();
  }

  #measure(): void {
    const [a, b] = this.#picks;
    this.#measurement = a ? (b ? measureTwo(a.feature, b.feature) : measureOne(a.feature)) : null;
    this.#write();
    this.#draw();
    this.place.changed();
  }

  #write(): void {
    const { words } = this.place.texts;
    const values = this.#measurement?.values ?? [];
    this.#output.replaceChildren(...values.map((value) => {
      const name = document.createElement('span');
      const number = document.createElement('strong');
      name.textContent = words[value.name];
      number.textContent = formatted(value, this.place.units());
      return div('value', name, ' ', number);
    }));
    this.#hint.textContent = this.#picks.length === 1 ? words.pickSecond : words.pickFirst;
    this.#hint.hidden = this.#picks.length === 2;
    this.#buttons.hidden = this.#picks.length === 0;
    this.#copy.textContent = words.copy;
  }

  #draw(): void {
    const { overlay, stage } = this.place;
    const traces: Trace[] = [];
    for (const child of [...stage.extras.children]) if (child.userData['measure']) remove(child as Mesh);
    this.#surfaces.color.copy(stage.shared.accent.value);
    const features = this.#picks.map(({ feature }) => ({ feature, kind: 'picked' as const }));
    const all = this.#hovered && this.#on ? [...features, { feature: this.#hovered, kind: 'hovered' as const }] : features;
    for (const { feature, kind } of all) {
      if (feature.kind === 'vertex') traces.push({ points: [feature.point], kind });
      if (feature.kind === 'edge') traces.push({ points: feature.points, closed: feature.closed, kind });
      if (feature.kind === 'face') {
        const mesh = new Mesh(new BufferGeometry().setAttribute('position', new BufferAttribute(feature.triangles, 3)), this.#surfaces);
        mesh.userData['measure'] = true;
        mesh.renderOrder = 4;
        stage.extras.add(mesh);
      }
    }
    const { line, at, values } = this.#measurement ?? {};
    if (line) traces.push({ points: line, kind: 'dimension' });
    overlay.traces = traces;
    overlay.label = at && values?.[0] ? { text: this.#headline(values), at } : null;
    stage.invalidate();
  }

  /** What stands beside the model: the one value that was asked for most. */
  #headline(values: readonly Value[]): string {
    const best = values.find(({ name }) => name === 'distance' || name === 'angle' || name === 'diameter') ?? values[0]!;
    const sign = best.name === 'diameter' ? '⌀ ' : '';
    return sign + formatted(best, this.place.units());
  }

  async #copied(): Promise<void> {
    const { words } = this.place.texts;
    const values = this.#measurement?.values ?? [];
    const text = values.map((value) => `${words[value.name]}\t${formatted(value, this.place.units())}`).join('\n');
    if (await copy(text, this.element)) this.#copy.textContent = words.copied;
  }
}

function pickOf(hit: Hit): Pick {
  const { piece, shape, matrix, triangle, segment, vertex } = hit;
  if (vertex) {
    const point = vertex.toArray().map((c) => Number(c.toPrecision(7)));
    return { feature: { kind: 'vertex', point: vertex }, saved: [piece, 'vertex', 0, ...point] };
  }
  if (segment !== undefined) return { feature: edgeFeature(shape, segment, matrix), saved: [piece, 'edge', segment] };
  return { feature: faceFeature(shape, triangle, matrix), saved: [piece, 'face', triangle] };
}

function partPick(model: Model, parts: ReadonlySet<number>): Pick {
  const of = model.pieces.filter(({ part }) => parts.has(part));
  const area = of.reduce((sum, piece) => sum + piece.area, 0);
  return {
    feature: { kind: 'part', box: boxOfParts(model, (part) => parts.has(part)), area },
    saved: [model.pieces.indexOf(of[0]!), 'part', 0],
  };
}

function keyOf({ piece, triangle, segment, vertex }: Hit): string {
  if (vertex) return `v ${vertex.toArray().join(' ')}`;
  return segment === undefined ? `${piece} f ${triangle}` : `${piece} e ${segment}`;
}

function remove(mesh: Mesh): void {
  mesh.geometry.dispose();
  mesh.removeFromParent();
}

/** To the clipboard; where a frame may not write there, by way of a selection. */
export async function copy(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'offscreen';
    near.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
