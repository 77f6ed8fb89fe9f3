/** What a key does in the focused tree. */
export type Deed =
  | { type: 'go'; by: 'row' | 'page' | 'all'; step: 1 | -1 }
  | { type: 'pick'; add: boolean }
  | { type: 'in' | 'out' | 'siblings' | 'show' | 'fit' | 'isolate' }
  | { type: 'letter'; letter: string };

const DEEDS = new Map<string, Deed>([
  ['ArrowUp', { type: 'go', by: 'row', step: -1 }],
  ['ArrowDown', { type: 'go', by: 'row', step: 1 }],
  ['PageUp', { type: 'go', by: 'page', step: -1 }],
  ['PageDown', { type: 'go', by: 'page', step: 1 }],
  ['Home', { type: 'go', by: 'all', step: -1 }],
  ['End', { type: 'go', by: 'all', step: 1 }],
  ['*', { type: 'siblings' }],
]);

const LETTERS = new Map<string, Deed>([
  ['h', { type: 'show' }],
  ['f', { type: 'fit' }],
  ['i', { type: 'isolate' }],
]);

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * The deed of a key press; undefined for keys that belong to the page. `typing`: the letters of a name are being typed,
 * so H is one of them; with Shift it always is.
 */
export function deed(event: Key, typing: boolean, rightToLeft: boolean): Deed | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (altKey) return undefined;
  if (key === 'Enter' || key === ' ') return { type: 'pick', add: ctrlKey || metaKey || shiftKey };
  if (ctrlKey || metaKey) return undefined;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return { type: (key === 'ArrowRight') !== rightToLeft ? 'in' : 'out' };
  const command = DEEDS.get(key) ?? (typing || shiftKey ? undefined : LETTERS.get(key.toLowerCase()));
  if (command) return command;
  return [...key].length === 1 ? { type: 'letter', letter: key } : undefined;
}
