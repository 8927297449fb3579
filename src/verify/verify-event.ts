import type { Card } from '../cards/card.ts';
import type { ChecklistItem } from '../checklist/checklist.ts';

/**
 * How an item came out. `passed` and `failed` are judgements; `needs-person` waits for one. The rest say why there
 * is none: the command hit its time limit, died by a signal, left processes behind, was not found, was not allowed
 * to run, the card changed meanwhile, or the item was not asked for.
 */
export type ItemResult =
  | 'passed'
  | 'failed'
  | 'timed-out'
  | 'killed'
  | 'leaked'
  | 'not-found'
  | 'refused'
  | 'changed'
  | 'needs-person'
  | 'skipped';

/** What came of one command. */
export interface CommandOutcome {
  readonly command: string;
  readonly result: Exclude<ItemResult, 'needs-person' | 'skipped' | 'changed' | 'refused'>;
  /** Null when the command did not exit by itself. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly durationMs: number;
  /** The first and last bytes of stdout and stderr together, raw: escape before printing. */
  readonly head: string;
  readonly tail: string;
  /** Bytes left out between head and tail. */
  readonly droppedBytes: number;
  /** sha256 of the whole output, in hexadecimal. */
  readonly sha256: string;
  /** Set where the command had the terminal, so that nothing of its output is kept. */
  readonly atTerminal?: true;
}

/** What came of one item: all its commands and the judgement. */
export interface ItemOutcome {
  readonly item: ChecklistItem;
  readonly result: ItemResult;
  readonly outcomes: readonly CommandOutcome[];
  /** Who judged: `exit status`, or the name of the person who answered. */
  readonly judgedBy: string | null;
  /** What the person said, or why there is no judgement: of what was refused always, with the way back; raw. */
  readonly note: string | null;
}

/** What `verify` tells while it works; the screen, the text output and JUnit all consume the same events. */
export type VerifyEvent =
  | {
      readonly kind: 'item-started';
      readonly card: Card;
      readonly item: ChecklistItem;
      readonly index: number;
      readonly command: string | null;
    }
  | { readonly kind: 'output'; readonly card: Card; readonly index: number; readonly chunk: Buffer }
  | {
      readonly kind: 'item-finished';
      readonly card: Card;
      readonly index: number;
      readonly outcome: ItemOutcome;
    }
  | {
      readonly kind: 'card-finished';
      readonly card: Card;
      readonly result: ItemResult;
      readonly items: readonly ItemOutcome[];
    };
