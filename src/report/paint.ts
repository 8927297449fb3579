import { styleText } from 'node:util';
import type { CardState } from '../graph/card-state.ts';

/** The roles that colour plays; the terminal's own palette decides what they look like. */
export type Role = 'strong' | 'quiet' | 'good' | 'bad' | 'warning';

const STYLES = {
  strong: 'bold',
  quiet: 'dim',
  good: 'green',
  bad: ['red', 'bold'],
  warning: 'yellow',
} as const;

/** Puts text into a role's colour. */
export type Paint = (role: Role, text: string) => string;

/** Paints for a stream that wants colour, and leaves text alone for one that does not. */
export function paintFor(stream: { readonly hasColour: boolean }): Paint {
  if (!stream.hasColour) return (_role, text) => text;
  return (role, text) => styleText([STYLES[role]].flat(), text, { validateStream: false });
}

/** The sign of a state in lists and trees; the word always stands beside it. */
export const STATE_SIGNS: Readonly<Record<CardState['kind'] | 'missing' | 'ambiguous', string>> = {
  done: '✓',
  ready: '▸',
  blocked: '◌',
  missing: '!',
  ambiguous: '!',
};

/** The role in which a state is painted. */
export const STATE_ROLES: Readonly<Record<CardState['kind'] | 'missing' | 'ambiguous', Role>> = {
  done: 'quiet',
  ready: 'good',
  blocked: 'warning',
  missing: 'bad',
  ambiguous: 'bad',
};
