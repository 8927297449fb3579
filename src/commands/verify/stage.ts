import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../cards/card.ts';

/** Text of one card held back beyond this is left out, in UTF-16 code units; results never are. */
const MOST_HELD = 1024 * 1024;

/** Something that a card has to say. */
export interface Piece {
  readonly to: 'stdout' | 'stderr';
  readonly text: string;
  /** Whether it may be left out where there is too much of it. */
  readonly isOutput?: boolean;
}

/** Where pieces go, and what is printed before a card that was interrupted goes on. */
interface Stalls {
  readonly print: (piece: Piece) => void;
  readonly again: (card: Card) => Piece;
  /** How long a question lets another card come to its end before it interrupts that card, in milliseconds. */
  readonly patienceMs: number;
}

/** What a card that is not on the stage has to say. */
interface Held {
  readonly pieces: Piece[];
  size: number;
  leftOut: number;
  isEnded: boolean;
  /** Whether others spoke since it had the stage. */
  wasInterrupted: boolean;
}

/**
 * Lets cards that are verified side by side speak one at a time: one has the stage and is heard as it goes, what the
 * others say is held back until it leaves. Then those that have ended are heard whole, and the next one takes over.
 */
export class Stage {
  readonly #stalls: Stalls;
  readonly #cards = new Map<Card, Held>();
  #holder: Card | undefined;
  #alone: Promise<unknown> = Promise.resolve();
  /** Told that the stage is free, where somebody waits for that. */
  #onFree: (() => void) | undefined;

  constructor(stalls: Stalls) {
    this.#stalls = stalls;
  }

  /** Prints what a card says, at once or when it has the stage. */
  say(card: Card, piece: Piece): void {
    const held = this.#of(card);
    this.#holder ??= card;
    if (this.#holder === card) {
      this.#stalls.print(piece);
      return;
    }
    if (piece.isOutput === true && held.size + piece.text.length > MOST_HELD) {
      held.leftOut += piece.text.length;
      return;
    }
    held.pieces.push(piece);
    held.size += piece.text.length;
  }

  /** Says that a card has nothing more to say. */
  end(card: Card): void {
    this.#of(card).isEnded = true;
    if (this.#holder !== card) return;
    this.#cards.delete(card);
    this.#holder = undefined;
    for (const [other, held] of this.#cards) {
      if (!held.isEnded) continue;
      this.#print(other, held);
      this.#cards.delete(other);
    }
    if (this.#onFree !== undefined) {
      this.#onFree();
      return;
    }
    const [next] = this.#cards.keys();
    if (next !== undefined) this.#enter(next);
  }

  /**
   * Gives a card the stage for a question or for the whole terminal: nobody else is heard meanwhile, and whoever wants
   * the same waits. A card that is being heard is left a moment to come to its end. It keeps the stage afterwards.
   *
   * @param work is told whether others spoke since this card was last heard
   */
  alone<T>(card: Card, work: (wasInterrupted: boolean) => Promise<T>): Promise<T> {
    const turn = this.#alone.then(async () => {
      await this.#wait(card);
      const { wasInterrupted } = this.#of(card);
      this.#enter(card);
      return work(wasInterrupted);
    });
    this.#alone = turn.catch(() => undefined);
    return turn;
  }

  /** Waits for the stage to be free, as long as there is patience. */
  async #wait(card: Card): Promise<void> {
    if (this.#holder === undefined || this.#holder === card || this.#stalls.patienceMs === 0) return;
    const free = new Promise<void>((resolve) => {
      this.#onFree = resolve;
    });
    await Promise.race([free, sleep(this.#stalls.patienceMs)]);
    this.#onFree = undefined;
  }

  #enter(card: Card): void {
    if (this.#holder === card) return;
    if (this.#holder !== undefined) this.#of(this.#holder).wasInterrupted = true;
    this.#holder = card;
    this.#print(card, this.#of(card));
  }

  #print(card: Card, held: Held): void {
    if (held.wasInterrupted) this.#stalls.print(this.#stalls.again(card));
    for (const piece of held.pieces.splice(0)) this.#stalls.print(piece);
    if (held.leftOut > 0) {
      const text = `  (${held.leftOut} more characters of output are not shown)\n`;
      this.#stalls.print({ to: 'stderr', text });
    }
    held.wasInterrupted = false;
    held.size = 0;
    held.leftOut = 0;
  }

  #of(card: Card): Held {
    const known = this.#cards.get(card);
    if (known !== undefined) return known;
    const held: Held = { pieces: [], size: 0, leftOut: 0, isEnded: false, wasInterrupted: false };
    this.#cards.set(card, held);
    return held;
  }
}
