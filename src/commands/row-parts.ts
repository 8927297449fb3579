import type { Operand, Option } from './command.ts';

/** The operand for cards: how many a command takes, and what they are to it. */
export function card(takes: Operand['takes'], describes: string): Operand {
  return { name: 'card', describes, takes, completes: 'card' };
}

/** The goal whose chain alone a command looks at. */
export const goal: Operand = {
  name: 'goal',
  describes: 'only the chain of this goal',
  takes: 'at most one',
  completes: 'goal',
};

/** What commands that edit have in common. */
export const commit: Option = {
  name: 'commit',
  describes: 'commit this edit alone, with the subject that the C2 process asks for',
};
