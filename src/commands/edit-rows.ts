import type { Command } from './command.ts';
import { card, commit } from './row-parts.ts';

/** The commands that edit one card. */
export const EDITING = {
  close: {
    name: 'close',
    summary: 'advance a card to done, and say what became ready',
    details: [
      'A card closes when every item of its checklist is ticked or waived and every card it requires is done; else it is refused with each reason and the command that helps.',
      'With --commit the card is committed as closed, with the boxes that verifying moved and with its evidence, unless git ignores that. Other changes stay as they are, staged or not, in the same file too. Hooks run as for any commit; when one refuses, the edit stays and nothing is committed.',
    ],
    operands: [card('one', 'the card')],
    options: [{ name: 'force', value: 'REASON', describes: 'close it all the same, and record why' }, commit],
    examples: [
      { line: 'mikado close rotate-tokens', does: 'close it' },
      { line: 'mikado close rotate-tokens --commit', does: 'close it, and commit that alone' },
      {
        line: "mikado close rotate-tokens --force 'the service is gone'",
        does: 'close it against its checklist',
      },
    ],
    load: () => import('./close.ts'),
  },
  start: {
    name: 'start',
    summary: 'mark a card as being worked on: status active',
    operands: [card('one', 'the card')],
    options: [commit],
    examples: [{ line: 'mikado start rotate-tokens', does: 'write status: active' }],
    load: () => import('./start.ts'),
  },
  reopen: {
    name: 'reopen',
    summary: 'mark a done card as open again, and say what is blocked by it',
    operands: [card('one', 'the card')],
    options: [commit],
    examples: [{ line: 'mikado reopen rotate-tokens', does: 'write status: active' }],
    load: () => import('./reopen.ts'),
  },
  new: {
    name: 'new',
    summary: 'write a new card, and make another card require it',
    details: [
      'A card of that name that is there already is not written again: with --for it is only required, unless the two would then require each other in a circle.',
    ],
    operands: [{ name: 'stem', describes: 'the file name without .md', takes: 'one' }],
    options: [
      {
        name: 'for',
        value: 'CARD',
        describes: 'the card that requires it; left out, the new card is a goal',
        completes: 'card',
      },
      { name: 'title', value: 'TEXT', describes: 'its title; made from the stem unless given' },
      { name: 'in', value: 'DIR', describes: 'the folder to write it in', completes: 'folder' },
      commit,
    ],
    examples: [
      { line: 'mikado new harden-registry', does: 'a goal' },
      { line: 'mikado new rotate-tokens --for harden-registry', does: 'a prerequisite that turned up' },
    ],
    load: () => import('./new.ts'),
  },
} satisfies Readonly<Record<string, Command>>;
