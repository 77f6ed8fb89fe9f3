import { Vector3 } from 'three';
import { Controls, div } from '../controls';
import { type Cut, MOST_CUTS } from '../draw/section';
import { icon } from '../icons';
import type { Hit } from '../picking';
import { asPlane } from '../shape/face';
import { faceFeature } from '../shape/feature';
import { type LengthUnit, metresOf } from '../shape/format';
import { onCanvas } from '../stage';
import { filled } from '../words';
import type { Tool, Workplace } from './tool';

const AXES = { x: new Vector3(1, 0, 0), y: new Vector3(0, 1, 0), z: new Vector3(0, 0, 1) } as const;
type Square = keyof typeof AXES | 'face';

/** A plane and its row of controls. */
interface Row {
  square: Square;
  cut: Cut;
  element: HTMLElement;
  range: HTMLInputElement;
  number: HTMLInputElement;
  select: HTMLSelectElement;
  handle: HTMLButtonElement;
  /** Forgets its texts. */
  end: () => void;
}

/** Cuts the model open with up to three planes: on the axes or on a face, by slider, by number or by handle. */
export class SectionTool implements Tool {
  readonly element = div('fields');
  /** Over the canvas. */
  readonly handles = div('handles');
  readonly #rows = div('rows');
  readonly #add: HTMLButtonElement;
  readonly #hint: HTMLElement;
  #all: Row[] = [];
  #picking: Row | null = null;

  constructor(private readonly place: Workplace) {
    const { controls } = place;
    this.#add = controls.button('addPlane', () => this.#addRow('y'));
    this.#hint = controls.text('pickFace');
    this.#hint.hidden = true;
    this.#hint.setAttribute('role', 'status');
    this.element.append(this.#rows, this.#hint, this.#add);
  }

  begin(): void {
    this.#clear();
    this.#addRow('x');
  }

  end(): void {
    this.#clear();
    this.place.stage.section.cuts = [];
    this.place.stage.invalidate();
    this.place.changed();
  }

  clicked(hit: Hit | null): boolean {
    const row = this.#picking;
    if (!row) return false;
    const plane = hit && asPlane(faceFeature(hit.shape, hit.triangle, hit.matrix));
    if (plane) {
      // A hair inside, or the face would flicker between cut and not.
      row.cut = { normal: plane.normal.clone(), offset: plane.point.dot(plane.normal) - this.#reach(plane.normal).length * 0.002 };
      row.square = 'face';
      row.select.value = 'face';
      this.#pick(null);
      this.#cut();
    }
    return true;
  }

  frame(): void {
    for (const { cut, handle } of this.#all) {
      const at = onCanvas(this.place.stage, this.#middle(cut));
      const tip = onCanvas(this.place.stage, this.#middle(cut).addScaledVector(cut.normal, this.#reach(cut.normal).length * 0.1));
      const turn = Math.atan2(tip.y - at.y, tip.x - at.x) + Math.PI / 2;
      handle.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -50%) rotate(${turn.toFixed(3)}rad)`;
    }
  }

  state(): unknown {
    if (this.#all.length === 0) return undefined;
    return this.#all.map(({ square, cut: { normal, offset } }) => [square, ...normal.toArray(), offset].map(rounded));
  }

  restore(state: unknown): void {
    if (!Array.isArray(state)) return;
    this.#clear();
    for (const entry of state.slice(0, MOST_CUTS) as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [square, ...rest] = entry as unknown[];
      const [x, y, z, offset] = rest.map(Number);
      const normal = new Vector3(x, y, z).normalize();
      if (!(normal.lengthSq() > 0.5) || !Number.isFinite(offset)) continue;
      const row = this.#addRow('x');
      if (!row) continue;
      row.square = typeof square === 'string' && (square === 'face' || square in AXES) ? (square as Square) : 'face';
      row.cut = { normal, offset: offset! };
      row.select.value = row.square;
    }
    this.#cut();
  }

  /** The units changed. */
  relabel(): void {
    this.#cut();
  }

  #addRow(square: keyof typeof AXES): Row | null {
    if (this.#all.length >= MOST_CUTS || !this.place.stage.model) return null;
    const { texts, end } = this.place.texts.within();
    const controls = new Controls(texts);
    const number = this.#all.length + 1;
    const options = (): { value: string; text: string }[] => [
      { value: 'x', text: texts.words.x }, { value: 'y', text: texts.words.y }, { value: 'z', text: texts.words.z },
      { value: 'face', text: texts.words.face },
    ];
    const select = controls.select('tilt', options, (value) => this.#square(row, value as Square));
    const range = controls.range('position', (share) => this.#set(row, this.#from(row, share)));
    const field = controls.number('position', (value) => this.#set(row, value * metresOf(this.#unit)));
    range.classList.add('wide');
    const flip = controls.iconButton('flip', 'flip', () => this.#flip(row));
    const remove = controls.iconButton('close', 'removePlane', () => this.#remove(row));
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'handle';
    handle.append(icon('handle'));
    const element = div('row', select, field, flip, remove, range);
    element.setAttribute('role', 'group');
    texts.put((words) => {
      element.setAttribute('aria-label', filled(words.handle, { number }));
      handle.setAttribute('aria-label', filled(words.handle, { number }));
    });
    const row: Row = {
      square, element, handle, end, cut: { normal: AXES[square].clone(), offset: 0 },
      range: range.querySelector('input')!, number: field.querySelector('input')!, select: select.querySelector('select')!,
    };
    row.select.value = square;
    this.#drag(row);
    this.#all.push(row);
    this.#rows.append(element);
    this.handles.append(handle);
    this.#set(row, this.#from(row, 0.5));
    return row;
  }

  #square(row: Row, square: Square): void {
    if (square === 'face') return this.#pick(row);
    this.#pick(null);
    row.square = square;
    row.cut = { normal: AXES[square].clone(), offset: 0 };
    this.#set(row, this.#from(row, 0.5));
  }

  /** Waits for a click on a face. */
  #pick(row: Row | null): void {
    this.#picking = row;
    this.#hint.hidden = row === null;
  }

  #flip(row: Row): void {
    row.cut = { normal: row.cut.normal.clone().negate(), offset: -row.cut.offset };
    this.#cut();
  }

  #remove(row: Row): void {
    this.#all = this.#all.filter((other) => other !== row);
    row.element.remove();
    row.handle.remove();
    row.end();
    if (this.#picking === row) this.#pick(null);
    this.#cut();
    this.#add.focus();
  }

  #clear(): void {
    for (const row of this.#all) row.end();
    this.#all = [];
    this.#rows.replaceChildren();
    this.handles.replaceChildren();
    this.#pick(null);
  }

  #set(row: Row, offset: number): void {
    row.cut = { normal: row.cut.normal, offset };
    this.#cut();
  }

  #cut(): void {
    const { stage } = this.place;
    stage.section.cuts = this.#all.map(({ cut }) => cut);
    for (const row of this.#all) {
      const { low, length } = this.#reach(row.cut.normal);
      row.range.value = String((row.cut.offset - low) / (length || 1));
      if (row.number.getRootNode() instanceof ShadowRoot && (row.number.getRootNode() as ShadowRoot).activeElement === row.number) continue;
      row.number.value = (row.cut.offset / metresOf(this.#unit)).toFixed(this.place.units().digits).replace(/^-(0\.?0*)$/, '$1');
    }
    this.#add.hidden = this.#all.length >= MOST_CUTS;
    stage.invalidate();
    this.place.changed();
  }

  get #unit(): LengthUnit {
    return this.place.units().length;
  }

  /** How far the model reaches along a direction, in metres. */
  #reach(normal: Vector3): { low: number; length: number } {
    const { bounds } = this.place.stage.model!;
    const middle = bounds.getCenter(new Vector3()).dot(normal);
    const size = bounds.getSize(new Vector3());
    const length = Math.abs(size.x * normal.x) + Math.abs(size.y * normal.y) + Math.abs(size.z * normal.z);
    return { low: middle - length / 2, length };
  }

  #from(row: Row, share: number): number {
    const { low, length } = this.#reach(row.cut.normal);
    return low + length * share;
  }

  #middle({ normal, offset }: Cut): Vector3 {
    const { center } = this.place.stage.model!.sphere;
    return center.clone().addScaledVector(normal, offset - center.dot(normal));
  }

  /** By the handle: along the plane's normal as it looks on the screen; arrow keys do the same. */
  #drag(row: Row): void {
    const { handle } = row;
    const { stage } = this.place;
    const step = (share: number): void => this.#set(row, row.cut.offset + this.#reach(row.cut.normal).length * share);
    handle.addEventListener('keydown', (event) => {
      const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      step(way * 0.01);
    });
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      const along = row.cut.normal.clone().multiplyScalar(stage.model!.sphere.radius * 0.01);
      const at = onCanvas(stage, this.#middle(row.cut));
      const way = onCanvas(stage, this.#middle(row.cut).add(along)).sub(at);
      const perPixel = (stage.model!.sphere.radius * 0.01) / Math.max(way.length(), 1e-6);
      way.normalize();
      const [x, y, offset] = [event.clientX, event.clientY, row.cut.offset];
      const moved = (event: PointerEvent): void => {
        this.#set(row, offset + ((event.clientX - x) * way.x + (event.clientY - y) * way.y) * perPixel);
      };
      handle.addEventListener('pointermove', moved);
      const done = (): void => handle.removeEventListener('pointermove', moved);
      handle.addEventListener('pointerup', done, { once: true });
      handle.addEventListener('pointercancel', done, { once: true });
    });
  }
}

function rounded(value: string | number): string | number {
  return typeof value === 'number' ? Number(value.toPrecision(7)) : value;
}
