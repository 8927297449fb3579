import { type AuthorCheck, type ChecklistItem, scriptsOf, whyNothingRuns } from '../checklist/checklist.ts';
import type { CardFile } from './card-file.ts';
import type { RunOptions } from './run-command.ts';
import type { CommandOutcome, ItemOutcome } from './verify-event.ts';
import { worstResult } from './worst-result.ts';

/** A person's word on an item. `later` leaves it open. */
interface Judgement {
  readonly verdict: 'passed' | 'failed' | 'later';
  readonly who: string;
  readonly note?: string;
}

/** Runs one command of an item. */
export type CommandRunner = (
  command: string,
  options: Pick<RunOptions, 'onOutput'> & Partial<Pick<RunOptions, 'claim' | 'timeoutMs'>>,
) => Promise<CommandOutcome>;

/** How the items of a card are judged. */
export interface Judging {
  /** Says why a command of this card may not run, with the way back where there is one; undefined when it may. */
  readonly whyNot: (command: string) => string | undefined;
  readonly run: CommandRunner;
  /**
   * Runs a command that is to have a terminal, with the person's own for as long as it takes. Absent where there is
   * none to give.
   */
  readonly runAtTerminal?: CommandRunner;
  /** Which commands are to have a terminal: those whose author says so, which is the default, or all. */
  readonly atTerminal?: 'by-author' | 'all';
  /** Asks a person; absent where there is none. */
  readonly judge?: (item: ChecklistItem, outcomes: readonly CommandOutcome[]) => Promise<Judgement>;
  /** The items to verify, all by default; the rest is `skipped`. */
  readonly select?: (item: ChecklistItem) => boolean;
  /** When it aborts, the item at work counts for nothing, and the rest is `skipped`. */
  readonly signal?: AbortSignal;
}

/** An item at work: how it is judged, and what else goes on meanwhile. */
interface Work extends Judging {
  /** The card's file, where it is to be untouched while commands run. */
  readonly file?: CardFile;
  readonly onOutput: (chunk: Buffer) => void;
  /** Keeps and tells all that came before. */
  readonly catchUp: () => Promise<void>;
  /** Why the item may not run; undefined when it may. */
  readonly refusal: string | undefined;
}

/** What came of an item, before it is kept. */
export type Judged = Omit<ItemOutcome, 'item'>;

/** What is left of an item once its commands ran: a person's word, if one is needed. */
type Step = Judged | (() => Promise<Judged>);

const BY_EXIT_STATUS = 'exit status';
/** Nothing was done for an item. */
export const SKIPPED: Judged = { result: 'skipped', outcomes: [], judgedBy: null, note: null };
/** Nothing was run for an item, since it may not be. */
export const refusedFor = (note: string): Judged => ({
  result: 'refused',
  outcomes: [],
  judgedBy: null,
  note,
});
/** What only a person decides. */
export const needsPerson = (item: ChecklistItem): Judged => ({
  result: 'needs-person',
  outcomes: [],
  judgedBy: null,
  note: whyNothingRuns(item),
});
const CHANGED = 'the card was changed while its command ran';

/** The first command that an item is about to run, null when it runs none, and why it may not, where that is so. */
export function intentOf(
  item: ChecklistItem,
  { select, whyNot, runAtTerminal, atTerminal, signal }: Judging,
): { readonly command: string | null; readonly refusal: string | undefined } {
  const hasNoTerminal = isAtTerminal(item, atTerminal) && runAtTerminal === undefined;
  if (hasNoTerminal || signal?.aborted || select?.(item) === false)
    return { command: null, refusal: undefined };
  const refusal = refusalOf(item, whyNot);
  return { command: refusal === undefined ? (scriptsOf(item)[0] ?? null) : null, refusal };
}

/** Why the first of an item's commands that may not run may not; undefined when all may. */
export function refusalOf(item: ChecklistItem, whyNot: Judging['whyNot']): string | undefined {
  for (const script of scriptsOf(item)) {
    const refusal = whyNot(script);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Runs what an item runs, and answers with the judgement, or with how to ask a person for it. */
export async function judgeItem(item: ChecklistItem, work: Work): Promise<Step> {
  if (work.signal?.aborted || work.select?.(item) === false) return SKIPPED;
  switch (item.kind) {
    case 'waived':
      return SKIPPED;
    case 'template':
      return needsPerson(item);
    case 'manual':
      return () => ask(item, [], work);
    case 'automatic':
    case 'assisted': {
      const run = isAtTerminal(item, work.atTerminal) ? terminalOf(work) : work.run;
      if (run === undefined) return () => ask(item, [], work);
      if (work.refusal !== undefined) return refusedFor(work.refusal);
      return judgeRuns(item, { ...work, run });
    }
  }
}

async function judgeRuns(item: ChecklistItem, work: Work): Promise<Step> {
  const runAllOf = () => runAll(item, work);
  const { value: outcomes, isUntouched } =
    work.file === undefined
      ? { value: await runAllOf(), isUntouched: true }
      : await work.file.watch(runAllOf);
  const result = worstResult(outcomes.map((outcome) => outcome.result));
  const isJudgement = result === 'passed' || (result === 'failed' && item.kind === 'assisted');
  if (isJudgement && !isUntouched)
    return { result: 'changed', outcomes, judgedBy: BY_EXIT_STATUS, note: CHANGED };
  if (isJudgement && isForPerson(item, work.atTerminal) && !work.signal?.aborted)
    return () => ask(item, outcomes, work);
  const note = result === 'failed' ? brokenClaim(item.check, outcomes.at(-1)) : null;
  return { result, outcomes, judgedBy: BY_EXIT_STATUS, note };
}

/** What an author claims that a command did not do; null where its exit status of 0 was all that was claimed. */
function brokenClaim(check: AuthorCheck | undefined, outcome: CommandOutcome | undefined): string | null {
  if (check === undefined || outcome === undefined) return null;
  const { exitCode, stdout } = check;
  if (outcome.exitCode !== exitCode) return exitCode === 0 ? null : `not exit ${exitCode}`;
  if (stdout === null) return null;
  return stdout.kind === 'empty'
    ? 'stdout is not empty'
    : `stdout does not contain ${JSON.stringify(stdout.text)}`;
}

/** Tells whether a person judges what the commands of an item printed: at a terminal nobody else sees it. */
function isForPerson(item: ChecklistItem, atTerminal: Judging['atTerminal']): boolean {
  const claimsOutput = item.check !== undefined && item.check.stdout !== null;
  return item.kind === 'assisted' || (claimsOutput && isAtTerminal(item, atTerminal));
}

function isAtTerminal({ check }: ChecklistItem, atTerminal: Judging['atTerminal']): boolean {
  return atTerminal === 'all' || check?.terminal === true;
}

function terminalOf({ runAtTerminal, catchUp }: Work): CommandRunner | undefined {
  return (
    runAtTerminal &&
    (async (command, options) => {
      await catchUp();
      return runAtTerminal(command, options);
    })
  );
}

async function runAll(
  item: ChecklistItem,
  { run, onOutput, signal }: Work,
): Promise<readonly CommandOutcome[]> {
  const outcomes: CommandOutcome[] = [];
  for (const command of scriptsOf(item)) {
    if (signal?.aborted) break;
    const outcome = await run(command, {
      onOutput,
      ...(item.check !== undefined && { claim: item.check }),
      ...(item.check?.timeoutMs != null && { timeoutMs: item.check.timeoutMs }),
    });
    outcomes.push(outcome);
    const goesOn = outcome.result === 'passed' || (item.kind === 'assisted' && outcome.result === 'failed');
    if (!goesOn) break;
  }
  return outcomes;
}

async function ask(
  item: ChecklistItem,
  outcomes: readonly CommandOutcome[],
  { judge }: Pick<Judging, 'judge'>,
): Promise<Judged> {
  if (judge === undefined) return { ...needsPerson(item), outcomes };
  const { verdict, who, note } = await judge(item, outcomes);
  if (verdict === 'later') return { ...needsPerson(item), outcomes, note: note ?? null };
  return { result: verdict, outcomes, judgedBy: who, note: note ?? null };
}
