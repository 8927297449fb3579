import Type from 'typebox';
import { count, list, nullable, object, position, stem, words } from './build-schema.ts';

/** Done, ready or blocked. */
export const state = words('done', 'ready', 'blocked');

/** A card that blocks another one, and why. */
export const blocker = object({ stem, reason: words('open', 'missing', 'ambiguous', 'unreadable', 'cycle') });

/** A goal, and how far its chain is. */
export const chain = object({
  goal: stem,
  title: Type.String(),
  branch: nullable(Type.String()),
  done: count,
  total: count,
  ready: list(stem),
});

/** One thing that is wrong with the cards, and where. */
export const diagnostic = object({
  code: Type.String(),
  severity: words('error', 'warning'),
  message: Type.String(),
  path: Type.String(),
  line: position,
  column: position,
  endColumn: position,
  related: list(object({ message: Type.String(), path: Type.String(), line: position, column: position })),
  help: Type.String(),
});

/** What an item of a checklist asks for. */
export const kind = words('automatic', 'assisted', 'manual', 'template', 'waived');

/** How an item, or a card, came out of a verification. */
export const itemResult = words(
  'passed',
  'failed',
  'timed-out',
  'killed',
  'leaked',
  'not-found',
  'refused',
  'changed',
  'needs-person',
  'skipped',
);

/** How many items of checklists have a receipt, and of which kind. */
export const receiptCounts = object({ fresh: count, stale: count, missing: count });

/** A close against what spoke against it. */
export const forcedClose = object({
  reason: Type.String(),
  who: Type.String(),
  when: Type.String(),
  commit: nullable(Type.String()),
});

/** Why an edit was refused, and the command that helps. */
export const refusals = list(object({ reason: Type.String(), help: Type.String() }));

/** The job of a commit on the branch of a goal. */
export const commitKind = words('plan', 'impl', 'close', 'finalize');

const PHASES = ['planning', 'mid-cycle', 'between-cycles', 'finalized'] as const;

/** Where the order of a branch has come to. */
export const phase = words(...PHASES);

/** The same, unless something is wrong with the branch. */
export const place = words(...PHASES, 'violation');
