import type { Checklist, ChecklistItem } from '../checklist/checklist.ts';
import { isRefusal, type Refusal, refuse } from '../edit/refusal.ts';
import { splice, tickEdit } from '../edit/splice.ts';
import type { WriteOutcome } from '../edit/write-file.ts';
import type { CardFile } from './card-file.ts';
import { type ItemReceipt, type ReceiptFacts, receiptFor } from './receipt.ts';
import type { ItemOutcome } from './verify-event.ts';

/** How long a result waits for the next ones, to be kept together with them, in milliseconds. */
const TOGETHER_MS = 100;

/** How often it is tried to write a card that is changed by others just then. */
const MOST_ATTEMPTS = 3;

/** Where the results of a card are kept. */
export interface Keeping {
  /** Adds receipts to the card's evidence, all or none of them. */
  readonly record: (receipts: readonly ItemReceipt[]) => Refusal | undefined;
  readonly file: CardFile;
  /** The card's text that the checklist was read from. */
  readonly text: string;
  /** Reads the checklist of the card's text as it is then. */
  readonly parse: (text: string) => Checklist;
  readonly facts: Omit<ReceiptFacts, 'when'>;
  /** Whether boxes move, which is the default, or results are recorded alone. */
  readonly boxes?: 'move' | 'leave';
}

/** What became of an outcome, and what went wrong on the way, as one sentence. */
interface Kept {
  readonly outcome: ItemOutcome;
  readonly trouble?: string;
}

interface Waiting {
  readonly outcome: ItemOutcome;
  readonly receipt: ItemReceipt;
  readonly settle: (kept: Kept) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Keeps the results of one card: records them, then ticks what passed and unticks what did not.
 *
 * No box is ticked without a recorded pass: the receipts are on the disk before the card is written, and the card is
 * read again under its lock. Results that come quickly one after another are kept together, since every write waits for
 * the disk; none is told before it is kept.
 */
export class ResultKeeper {
  readonly #keeping: Keeping;
  readonly #before: Places;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<void> = Promise.resolve();
  /** The text that was last read or written and where its items are, which saves reading it anew. */
  #known: { readonly text: string; readonly places: Places };

  constructor(checklist: Checklist, keeping: Keeping) {
    this.#keeping = keeping;
    this.#before = placesIn(checklist);
    this.#known = { text: keeping.text, places: this.#before };
  }

  /**
   * Resolves once a judged outcome is kept, with what became of it: a pass whose item is no longer in the card with the
   * same text, kind, commands and box is `changed`, and the card is left alone. `changed` is recorded, and takes the
   * mark from a box that was set while the item's own commands ran, since nothing recorded bears it out.
   */
  keep(outcome: ItemOutcome): Promise<Kept> {
    const receipt = receiptFor(outcome, { ...this.#keeping.facts, when: new Date().toISOString() });
    return new Promise((settle, fail) => {
      this.#waiting.push({ outcome, receipt, settle, fail });
      this.#timer ??= setTimeout(() => void this.flush(), TOGETHER_MS);
    });
  }

  /** Keeps at once whatever waits, and resolves when it is kept. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const together = this.#waiting.splice(0);
    if (together.length > 0) this.#written = this.#written.then(() => this.#write(together));
    return this.#written;
  }

  async #write(together: readonly Waiting[]): Promise<void> {
    try {
      const unrecorded = this.#keeping.record(together.map(({ receipt }) => receipt))?.refused;
      const lost = new Map<ItemOutcome, string>();
      const moves = (this.#keeping.boxes === 'leave' ? [] : together)
        .map(({ outcome }) => outcome)
        // A failure unticks the box even when it cannot be recorded: that claims nothing.
        .filter(({ item, result }) => {
          if (result === 'changed') return !item.ticked;
          return result !== 'passed' || unrecorded === undefined;
        });
      const written = await this.#moveBoxes(moves, lost);
      for (const { outcome, settle } of together) {
        const isMoved = moves.includes(outcome);
        const note = isMoved ? (lost.get(outcome) ?? whyLost(written)) : undefined;
        const trouble = isMoved && written.kind === 'failed' ? written.reason : unrecorded;
        const isLost = note !== undefined && outcome.result === 'passed';
        settle({
          outcome: isLost ? { ...outcome, result: 'changed', note } : outcome,
          ...(trouble !== undefined && !isLost && { trouble }),
        });
      }
    } catch (error) {
      for (const { fail } of together) fail(error);
    }
  }

  async #moveBoxes(moves: readonly ItemOutcome[], lost: Map<ItemOutcome, string>): Promise<WriteOutcome> {
    if (moves.length === 0) return { kind: 'unchanged' };
    let written = await this.#tryToMove(moves, lost);
    // Each attempt reads the card anew, and finds in it the items that are still the same.
    for (let attempt = 1; attempt < MOST_ATTEMPTS && written.kind === 'changed-meanwhile'; attempt += 1)
      written = await this.#tryToMove(moves, lost);
    return written;
  }

  #tryToMove(moves: readonly ItemOutcome[], lost: Map<ItemOutcome, string>): Promise<WriteOutcome> {
    lost.clear();
    return this.#keeping.file.edit((text) => {
      const places = this.#known.text === text ? this.#known.places : placesIn(this.#keeping.parse(text));
      const marks = new Map<ChecklistItem, 'x' | ' '>();
      for (const outcome of moves) {
        const item = this.#findAgain(outcome, places);
        if (isRefusal(item)) lost.set(outcome, item.refused);
        else marks.set(item, outcome.result === 'passed' ? 'x' : ' ');
      }
      const cuts = [...marks].flatMap(([item, mark]) => tickEdit(item, mark));
      const moved = splice(
        text,
        cuts.sort((a, b) => a.offset - b.offset),
      );
      const now = places.checklist.map((item) => ({ ...item, ticked: isTicked(item, marks.get(item)) }));
      this.#known = { text: moved, places: placesIn(now) };
      return moved;
    });
  }

  /** Finds an outcome's item in the card as it is now: of equal items the one with the same number among them. */
  #findAgain({ item, result }: ItemOutcome, now: Places): ChecklistItem | Refusal {
    const key = keyOf(item);
    const [before = [], equals = []] = [this.#before.byKey.get(key), now.byKey.get(key)];
    const found = equals.length === before.length ? equals[before.indexOf(item)] : undefined;
    if (found === undefined)
      return refuse('the item is no longer in the card with the same text and commands');
    if (result === 'passed' && found.ticked !== item.ticked) return refuse('its box was changed meanwhile');
    return found;
  }
}

/** A checklist, and its items by all that makes them what they are. */
interface Places {
  readonly checklist: Checklist;
  readonly byKey: ReadonlyMap<string, Checklist>;
}

function placesIn(checklist: Checklist): Places {
  const byKey = new Map<string, ChecklistItem[]>();
  for (const item of checklist) {
    const key = keyOf(item);
    const equals = byKey.get(key);
    if (equals === undefined) byKey.set(key, [item]);
    else equals.push(item);
  }
  return { checklist, byKey };
}

function keyOf(item: ChecklistItem): string {
  return JSON.stringify([item.text, item.kind, item.commands, item.check ?? null]);
}

function isTicked(item: ChecklistItem, mark: 'x' | ' ' | undefined): boolean {
  return mark === undefined ? item.ticked : mark === 'x';
}

/** Why a pass is not ticked although its item was found, or undefined when that is no reason of the card's. */
function whyLost(written: WriteOutcome): string | undefined {
  switch (written.kind) {
    case 'changed-meanwhile':
      return 'the card was changed meanwhile';
    case 'refused':
      return written.reason;
    case 'written':
    case 'unchanged':
    case 'failed':
      return undefined;
  }
}
