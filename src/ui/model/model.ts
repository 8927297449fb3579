import type { BranchStanding } from '../../branch/branch-standing.ts';
import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { GitPlace } from '../../git/git-place.ts';
import type { Plan } from '../../plan.ts';
import type { Freshness } from '../../verify/freshness.ts';
import type { ItemOutcome, ItemResult } from '../../verify/verify-event.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import type { Glyphs } from '../draw/glyphs.ts';
import type { Shape } from '../shapes/shape.ts';
import type { ChainOrder } from './chain-list.ts';
import { findCard } from './look-up.ts';
import type { Prompt } from './prompt.ts';
import type { RunLog } from './run-log.ts';
import type { Search } from './search.ts';

/** Columns and rows of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What fills the screen. */
export type View = 'main' | 'chains' | 'problems' | 'what-if' | 'history' | 'help';

/** The part of the main view that the keys act on. */
export type Pane = 'tree' | 'ready' | 'card' | 'checks' | 'log' | 'why';

/** The selected row of the tree. The stem finds the card again after its file was moved. */
export interface Cursor {
  readonly key: string;
  readonly path: string | undefined;
  readonly stem: string;
}

/** What one item of a checklist came to in this session. `asking`: its verification waits for a person's word. */
export interface ItemProgress {
  /** The item as it stood then. */
  readonly item: ChecklistItem;
  readonly result: ItemResult | 'running' | 'asking';
  readonly command: string | null;
  /** When its command started, in milliseconds. */
  readonly startedAt: number;
  readonly outcome: ItemOutcome | undefined;
}

/** The last verification of one card in this session. */
export interface Run {
  readonly card: Card;
  readonly items: ReadonlyMap<number, ItemProgress>;
  readonly log: RunLog;
  /** Where everything that was printed lies, as an absolute path; undefined where nothing is kept. */
  readonly logFile: string | undefined;
  /** When it last printed something, or began, in milliseconds. */
  readonly heardAt: number;
  readonly ended: boolean;
  /** True when a person stopped it. */
  readonly stopped: boolean;
}

/** What the workbench reads of a card's file. */
type CardText = Awaited<ReturnType<Workbench['readCard']>>;

/** The graph step by step, as the workbench reads it. */
export type Timeline = NonNullable<Awaited<ReturnType<Workbench['timeline']>>>;

/** What was read of a card's file, and for which reading of the plan. */
export interface ReadText {
  readonly card: Card;
  readonly text: CardText | { readonly failed: string };
  /** What evidence there is for each item of its checklist. */
  readonly evidence: readonly Freshness[];
}

/** What a close brought about, shown until the next key. */
interface Moment {
  readonly closed: Card;
  readonly ready: readonly Card[];
  /** True when nothing is left to do in its chain. */
  readonly finished: boolean;
}

/** Everything the screen shows and knows. Immutable; `reduce` makes the next one. */
export interface Model {
  readonly plan: Plan;
  /** The goal whose chain is shown, or undefined where no chain is open. */
  readonly goal: Card | undefined;
  /** Undefined outside git, `unread` until git has answered: the first frame does not wait for it. */
  readonly git: GitPlace | 'unread' | undefined;
  /** Where the branch that is checked out stands; undefined where it is for no goal, or not read yet. */
  readonly standing: BranchStanding | undefined;
  /** True while neither a person nor the branch has chosen a chain, so that the branch still may. */
  readonly unchosen: boolean;
  /** What was selected when its card went from the disk, as in a rebase, until it is back or a key is pressed. */
  readonly left: { readonly goal: Card | undefined; readonly cursor: Cursor } | undefined;
  readonly size: Size;
  readonly glyphs: Glyphs;
  readonly view: View;
  /** The view that the help was opened over. */
  readonly under: View;
  readonly pane: Pane;
  readonly cursor: Cursor;
  readonly folded: ReadonlySet<string>;
  /** How the pane of the tree shows the chain. */
  readonly shape: Shape;
  /** Paths of the cards that are looked at as if they were done, while the screen shows what that would bring about. */
  readonly marked: ReadonlySet<string>;
  /** The history and the step of it that is shown; undefined where there is none, or nobody asked for it. */
  readonly history: { readonly timeline: Timeline; readonly at: number } | 'reading' | undefined;
  /** What narrows the tree and the ready cards, as it was typed. */
  readonly filter: string;
  /** True while the filter is being typed: then it takes all keys. */
  readonly typing: boolean;
  readonly search: Search;
  /** The first row shown of each list that scrolls. */
  readonly tops: Readonly<Record<'tree' | 'ready' | 'card' | 'items' | 'list' | 'help' | 'why', number>>;
  /** True while the pane that the keys act on fills the body, with no rule beside it. */
  readonly zoomed: boolean;
  /** Columns by which the left pane was made wider. */
  readonly wider: number;
  readonly itemCursor: number;
  /** What is wrong with the cards once their texts were read as well, and the plan that was asked about. */
  readonly findings: { readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] } | undefined;
  /** The selected row of the chains or the problems. */
  readonly listCursor: number;
  readonly chainOrder: ChainOrder;
  /** Rows that the log is scrolled up from its end. */
  readonly logBack: number;
  readonly texts: ReadonlyMap<string, ReadText>;
  readonly runs: ReadonlyMap<string, Run>;
  /** The path of the card that is being verified. */
  readonly running: string | undefined;
  readonly prompt: Prompt | undefined;
  /** What is said above the footer, until the next key. */
  readonly notice: string | undefined;
  /** The command that is offered there, to be copied whole wherever its line is broken. */
  readonly offered: string | undefined;
  readonly moment: Moment | undefined;
  /** Paths of the cards that the last close made ready. */
  readonly fresh: ReadonlySet<string>;
  /** A card that is being closed and what that makes ready, until the plan was read again after it was written. */
  readonly closing:
    | { readonly card: Card; readonly unlocks: readonly Card[]; readonly written: boolean }
    | undefined;
  /** The path of the card whose open checks are being answered one after the other. */
  readonly answering: string | undefined;
  /** What to say on the main screen after quitting. */
  readonly tally: {
    readonly closed: readonly string[];
    readonly ready: readonly string[];
  };
  /** The time of the last event, in milliseconds. */
  readonly now: number;
}

/** The cursor on the row in which a card is drawn in full. Which one that is, only the tree knows; the path finds it. */
export function cursorOn(card: Card): Cursor {
  return { key: '', path: card.path, stem: card.stem };
}

/** The selected card, or undefined on a requirement that no card answers to. */
export function selectedCard(model: Model): Card | undefined {
  return model.cursor.path === undefined ? undefined : findCard(model.plan, model.cursor.path);
}
