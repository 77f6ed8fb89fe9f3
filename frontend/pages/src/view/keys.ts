/** What a key does on the focused pages. */
export type Command =
  | { type: 'move'; right: number; down: number }
  | { type: 'leaf'; down: boolean }
  | { type: 'first' | 'last' }
  | { type: 'zoom'; up: boolean }
  | { type: 'fit'; zoom: 'width' | 'whole' | 1 };

const COMMANDS = new Map<string, Command>([
  ['ArrowLeft', { type: 'move', right: -1, down: 0 }],
  ['ArrowRight', { type: 'move', right: 1, down: 0 }],
  ['ArrowUp', { type: 'move', right: 0, down: -1 }],
  ['ArrowDown', { type: 'move', right: 0, down: 1 }],
  ['PageUp', { type: 'leaf', down: false }],
  ['PageDown', { type: 'leaf', down: true }],
  ['Home', { type: 'first' }],
  ['End', { type: 'last' }],
  ['+', { type: 'zoom', up: true }],
  ['=', { type: 'zoom', up: true }],
  ['-', { type: 'zoom', up: false }],
  ['_', { type: 'zoom', up: false }],
  ['0', { type: 'fit', zoom: 'whole' }],
  ['f', { type: 'fit', zoom: 'whole' }],
  ['w', { type: 'fit', zoom: 'width' }],
  ['1', { type: 'fit', zoom: 1 }],
]);

/** The command of a key press; undefined for keys that belong to the page or the browser, as Tab and Ctrl with plus do. */
export function command(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): Command | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === ' ') return { type: 'leaf', down: !event.shiftKey };
  return COMMANDS.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
}
