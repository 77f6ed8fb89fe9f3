import type { Controls, Texts } from '../controls';
import type { Overlay } from '../overlay';
import type { Parts } from '../parts';
import type { Hit, Picker } from '../picking';
import type { Units } from '../shape/format';
import type { Stage } from '../stage';

/** What tools work with. */
export interface Workplace {
  stage: Stage;
  parts: Parts;
  picker: Picker;
  overlay: Overlay;
  texts: Texts;
  controls: Controls;
  units: () => Units;
  /** Something that a link would carry has changed. */
  changed: () => void;
}

/** A tool has a panel while it is on, and leaves the model as it was when it goes. */
export interface Tool {
  readonly element: HTMLElement;
  /** Called when it is switched on and a model is there, and again with each new model. */
  begin(): void;
  end(): void;
  /** A click on the model; true, if it was meant for this tool. */
  clicked?(hit: Hit | null): boolean;
  /** The pointer rests here; true, if this tool shows what it would pick. */
  hovered?(hit: Hit | null): void;
  /** After each frame. */
  frame?(): void;
  /** What a link carries of it; undefined for nothing. */
  state(): unknown;
  restore(state: unknown): void;
}
