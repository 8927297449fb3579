import type { Card } from '../cards/card.ts';
import { visible } from '../visible.ts';
import type { ApprovalChange } from './approval-change.ts';
import type { PendingCommand } from './approve.ts';
import { type EnvironmentChoice, passedNames } from './command-environment.ts';

/** Why no command of a card runs, whoever approved it. */
export interface Bar {
  /** As a sentence without its full stop, raw: escape before printing. */
  readonly reason: string;
  /** The way back, likewise. */
  readonly help: string;
}

/** The question whether some commands of a card may run, with all that a person needs to answer it. */
export interface ApprovalRequest {
  readonly card: Pick<Card, 'stem' | 'path'>;
  /** Each once; none when nothing has to be asked. */
  readonly commands: readonly PendingCommand[];
  /** The time limit of each command, in milliseconds. */
  readonly timeoutMs: number;
  readonly environment: EnvironmentChoice;
  /** Set where there is nothing to ask, since no command of the card runs. */
  readonly bar?: Bar;
}

/** Says in one sentence that nothing of a card runs, why, and the way back; safe to print. */
export function barText({ stem }: Pick<Card, 'stem'>, { reason, help }: Bar): string {
  return `No command of ${visible(stem)} runs: ${visible(reason)}; ${visible(help)}.`;
}

/** The lines of one command, whole, with what is hidden in it spelled out; safe to print. */
export function commandLines(command: string): readonly string[] {
  return command.split('\n').map(visible);
}

/** What a person has to know about one command besides its text; safe to print, and nothing when it is simply new. */
export function noteLines({ facts, never, before }: PendingCommand): readonly string[] {
  if (never !== undefined) return [`This one can never be approved: ${never}.`];
  if (before === undefined) return [];
  const when = before.when.slice(0, 16).replace('T', ' ');
  const command = before.changes.find((change) => change.kind === 'command');
  const others = before.changes.flatMap((change) => changeText(change, before.commit));
  const except = others.length === 0 ? '' : `, except: ${others.join('; ')}`;
  if (command === undefined) return [`Same as approved on ${when} UTC${except}.`];
  return [`Approved on ${when} UTC as something else${except}:`, ...diffLines(command.was, facts.command)];
}

/** Says where and how the commands would run; safe to print. */
export function circumstances({ commands, timeoutMs, environment }: ApprovalRequest): string {
  const [first] = commands;
  if (first === undefined) return '';
  const { folder, shell } = first.facts;
  const run = commands.length === 1 ? 'It runs' : 'They run';
  const each = commands.length === 1 ? '' : ' each';
  const limit = `for at most ${timeText(timeoutMs)}${each}`;
  const variables =
    environment.kind === 'inherited'
      ? 'your environment'
      : `only these variables: ${passedNames(environment).map(visible).join(' ')}`;
  return `${run} in ${visible(folder)} by ${visible(shell)}, ${limit}, with your rights and ${variables}.`;
}

function changeText(change: ApprovalChange, commit: string | null): readonly string[] {
  switch (change.kind) {
    case 'command':
      return [];
    case 'card':
      return [`then in ${visible(change.was)}`];
    case 'shell':
      return [`the shell was ${visible(change.was)}`];
    case 'folder':
      return [`it ran in ${visible(change.was)}`];
    case 'file':
      return [fileText(change, commit)];
  }
}

function fileText({ path, how }: Extract<ApprovalChange, { kind: 'file' }>, commit: string | null): string {
  const file = visible(path);
  if (how === 'gone') return `${file} is no longer run`;
  if (how === 'new') return `${file} was not run then`;
  const hint = commit === null ? '' : ` (see: git diff ${commit.slice(0, 12)} -- ${quoted(path)})`;
  return `${file} changed since${hint}`;
}

function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${visible(path).replaceAll("'", `'\\''`)}'`;
}

/** The lines that only one of two commands has, between those that both begin and end with. */
function diffLines(was: string, now: string): readonly string[] {
  const before = was.split('\n');
  const after = now.split('\n');
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const middle = (lines: readonly string[]) => lines.slice(start, lines.length - end);
  return [
    ...middle(before).map((line) => `- ${visible(line)}`),
    ...middle(after).map((line) => `+ ${visible(line)}`),
  ];
}

function timeText(milliseconds: number): string {
  if (milliseconds % 60_000 === 0) return `${milliseconds / 60_000}m`;
  return milliseconds % 1_000 === 0 ? `${milliseconds / 1_000}s` : `${milliseconds}ms`;
}
