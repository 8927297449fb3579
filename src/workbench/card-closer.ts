import type { Card } from '../cards/card.ts';
import { type CloseMode, closeCard, closeDiff, closedText } from '../edit/advance-card.ts';
import type { EditOutcome } from '../edit/edit-outcome.ts';
import { isRefusal } from '../edit/refusal.ts';
import { whyNotClosed } from '../edit/why-not-closed.ts';
import { readGitPlace, readPerson } from '../git/git-place.ts';
import type { DocsRoot } from '../past/read-plan-at.ts';
import type { Plan } from '../plan.ts';
import type { Place } from '../read/place.ts';
import type { CardText } from '../read/read-card-text.ts';
import { recordReceipt } from '../verify/evidence.ts';
import type { WhyNot } from '../why-not.ts';
import type { PreparedCommit } from './commit-edit.ts';
import type { UndoBook } from './undo-book.ts';
import type { ClosePreview } from './workbench.ts';

/** What closing cards takes besides the cards. */
interface Around {
  readonly place: Place;
  readonly root: DocsRoot;
  readonly env: NodeJS.ProcessEnv;
  /** Reads a card's text and checklist as they are now. */
  readonly readCard: (card: Card) => Promise<CardText>;
  readonly undo: UndoBook;
}

/** Closes cards: says what a close would do, does it so that it can be taken back, and prepares its commit. */
export class CardCloser {
  readonly #in: Around;

  constructor(around: Around) {
    this.#in = around;
  }

  /** Works out what closing a card would do, and what speaks against it. */
  async preview(plan: Plan, card: Card): Promise<ClosePreview> {
    const text = await this.#in.readCard(card);
    const refusals = whyNotClosed(plan, card, text);
    const diff = text.diagnostics.length > 0 ? [] : closeDiff(plan, text.text);
    return { refusals, diff, becomesReady: plan.unlocksOf(card) };
  }

  /**
   * Closes a card.
   *
   * @param force the reason for closing it against what speaks against it, which is recorded
   */
  async close(plan: Plan, card: Card, force: string | undefined): Promise<EditOutcome> {
    const read = await this.#in.readCard(card);
    const { text } = read;
    if (force === undefined) {
      const [first] = whyNotClosed(plan, card, read);
      if (first !== undefined) return { kind: 'refused', message: first.reason, help: first.help };
      return this.#write(plan, card, { text, mode: 'checked' });
    }
    if (plan.stateOf(card).kind === 'done')
      return { kind: 'refused', message: `${card.stem} is done already`, help: `mikado reopen ${card.stem}` };
    const unrecorded = await this.#record(card, force);
    return unrecorded ?? this.#write(plan, card, { text, mode: 'forced' });
  }

  /** Prepares the commit of a close before the card is edited, or says why there can be none. */
  async prepareCommit(plan: Plan, card: Card, mode: CloseMode): Promise<PreparedCommit | WhyNot> {
    const { closingCommit, prepareCardCommit } = await import('./card-commit.ts');
    const { root, env, undo } = this.#in;
    const { text } = await this.#in.readCard(card);
    const prepared = await prepareCardCommit(plan, closingCommit(plan, card, { text, mode }), { root, env });
    if ('reason' in prepared) return prepared;
    return {
      ...prepared,
      commit: async () => {
        const outcome = await prepared.commit();
        if (outcome.kind === 'committed') undo.noteCommit(card, outcome.commit);
        return outcome;
      },
    };
  }

  /** Records why a card is closed against what speaks against it; a failure where that cannot be kept. */
  async #record(card: Card, reason: string): Promise<EditOutcome | undefined> {
    const { top, gitDir } = this.#in.place;
    const git = gitDir === undefined ? undefined : await readGitPlace(top);
    const unrecorded = recordReceipt(top, card.stem, {
      schemaVersion: 1,
      kind: 'forced-close',
      reason,
      who: await readPerson(top),
      when: new Date().toISOString(),
      commit: git?.commit ?? null,
    });
    return unrecorded && { kind: 'failed', message: unrecorded.refused };
  }

  async #write(
    plan: Plan,
    card: Card,
    { text, mode }: { readonly text: string; readonly mode: CloseMode },
  ): Promise<EditOutcome> {
    const outcome = await closeCard(plan, card, mode);
    const to = closedText(plan, text, mode);
    if (outcome.kind === 'written' && !isRefusal(to))
      this.#in.undo.note({ card, what: 'close', from: text, to });
    return outcome;
  }
}
