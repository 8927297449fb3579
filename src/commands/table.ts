import { BRANCH } from './branch/branch-rows.ts';
import { CHECKING } from './check/check-rows.ts';
import type { Command, Option } from './command.ts';
import { EDITING } from './edit-rows.ts';
import { SETTING_UP } from './init/set-up-rows.ts';
import { READING } from './reading-rows.ts';
import { goal } from './row-parts.ts';
import { VERIFYING } from './verify/verify-rows.ts';

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: 'docs', value: 'DIR', describes: 'read the cards below this folder', completes: 'folder' },
  { name: 'json', describes: 'answer in JSON, as docs/reference/schemas describes it' },
  { name: 'no-color', describes: 'no colour; NO_COLOR in the environment does the same' },
  { name: 'quiet', short: 'q', describes: 'no progress and no diagnostics on stderr' },
  { name: 'help', short: 'h', describes: 'say what a command does, with examples' },
];

/** The command that runs when none is named: it opens the screen. */
export const SCREEN: Command = {
  name: '',
  summary: 'open the screen; without a terminal, print the chains and the ready cards',
  operands: [goal],
  options: [
    { name: 'ascii', describes: 'draw with ASCII characters only' },
    { name: 'plain', describes: 'talk in sentences and typed lines, for screen readers and plain terminals' },
  ],
  examples: [
    { line: 'mikado', does: 'open the screen on the chain of this branch, else on the first open one' },
    { line: 'mikado harden-registry', does: 'open it on one goal' },
    { line: 'mikado | cat', does: 'print the chains and the ready cards' },
  ],
  load: () => import('./screen.ts'),
};

/** Every command, in the order of a working day. Help, completion and the reference page are made from this table. */
export const COMMANDS: readonly Command[] = [
  READING.chains,
  READING.ready,
  READING.tree,
  READING.show,
  READING.graph,
  READING.checklist,
  VERIFYING.verify,
  VERIFYING.trust,
  EDITING.close,
  EDITING.start,
  EDITING.reopen,
  EDITING.new,
  BRANCH.hookInstall,
  BRANCH.resume,
  BRANCH.discover,
  BRANCH.finalize,
  CHECKING.check,
  READING.report,
  BRANCH.branchCheck,
  BRANCH.hookCommitMsg,
  SETTING_UP.init,
  SETTING_UP.keys,
  SETTING_UP.completion,
];
