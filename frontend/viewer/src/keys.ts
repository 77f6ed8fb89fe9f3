import type { ViewName } from './pose';

/** Onshape's: Shift with a digit looks from a standard direction. By the key's place, whatever is written on it. */
const VIEWS = new Map<string, ViewName>([
  ['Digit1', 'front'], ['Digit2', 'back'], ['Digit3', 'left'], ['Digit4', 'right'], ['Digit5', 'top'], ['Digit6', 'bottom'], ['Digit7', 'iso'],
]);

/** What a key does on the focused canvas. */
export type Command =
  | { type: 'turn' | 'move'; right: number; up: number }
  | { type: 'zoom'; steps: number }
  | { type: 'fit' }
  | { type: 'view'; name: ViewName };

const ARROWS = new Map<string, readonly [right: number, up: number]>([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, 1]],
  ['ArrowDown', [0, -1]],
]);

/** The command of a key press; undefined for keys that belong to the page, as Tab does. */
export function command(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): Command | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const name = event.shiftKey ? VIEWS.get(event.code) : undefined;
  if (name) return { type: 'view', name };
  const arrow = ARROWS.get(event.key);
  if (arrow) return { type: event.shiftKey ? 'move' : 'turn', right: arrow[0], up: arrow[1] };
  switch (event.key) {
    case '+':
    case '=':
      return { type: 'zoom', steps: 1 };
    case '-':
    case '_':
      return { type: 'zoom', steps: -1 };
    case 'f':
    case 'F':
    case 'Home':
      return { type: 'fit' };
    default:
      return undefined;
  }
}
