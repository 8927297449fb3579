import type { KeyBinding } from './key-binding.ts';
import { KEYS } from './key-table.ts';

/** Everything that the screen can do when nothing is asked, each once, in the order of the table of keys. */
const ACTIONS: readonly KeyBinding[] = KEYS.filter(
  ({ group, action }, index) =>
    group !== 'Answer' && KEYS.findIndex((each) => each.action === action) === index,
);

/**
 * The actions that a text may mean, best first: those whose name begins with it, then those with it in their name, in what
 * they do, and at last those whose name has its letters in this order.
 */
export function actionsFor(text: string): readonly KeyBinding[] {
  const wanted = text.trim().toLowerCase();
  return ACTIONS.flatMap((binding) => {
    const rank = rankOf(binding, wanted);
    return rank === undefined ? [] : [{ binding, rank }];
  })
    .sort((a, b) => a.rank - b.rank)
    .map(({ binding }) => binding);
}

function rankOf({ action, does, keys }: KeyBinding, wanted: string): number | undefined {
  if (action === wanted) return -1;
  if (action.startsWith(wanted)) return 0;
  if (keys.some((key) => key.toLowerCase() === wanted)) return 1;
  if (action.includes(wanted)) return 2;
  if (does.toLowerCase().includes(wanted)) return 3;
  return hasInOrder(action, wanted) ? 4 : undefined;
}

function hasInOrder(name: string, letters: string): boolean {
  let at = -1;
  return [...letters].every((letter) => {
    at = name.indexOf(letter, at + 1);
    return at >= 0;
  });
}
