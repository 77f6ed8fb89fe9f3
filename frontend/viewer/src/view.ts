import { Box3, Box3Helper, type Color } from 'three';
import { watchContext } from './context';
import { Controls, type Texts } from './controls';
import { ViewCube } from './cube';
import { type Linked, partsOf, poseFrom, rangesOf, read, savedPose, written } from './link';
import type { Draw, Level, Model } from './model/model';
import { Navigation } from './navigation';
import { Overlay } from './overlay';
import { Parts, numbers } from './parts';
import { type Hit, Picker } from './picking';
import type { Units } from './shape/format';
import { Stage } from './stage';
import { StructureTree } from './structure';
import type { Tool as Button, Toolbar } from './toolbar';
import { AS_AT_FIRST, Display, type PartFacts } from './tools/display';
import { Explode } from './tools/explode';
import { Measure } from './tools/measure';
import { Picture } from './tools/picture';
import { SectionTool } from './tools/section';
import type { Tool } from './tools/tool';

type ToolName = 'section' | 'measure' | 'explode' | 'display' | 'picture';

/** What a view tells the element. */
export interface ViewTold {
  /** Something that a link would carry has changed. */
  changed(): void;
  /** Other parts are selected. */
  selected(parts: ReadonlySet<number>): void;
  /** The graphics card was taken away for good. */
  gone(): void;
  /** Materials and masses are wanted. */
  factsWanted(): void;
}

/** A stage one can walk around on, and the tools: everything that lives as long as one WebGL context. */
export class View {
  readonly stage: Stage;
  readonly overlay = new Overlay();
  readonly tree: StructureTree;
  readonly cube: ViewCube;
  readonly tools: Readonly<Record<ToolName, Tool>>;
  readonly handles: HTMLElement;
  readonly #parts: Parts;
  readonly #picker: Picker;
  readonly #navigation: Navigation;
  readonly #on = new Set<ToolName>();
  readonly #display: Display;
  readonly #measure: Measure;
  readonly #section: SectionTool;
  readonly #picture: Picture;
  readonly #listening = new AbortController();
  readonly #unwatch: () => void;
  #restoring = false;
  #hovering = 0;
  #down: { x: number; y: number } | null = null;
  #pendingMeasure: unknown;
  #isFine = false;
  /** What was told last. */
  #selected: number[] = [];

  /** Null where the browser gives no WebGL 2. */
  static on(canvas: HTMLCanvasElement, texts: Texts, toolbar: Toolbar, units: () => Units, name: () => string, told: ViewTold): View | null {
    const stage = Stage.on(canvas);
    return stage && new View(stage, canvas, texts, toolbar, units, name, told);
  }

  private constructor(
    stage: Stage, private readonly canvas: HTMLCanvasElement, texts: Texts, private readonly toolbar: Toolbar,
    units: () => Units, name: () => string, private readonly told: ViewTold,
  ) {
    this.stage = stage;
    this.#parts = new Parts(stage, () => this.#partsChanged());
    this.#picker = new Picker(stage);
    this.#navigation = new Navigation(stage, canvas, () => this.#changed());
    const place = {
      stage, texts, units, parts: this.#parts, picker: this.#picker, overlay: this.overlay, controls: new Controls(texts),
      changed: () => this.#changed(),
    };
    this.#display = new Display(place, (parallel) => this.#navigation.project(parallel), () => told.factsWanted());
    this.#measure = new Measure(place);
    this.#section = new SectionTool(place);
    this.#picture = new Picture(place, name);
    this.tools = {
      section: this.#section, measure: this.#measure, explode: new Explode(place), display: this.#display, picture: this.#picture,
    };
    this.handles = this.#section.handles;
    this.tree = new StructureTree({
      hovered: (range) => this.#parts.hover(range),
      picked: (range, { add }) => {
        this.#parts.select(range, add);
        this.tree.select(this.#parts.selected, false);
      },
      shown: (range, visible) => this.#parts.show(numbers(range), visible),
      fitted: ([first, end]) => this.#navigation.fit(this.#boxOf((part) => part >= first && part < end)),
      isolated: (range) => this.#parts.isolate(numbers(range)),
    });
    this.cube = new ViewCube((from) => this.#navigation.look(from), (right, up) => this.#navigation.turn(right, up));
    texts.put((words) => {
      this.tree.words = words.structure;
      this.cube.words = words.cube;
    });
    stage.drawnFrame = () => this.#frame();
    this.#listen();
    // After the renderer's own listeners: it must have set itself up again before anything is drawn.
    this.#unwatch = watchContext(canvas, {
      lost: () => {
        stage.release();
        this.#picker.release();
      },
      restored: () => stage.invalidate(),
      gone: () => told.gone(),
    });
  }

  get idle(): boolean {
    return this.stage.idle && !this.#navigation.busy;
  }

  set paused(paused: boolean) {
    if (paused) this.#navigation.stop();
    this.stage.paused = paused;
  }

  set facts(facts: readonly PartFacts[] | null) {
    this.#display.facts = facts;
  }

  colours(page: Color, accent: Color, dark: boolean): void {
    this.stage.colours(page, accent, dark);
  }

  /** Boxes where something will be to see. */
  announce(boxes: Box3[]): void {
    if (boxes.length === 0) return;
    const all = boxes.reduce((sum, box) => sum.union(box), new Box3());
    this.#clearBoxes();
    for (const box of boxes) {
      const helper = new Box3Helper(box, 0x8a94a0);
      helper.userData['box'] = true;
      this.stage.extras.add(helper);
    }
    if (!this.stage.model) {
      this.stage.waiting = all;
      this.#navigation.begin(all);
    }
    this.stage.invalidate();
  }

  show(model: Model): void {
    this.#leaveTools();
    this.#isFine = false;
    this.#picker.shapes.clear();
    this.stage.waiting = null;
    this.stage.show(model);
    this.#display.reset();
    this.tree.nodes = model.nodes.map(({ name, depth, first, end, group }) => ({ name, depth, first, end, group }));
    this.#parts.begin(model);
    this.#navigation.begin(model.bounds);
    this.announce(model.pieces.filter(({ part }) => !model.hidden.has(part)).slice(0, 2000).map(({ box }) => box));
  }

  level(draw: Draw, level: Level): void {
    this.stage.level(draw, level);
    this.#picker.shapes.clear();
  }

  /** Everything can be seen. */
  coarse(): void {
    this.#clearBoxes();
    this.#navigation.reframe();
  }

  /** Everything is as fine as it gets: what a link measured can be found again. */
  fine(): void {
    this.#isFine = true;
    if (this.#pendingMeasure === undefined) return;
    this.#restoring = true;
    this.#measure.restore(this.#pendingMeasure);
    this.#pendingMeasure = undefined;
    this.#restoring = false;
  }

  clear(): void {
    this.#leaveTools();
    this.#clearBoxes();
    this.stage.waiting = null;
    this.tree.nodes = [];
    this.stage.clear();
  }

  /** Everything that is shown, where it is now. */
  fit(): void {
    const { stage } = this;
    if (!stage.model) return;
    const moved = stage.shared.exploded.value > 0 || this.#parts.isChanged;
    this.#navigation.fit(moved ? this.#boxOf((part) => !this.#parts.hidden.has(part) && !this.#parts.ghosted.has(part)) : undefined);
  }

  /** Looks from a standard direction at the whole model. */
  look(name: string): void {
    this.#navigation.view(name);
  }

  use(button: Button): void {
    switch (button) {
      case 'tree':
        return;
      case 'fit':
        return this.fit();
      case 'fitSelection':
        return this.#fitSelection();
      case 'in':
        return this.#navigation.zoom(1);
      case 'out':
        return this.#navigation.zoom(-1);
      case 'isolate':
        return this.#parts.isolate(this.#parts.selected);
      case 'showAll':
        return this.#parts.showAll();
      case 'section':
      case 'measure':
      case 'explode':
      case 'display':
      case 'picture':
        return this.switch(button, !this.#on.has(button));
      default:
        this.#navigation.view(button);
    }
  }

  /** Switches a tool on or off. */
  switch(name: ToolName, on: boolean): void {
    if (this.#on.has(name) === on || (on && !this.stage.model)) return;
    this.toolbar.press(name, on);
    this.tools[name].element.closest<HTMLElement>('.panel')!.hidden = !on;
    if (on) {
      this.#on.add(name);
      this.tools[name].begin();
    } else {
      this.#on.delete(name);
      this.tools[name].end();
    }
    this.#changed();
  }

  /** Units or language changed. */
  relabel(): void {
    this.#measure.relabel();
    if (this.#on.has('section')) this.#section.relabel();
  }

  picture(width: number, height: number, background: boolean): Promise<Blob | null> {
    return this.#picture.taken(width, height, background);
  }

  select(parts: Iterable<number>): void {
    this.#parts.choose(parts);
    this.tree.select(this.#parts.selected, true);
  }

  /** Everything that one has done to the view, for a link. */
  get link(): string {
    const { stage } = this;
    if (!stage.model) return '';
    const tools = Object.fromEntries(
      (Object.keys(this.tools) as ToolName[])
        .map((name) => [name, name === 'display' || this.#on.has(name) ? this.tools[name].state() : undefined] as const)
        .filter(([, state]) => state !== undefined));
    const state: Linked = { c: savedPose(this.#navigation.pose), n: this.#parts.count };
    if (this.#parts.isChanged) {
      state.h = rangesOf(this.#parts.hidden);
      if (this.#parts.ghosted.size > 0) state.g = rangesOf(this.#parts.ghosted);
    }
    if (Object.keys(tools).length > 0) state.t = tools;
    return written(state);
  }

  /** Does again what a link says; nothing, if it is none. */
  restore(link: string): void {
    const state = read(link);
    const { model } = this.stage;
    if (!state || !model) return;
    this.#restoring = true;
    if (state.n === this.#parts.count) {
      this.#parts.showAll();
      if (state.h) {
        this.#parts.hidden.clear();
        for (const part of partsOf(state.h, state.n)) this.#parts.hidden.add(part);
        for (const part of partsOf(state.g, state.n)) this.#parts.ghosted.add(part);
        this.#parts.apply();
      }
      // What it does not name is as it was at first; panels without a state stay.
      for (const name of ['section', 'explode'] as const) if (!state.t?.[name]) this.switch(name, false);
      for (const [name, saved] of Object.entries({ display: AS_AT_FIRST, measure: [], ...state.t })) {
        if (!Object.hasOwn(this.tools, name) || (name === 'measure' && !state.t?.[name] && !this.#on.has(name))) continue;
        if (name !== 'display') this.switch(name as ToolName, true);
        if (name === 'measure') this.#pendingMeasure = saved;
        else this.tools[name as ToolName].restore(saved);
      }
    }
    this.#navigation.pose = poseFrom(state.c);
    this.#restoring = false;
    if (this.#isFine) this.fine();
  }

  dispose(): void {
    this.#listening.abort();
    this.#unwatch();
    this.#leaveTools();
    this.#clearBoxes();
    this.#navigation.dispose();
    this.#picker.dispose();
    this.stage.dispose();
  }

  #fitSelection(): void {
    const { selected } = this.#parts;
    if (selected.size > 0) this.#navigation.fit(this.#boxOf((part) => selected.has(part)));
  }

  /** Around parts, where they are drawn. */
  #boxOf(parts: (part: number) => boolean): Box3 {
    const box = new Box3();
    const own = new Box3();
    this.stage.model?.pieces.forEach((piece, number) => {
      if (parts(piece.part)) box.union(own.copy(piece.box).translate(this.#picker.moved(piece, number)));
    });
    return box.isEmpty() ? this.stage.model!.bounds.clone() : box;
  }

  #frame(): void {
    this.cube.camera = this.stage.camera;
    this.overlay.place(this.stage);
    for (const name of this.#on) this.tools[name].frame?.();
  }

  #changed(): void {
    if (!this.#restoring) this.told.changed();
  }

  #partsChanged(): void {
    const { selected, hidden, ghosted } = this.#parts;
    this.tree.visibility(hidden, ghosted);
    this.toolbar.offer('isolate', selected.size > 0);
    this.toolbar.offer('fitSelection', selected.size > 0);
    this.toolbar.offer('showAll', this.#parts.isChanged);
    if (selected.size !== this.#selected.length || this.#selected.some((part) => !selected.has(part))) {
      this.#selected = [...selected];
      this.told.selected(selected);
    }
    this.#changed();
  }

  #leaveTools(): void {
    for (const name of [...this.#on]) this.switch(name, false);
    this.overlay.traces = [];
    this.overlay.label = null;
    this.#pendingMeasure = undefined;
  }

  #clearBoxes(): void {
    for (const child of [...this.stage.extras.children]) {
      if (!child.userData['box']) continue;
      (child as Box3Helper).dispose();
      child.removeFromParent();
    }
    this.stage.invalidate();
  }

  #listen(): void {
    const { canvas } = this;
    const { signal } = this.#listening;
    canvas.addEventListener('pointerdown', (event) => (this.#down = { x: event.clientX, y: event.clientY }), { signal });
    canvas.addEventListener('pointermove', (event) => this.#pointed(event), { signal });
    canvas.addEventListener('pointerleave', () => this.#hover(null), { signal });
    canvas.addEventListener('pointerup', (event) => {
      const still = this.#down && Math.hypot(event.clientX - this.#down.x, event.clientY - this.#down.y) < 5;
      this.#down = null;
      if (still && event.button === 0) void this.#clicked(event);
    }, { signal });
    canvas.addEventListener('dblclick', () => this.#fitSelection(), { signal });
    canvas.addEventListener('keydown', (event) => this.#key(event), { signal });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.stage.model) return;
    const { selected } = this.#parts;
    const key = event.key.toLowerCase();
    if (event.key === 'Escape') {
      if (this.#on.has('measure')) this.#measure.clicked(null);
      this.#parts.select(null);
      this.tree.select(selected, false);
    } else if (key === 'h' && event.shiftKey) this.#parts.showAll();
    else if (key === 'h' && selected.size > 0) this.#parts.show([...selected], false);
    else if (key === 'i' && selected.size > 0) this.#parts.isolate(selected);
    else return;
    event.preventDefault();
  }

  /** Looks what is under the pointer, one look at a time, and not while the pointer drags. */
  #pointed(event: PointerEvent): void {
    if (event.buttons !== 0 || event.pointerType === 'touch' || !this.stage.model || this.#navigation.busy) return;
    const turn = ++this.#hovering;
    const [x, y] = [event.offsetX, event.offsetY];
    requestAnimationFrame(() => {
      if (turn === this.#hovering) void this.#look(x, y, turn);
    });
  }

  async #look(x: number, y: number, turn: number): Promise<void> {
    const spot = await this.#picker.spot(x, y);
    if (turn !== this.#hovering || !this.stage.model) return;
    if (this.#on.has('measure')) {
      this.#measure.hovered(spot && this.#picker.hitOn(spot, x, y));
      return;
    }
    this.#hover(spot && this.#parts.partOf(spot.piece));
  }

  #hover(part: number | null): void {
    this.#hovering += 1;
    if (this.#on.has('measure')) this.#measure.hovered(null);
    this.#parts.hover(part === null ? null : [part, part + 1]);
    this.tree.hover(part);
  }

  async #clicked(event: PointerEvent): Promise<void> {
    if (!this.stage.model) return;
    const hit: Hit | null = await this.#picker.hit(event.offsetX, event.offsetY);
    if (!this.stage.model) return;
    for (const name of ['section', 'measure'] as const) {
      if (this.#on.has(name) && this.tools[name].clicked?.(hit)) return;
    }
    const part = hit ? this.#parts.partOf(hit.piece) : null;
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    if (part !== null || !add) this.#parts.select(part === null ? null : [part, part + 1], add);
    this.tree.select(this.#parts.selected, true);
  }
}

