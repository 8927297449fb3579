import type { BranchStanding } from '../branch/branch-standing.ts';
import type { Card } from '../cards/card.ts';
import type { ChecklistItem } from '../checklist/checklist.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CloseMode } from '../edit/advance-card.ts';
import type { EditOutcome, NewCard } from '../edit/edit-outcome.ts';
import type { Refusal } from '../edit/refusal.ts';
import type { GitPlace } from '../git/git-place.ts';
import type { MadeCommit } from '../git/made-commit.ts';
import type { Timeline } from '../history/timeline.ts';
import type { Plan } from '../plan.ts';
import type { CardText } from '../read/read-card-text.ts';
import type { ApprovalRequest, Bar } from '../verify/approval-text.ts';
import type { EnvironmentChoice } from '../verify/command-environment.ts';
import type { CardEvidence } from '../verify/evidence.ts';
import type { OutputLog } from '../verify/output-log.ts';
import type { CommandOutcome, ItemOutcome, ItemResult, VerifyEvent } from '../verify/verify-event.ts';
import type { WhyNot } from '../why-not.ts';
import type { PreparedCommit } from './commit-edit.ts';
import type { Fixable } from './fixable.ts';

/** What closing a card would do, worked out before anything is written. */
export interface ClosePreview {
  /** Empty when the card can be closed. */
  readonly refusals: readonly WhyNot[];
  /** The lines that the edit takes out and puts in, as a reader of a diff expects them: `-status: active`. */
  readonly diff: readonly string[];
  /** The cards that become ready by it. */
  readonly becomesReady: readonly Card[];
}

/** What mending a problem would do, worked out before anything is written. */
export interface FixPreview {
  readonly card: Card;
  /** What it does, as a sentence. */
  readonly does: string;
  /** The lines that the edit takes out and puts in. */
  readonly diff: readonly string[];
}

/** Lends the terminal to somebody for as long as his work lasts; the signal asks him to end it. */
export type LendTerminal = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** What came of opening the user's editor. */
export type HandEdit =
  /** It has ended; so many cards are not what they were. */
  | { readonly kind: 'edited'; readonly changed: number }
  /** It has a window of its own and goes on. */
  | { readonly kind: 'opened'; readonly editor: string }
  | { readonly kind: 'failed'; readonly message: string };

/** An edit that can be taken back: a close, the ticks of a verification or an answer, or a problem that was mended. */
export type UndoneEdit = 'close' | 'ticks' | 'fix';

/** What came of taking the newest edit of this session back; but for `undone`, no file was changed. */
export type UndoOutcome =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'undone';
      readonly card: Card;
      readonly what: UndoneEdit;
      /** The commit that holds the close and stays; undefined where it was not committed. */
      readonly committed?: MadeCommit | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly card: Card;
      readonly what: UndoneEdit;
      readonly reason: string;
    };

/** A person's answer to an assisted or a manual item. */
export interface Judgement {
  readonly verdict: 'passed' | 'failed' | 'later';
  readonly note?: string;
}

/** Asks a person about one item; `outcomes` is empty for a manual one. */
type Judge = (item: ChecklistItem, outcomes: readonly CommandOutcome[]) => Promise<Judgement>;

/** How a card is to be verified. */
export interface VerifyRequest {
  readonly onEvent: (event: VerifyEvent) => void;
  /** Left out where nobody can be asked: such items then need a person. */
  readonly judge?: Judge;
  /** Whether `judge` is asked before the next item runs, the default, or while the next ones run. */
  readonly asking?: 'in-turn' | 'meanwhile';
  /**
   * Hands the terminal to a command that needs one: does the work while nobody else reads keys or draws, and resolves
   * with what came of it. Left out where there is no terminal to give: such an item then needs a person.
   */
  readonly handOver?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Which commands get the terminal: those whose author says that they need it, which is the default, or all. */
  readonly atTerminal?: 'by-author' | 'all';
  /** The items to verify; all unless given. */
  readonly only?: readonly ChecklistItem[];
  /** Where everything that its commands print goes as well; nothing of what happens at the terminal. */
  readonly log?: Pick<OutputLog, 'command' | 'add'>;
  /** Stops the running command and skips the rest. */
  readonly signal?: AbortSignal;
  /** Time limit of one command in milliseconds. */
  readonly timeoutMs?: number;
  /** How long an interrupted command has after INT, and once more after TERM, in milliseconds. */
  readonly interruptMs?: number;
  /**
   * Whether boxes move by what comes out, which is the default, or stay as they are. A done card is history: it is looked
   * at again, receipts are written, and nothing that needs a person is asked again where there is none.
   */
  readonly boxes?: 'move' | 'leave';
}

/** By whose word commands run, with which variables, and whether results are kept: said on the command line alone. */
export interface RunPolicy {
  readonly consent: /** A person approved each command. */
    | { readonly kind: 'person' }
    /** Whoever started this run answers for every command. */
    | { readonly kind: 'all' }
    /** What stands in the same card at a commit is trusted; the rest is refused or skipped. */
    | { readonly kind: 'base'; readonly ref: string; readonly fresh: 'refuse' | 'skip' };
  readonly environment: EnvironmentChoice;
  /** Whether boxes are ticked and receipts written, or results only told. */
  readonly results: 'kept' | 'told';
}

/** How things are run where nobody says otherwise. */
export const USUAL_POLICY: RunPolicy = {
  consent: { kind: 'person' },
  environment: { kind: 'inherited' },
  results: 'kept',
};

/** A command that may not run, and why. */
export interface RefusedCommand {
  readonly command: string;
  readonly reason: string;
}

/** What came of verifying a card. */
export interface Verification {
  readonly result: ItemResult;
  readonly items: readonly ItemOutcome[];
  /** Why a result could not be kept, such as a full disk; one sentence each. */
  readonly troubles: readonly string[];
}

/**
 * Everything a surface can ask to be done with the cards of one repository. The command line and the screen work through
 * the same workbench, so what one of them refuses the other refuses too.
 */
export interface Workbench {
  /**
   * Reads the cards anew; whoever else has something to do gets turns meanwhile. A card that could be read in the plan before
   * and cannot be read now keeps its place in the chain, unreadable.
   */
  readPlan(before?: Plan): Promise<Plan>;
  readCard(card: Card): Promise<CardText>;
  /** The branch and commit, or undefined outside git. */
  gitPlace(): Promise<GitPlace | undefined>;
  /** Where the branch that is checked out stands; undefined on a branch for no goal, and where it cannot be told. */
  branchStanding(plan: Plan): Promise<BranchStanding | undefined>;
  /** The graph at every commit that changed it, and as it is here; undefined without a commit. */
  timeline(): Promise<Timeline | undefined>;
  /**
   * Calls back soon after a card or the branch changed on disk, with changes of one moment put together.
   *
   * @param since when the cards that are known began to be read, in milliseconds since 1970
   */
  watch(onChange: () => void, since?: number): { stop(): void };
  readonly policy: RunPolicy;
  /** What the repository's configuration asks of a run and does not get, one sentence each. */
  readonly warnings: readonly string[];
  /** Why no command of a card runs, whoever approved it; undefined when some may. */
  barOf(card: Card): Bar | undefined;
  /** The question whether the commands of a card may run; without commands where a person approved all of them. */
  approvalFor(card: Card, commands: readonly string[]): ApprovalRequest;
  /** Remembers a person's yes, outside the repository. Throws a UsageError for commands that cannot be approved. */
  approve(request: ApprovalRequest): Promise<void>;
  /** The commands of a card that may not run now, each once, with the reason. */
  refusedCommands(card: Card): Promise<readonly RefusedCommand[]>;
  /** Begins a file for all that the commands of a card print, out of git's sight; undefined where none can be kept. */
  beginLog(card: Card): OutputLog | undefined;
  /** Shows a file in the user's pager, which gets the terminal; a sentence where it could not. */
  page(file: string, lend: LendTerminal): Promise<string | undefined>;
  /** Runs a git command that the user said yes to, with the terminal; a sentence where it failed. */
  runGit(command: string, lend: LendTerminal): Promise<string | undefined>;
  /** Runs a card's checklist, records what came of each item, and ticks what passed. */
  verify(card: Card, request: VerifyRequest): Promise<Verification>;
  /** Says what `verify` would do, and runs nothing. */
  listVerify(card: Card, how?: Pick<VerifyRequest, 'boxes'>): Promise<Verification>;
  /** The evidence for each item of a card as it was read: fresh, stale with the reason, or missing. */
  receipts(card: Card, text: CardText): CardEvidence;
  /** Records a person's word on one manual item and ticks or unticks it. */
  judge(card: Card, item: ChecklistItem, judgement: Judgement): Promise<EditOutcome>;
  /** Opens the user's editor at a line of a file, with the terminal where it needs one. */
  edit(
    plan: Plan,
    at: { readonly path: string; readonly line: number },
    lend: LendTerminal,
  ): Promise<HandEdit>;
  /** Puts back the exact bytes that a card had before the newest tick or close of this session; receipts stay. */
  undo(): Promise<UndoOutcome>;
  previewClose(plan: Plan, card: Card): Promise<ClosePreview>;
  /** Closes a card; `force` is the reason for closing it against the refusals, and is recorded. */
  close(plan: Plan, card: Card, how?: { readonly force?: string }): Promise<EditOutcome>;
  /** Prepares the commit of a close before the card is edited, or says why there can be none. */
  prepareClose(plan: Plan, card: Card, mode: CloseMode): Promise<PreparedCommit | WhyNot>;
  /** What is wrong with the cards, their texts included, as `check` finds it; undefined where there is too much to read. */
  findProblems(plan: Plan): Promise<readonly Diagnostic[] | undefined>;
  /** The one edit that mends a problem, or why there is none. */
  previewFix(plan: Plan, problem: Fixable): Promise<FixPreview | Refusal>;
  /** Mends a problem. */
  fix(plan: Plan, problem: Fixable): Promise<EditOutcome>;
  start(plan: Plan, card: Card): Promise<EditOutcome>;
  reopen(plan: Plan, card: Card): Promise<EditOutcome>;
  /** Writes a new card and the `requires` entry that names it; `written` tells its path. */
  create(plan: Plan, card: NewCard): Promise<EditOutcome>;
  /** Makes a card require another one that is there; refused where they would then require each other in a circle. */
  require(plan: Plan, card: Card, stem: string): Promise<EditOutcome>;
}
