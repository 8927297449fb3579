import { whyNotVerifyFailed } from '../model/part.ts';
import { whyNotFix } from '../model/problem-list.ts';
import { whyNotMark } from '../model/what-if.ts';
import {
  whyNotAnswer,
  whyNotClose,
  whyNotFollow,
  whyNotPush,
  whyNotReadLog,
  whyNotVerify,
} from '../model/why-not.ts';
import { whyNotEdit, whyNotTerminal } from '../reduce/lend-terminal.ts';
import { type KeyBinding, main } from './key-binding.ts';

const NEW_GOAL = 'write a card for a new goal, and open it in the editor';

/** The keys that do work on the selected card. */
export const WORKING_KEYS: readonly KeyBinding[] = [
  main('verify', ['r'], {
    brief: 'verify the card',
    shown: 'r',
    name: 'verify',
    does: 'run the checklist of the card',
    rank: 3,
    unless: whyNotVerify,
  }),
  main('verify-failed', ['R'], {
    brief: 'what failed',
    shown: 'R',
    name: 'failed',
    does: 'run only what failed again',
    rank: 4,
    unless: whyNotVerifyFailed,
  }),
  main('stop', ['s'], {
    brief: 'stop the check',
    shown: 's',
    name: 'stop',
    does: 'stop the check that runs',
    rank: 4,
    unless: (model) => (model.running === undefined ? 'No check is running.' : undefined),
  }),
  main('read-log', ['L'], {
    shown: 'L',
    name: 'whole log',
    does: 'read all that the check printed, in the pager',
    unless: whyNotReadLog,
  }),
  main('follow', ['f'], {
    unless: whyNotFollow,
    brief: 'end of the log',
    shown: 'f',
    name: 'follow',
    does: 'back to the end of the log',
  }),
  main('terminal', ['t'], {
    brief: 'in the terminal',
    shown: 't',
    name: 'terminal',
    does: 'run the check in the full terminal',
    unless: whyNotTerminal,
  }),
  {
    ...main('edit', ['o'], {
      shown: 'o',
      name: 'edit',
      does: 'open it in the editor',
      rank: 10,
      unless: whyNotEdit,
    }),
    places: ['main', 'problems'],
  },
  {
    ...main('fix', ['e'], {
      brief: 'apply fix',
      shown: 'e',
      name: 'fix',
      does: 'mend the problem, or add what the text hints at to requires',
      rank: 3,
      unless: whyNotFix,
    }),
    places: ['problems', 'main'],
  },
  main('answer', [' '], {
    brief: 'answer a check',
    shown: 'Space',
    name: 'answer',
    does: 'answer the selected check, or the first that needs you',
    rank: 5,
    unless: whyNotAnswer,
  }),
  main('undo', ['u'], {
    shown: 'u',
    name: 'undo',
    does: 'take the last tick or close back',
    unless: (model) => (model.running === undefined ? undefined : 'A check is running; s stops it.'),
  }),
  main('close', ['x'], { shown: 'x', name: 'close', does: 'close the card', rank: 6, unless: whyNotClose }),
  main('close!', [], {
    brief: 'for a reason',
    shown: ':close!',
    name: 'close!',
    does: 'close it for a reason, whatever speaks against it',
    unless: whyNotClose,
  }),
  main('push', ['p'], {
    shown: 'p',
    name: 'push branch',
    does: 'push the branch, after a look at the command',
    unless: whyNotPush,
  }),
  main('new-goal', [], { shown: ':new-goal', name: 'new goal', does: NEW_GOAL }),
  {
    ...main('new-goal', ['n'], { shown: 'n', name: 'new goal', does: NEW_GOAL, rank: 1 }),
    places: ['empty'],
  },
  {
    ...main('mark', [' '], {
      shown: 'Space',
      name: 'mark',
      does: 'answer the selected check; in what-if, suppose the card done',
      rank: 1,
      unless: whyNotMark,
    }),
    places: ['what-if'],
  },
  {
    ...main('mark-ready', ['A'], {
      shown: 'A',
      name: 'all ready',
      does: 'in what-if, suppose all ready cards done',
      rank: 1,
    }),
    places: ['what-if'],
  },
];
