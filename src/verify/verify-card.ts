import type { Card } from '../cards/card.ts';
import { type Checklist, type ChecklistItem, scriptsOf } from '../checklist/checklist.ts';
import { EventLine } from './event-line.ts';
import { type Keeping, ResultKeeper } from './keep-results.ts';
import type { RunOptions } from './run-command.ts';
import type { CommandOutcome, ItemOutcome, ItemResult, VerifyEvent } from './verify-event.ts';

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

/** What verifying a card needs; everything outside is handed in. */
export interface Verification {
  readonly card: Card;
  readonly checklist: Checklist;
  /** Says why a command of this card may not run, with the way back where there is one; undefined when it may. */
  readonly whyNot: (command: string) => string | undefined;
  readonly run: CommandRunner;
  /**
   * Runs a command that is to have a terminal, with the person's own for as long as it takes. Absent where there is
   * none to give.
   */
  readonly runAtTerminal?: (
    command: string,
    options: Parameters<CommandRunner>[1],
  ) => Promise<CommandOutcome>;
  /** Which commands are to have a terminal: those whose author says so, which is the default, or all. */
  readonly atTerminal?: 'by-author' | 'all';
  /** Asks a person; absent where there is none. */
  readonly judge?: (item: ChecklistItem, outcomes: readonly CommandOutcome[]) => Promise<Judgement>;
  /**
   * Whether a person is asked before the next item runs, which is the default, or while the next ones run; then
   * `judge` may be asked about several items at once, and items end in another order than they started.
   */
  readonly asking?: 'in-turn' | 'meanwhile';
  /** The items to verify, all by default; the rest is `skipped`. */
  readonly select?: (item: ChecklistItem) => boolean;
  /** Where results are kept: without it neither the boxes of the card nor its evidence change. */
  readonly keeping?: Keeping;
  readonly onEvent?: (event: VerifyEvent) => void;
  /** When it aborts, the item at work counts for nothing, and the rest is `skipped`. */
  readonly signal?: AbortSignal;
}

/** What came of a card. */
export interface CardVerification {
  readonly result: ItemResult;
  readonly items: readonly ItemOutcome[];
  /** Why a result could not be kept, such as a full disk; one sentence each. */
  readonly troubles: readonly string[];
}

/** From the worst; see `verifyCard`. */
const WORST_FIRST: readonly ItemResult[] = [
  'failed',
  'timed-out',
  'killed',
  'leaked',
  'not-found',
  'changed',
  'refused',
  'needs-person',
  'passed',
  'skipped',
];

const BY_EXIT_STATUS = 'exit status';
const SKIPPED: Judged = { result: 'skipped', outcomes: [], judgedBy: null, note: null };
const NEEDS_PERSON: Judged = { result: 'needs-person', outcomes: [], judgedBy: null, note: null };
const refusedFor = (note: string): Judged => ({ result: 'refused', outcomes: [], judgedBy: null, note });
const CHANGED = 'the card was changed while its command ran';

/** How much output may wait for a result before it to be kept, in bytes. */
const HELD_OUTPUT = 64 * 1024;

type Judged = Omit<ItemOutcome, 'item'>;

/** What is left of an item once its commands ran: a person's word, if one is needed. */
type Step = Judged | (() => Promise<Judged>);

/**
 * Verifies the items of a card in their order, and ticks what passed and unticks what failed.
 *
 * An automatic item runs its commands up to the first that does not pass. An assisted item runs them all, as long as
 * they end by themselves, and a person judges; a manual item is asked about, as is one whose command wants a
 * terminal that is not there. Without a person these are `needs-person`, and so is a template. A waived item is
 * `skipped`, and an item with a command that may not run is `refused` without running any, with the reason as its note. One item's failure does
 * not stop the next.
 *
 * No box is ticked without a recorded pass (see `ResultKeeper`). An item is `changed`, and left alone, when anyone but
 * ourselves changed the card while its commands ran, its commands among them, or when the item is no longer there with
 * the same text, kind, commands and box. An item's end is told once its result is kept.
 *
 * The card's result is the worst of its items, in this order: failed, timed-out, killed, leaked, not-found, changed,
 * refused, needs-person, passed, skipped. A card without items is `skipped`.
 */
export async function verifyCard(verification: Verification): Promise<CardVerification> {
  const { card, checklist, keeping, signal, asking = 'in-turn' } = verification;
  const keeper = keeping && new ResultKeeper(checklist, keeping);
  const events = new EventLine(verification.onEvent);
  const troubles = new Set<string>();

  const keep = async (item: ChecklistItem, judged: Judged): Promise<ItemOutcome> => {
    const outcome = { item, ...judged };
    if (signal?.aborted && judged.result !== 'skipped')
      return { ...outcome, result: 'killed', judgedBy: null };
    if (keeper === undefined || outcome.judgedBy === null) return outcome;
    const kept = await keeper.keep(outcome);
    if (kept.trouble !== undefined) troubles.add(kept.trouble);
    return kept.outcome;
  };
  /** Whoever is asked, or gets the terminal, sees everything that came before. */
  const catchUp = async (): Promise<void> => {
    await keeper?.flush();
    await events.told();
  };
  const finish = (index: number, ended: Promise<ItemOutcome>): Promise<ItemOutcome> => {
    events.tell(ended.then((outcome) => ({ kind: 'item-finished', card, index, outcome })));
    return ended;
  };
  const askAndFinish = async (
    at: { readonly item: ChecklistItem; readonly index: number },
    ask: () => Promise<Judged>,
  ): Promise<ItemOutcome> => {
    await catchUp();
    const ended = finish(at.index, keep(at.item, await ask()));
    await keeper?.flush();
    return ended;
  };

  const ends: Promise<ItemOutcome>[] = [];
  for (const [index, item] of checklist.entries()) {
    const { command, refusal } = intentOf(item, verification);
    events.tell({ kind: 'item-started', card, item, index, command });
    const onOutput = (chunk: Buffer): void => {
      events.tell({ kind: 'output', card, index, chunk });
      if (events.heldBytes > HELD_OUTPUT) void keeper?.flush();
    };
    const step = await judgeItem(item, {
      ...verification,
      onOutput,
      catchUp,
      refusal,
    });
    const end =
      typeof step === 'function' ? askAndFinish({ item, index }, step) : finish(index, keep(item, step));
    ends.push(end);
    if (asking === 'in-turn' && typeof step === 'function') await end;
  }
  await keeper?.flush();
  const items = await Promise.all(ends);
  const result = worstResult(items.map((item) => item.result));
  events.tell({ kind: 'card-finished', card, result, items });
  await events.told();
  return { result, items, troubles: [...troubles] };
}

/** The first command that an item is about to run, null when it runs none, and why it may not, where that is so. */
function intentOf(
  item: ChecklistItem,
  { select, whyNot, runAtTerminal, atTerminal }: Verification,
): { readonly command: string | null; readonly refusal: string | undefined } {
  const hasNoTerminal = isAtTerminal(item, atTerminal) && runAtTerminal === undefined;
  if (hasNoTerminal || select?.(item) === false) return { command: null, refusal: undefined };
  const refusal = refusalOf(item, whyNot);
  return { command: refusal === undefined ? (scriptsOf(item)[0] ?? null) : null, refusal };
}

/** Why the first of an item's commands that may not run may not; undefined when all may. */
function refusalOf(item: ChecklistItem, whyNot: Verification['whyNot']): string | undefined {
  for (const script of scriptsOf(item)) {
    const refusal = whyNot(script);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/**
 * Says what `verifyCard` would come to without running or asking anything: `skipped` for what would run, `refused`
 * for what may not run, with the reason as its note, `needs-person` for what a person decides.
 */
export function listCard(
  verification: Pick<Verification, 'checklist' | 'whyNot' | 'select'>,
): Omit<CardVerification, 'troubles'> {
  const { checklist, whyNot, select } = verification;
  const items = checklist.map((item): ItemOutcome => {
    if (select?.(item) === false || item.kind === 'waived') return { item, ...SKIPPED };
    if (scriptsOf(item).length === 0) return { item, ...NEEDS_PERSON };
    const refusal = refusalOf(item, whyNot);
    return { item, ...(refusal === undefined ? SKIPPED : refusedFor(refusal)) };
  });
  return { result: worstResult(items.map((item) => item.result)), items };
}

/** The worst of some results; see `verifyCard` for the order. */
export function worstResult(results: readonly ItemResult[]): ItemResult {
  return WORST_FIRST.find((result) => results.includes(result)) ?? 'skipped';
}

/** An item at work: what verifying the card needs, and where the item's output goes. */
interface Work extends Verification {
  readonly onOutput: (chunk: Buffer) => void;
  /** Keeps and tells all that came before. */
  readonly catchUp: () => Promise<void>;
  /** Why the item may not run; undefined when it may. */
  readonly refusal: string | undefined;
}

/** Runs what an item runs, and answers with the judgement, or with how to ask a person for it. */
async function judgeItem(item: ChecklistItem, work: Work): Promise<Step> {
  if (work.signal?.aborted || work.select?.(item) === false) return SKIPPED;
  switch (item.kind) {
    case 'waived':
      return SKIPPED;
    case 'template':
      return NEEDS_PERSON;
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
    work.keeping === undefined
      ? { value: await runAllOf(), isUntouched: true }
      : await work.keeping.file.watch(runAllOf);
  const result = worstResult(outcomes.map((outcome) => outcome.result));
  const isJudgement = result === 'passed' || (result === 'failed' && item.kind === 'assisted');
  if (isJudgement && !isUntouched)
    return { result: 'changed', outcomes, judgedBy: BY_EXIT_STATUS, note: CHANGED };
  if (isJudgement && isForPerson(item, work.atTerminal) && !work.signal?.aborted)
    return () => ask(item, outcomes, work);
  return { result, outcomes, judgedBy: BY_EXIT_STATUS, note: null };
}

/** Tells whether a person judges what the commands of an item printed: at a terminal nobody else sees it. */
function isForPerson(item: ChecklistItem, atTerminal: Verification['atTerminal']): boolean {
  const claimsOutput = item.check !== undefined && item.check.stdout !== null;
  return item.kind === 'assisted' || (claimsOutput && isAtTerminal(item, atTerminal));
}

function isAtTerminal({ check }: ChecklistItem, atTerminal: Verification['atTerminal']): boolean {
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
  { judge }: Pick<Verification, 'judge'>,
): Promise<Judged> {
  if (judge === undefined) return { ...NEEDS_PERSON, outcomes };
  const { verdict, who, note } = await judge(item, outcomes);
  if (verdict === 'later') return { ...NEEDS_PERSON, outcomes, note: note ?? null };
  return { result: verdict, outcomes, judgedBy: who, note: note ?? null };
}
