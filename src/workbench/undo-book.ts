import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { refuse } from '../edit/refusal.ts';
import { changeFile, writePlaceOf } from '../edit/write-file.ts';
import { aboutCommit, commitThatWrote, type MadeCommit } from '../git/made-commit.ts';
import type { Place } from '../read/place.ts';
import type { UndoneEdit, UndoOutcome } from './workbench.ts';

/** What was written into a card's file in this session, with its whole text before and after. */
export interface Written {
  readonly card: Card;
  readonly what: UndoneEdit;
  readonly from: string;
  readonly to: string;
}

/** The edits of this session that can be taken back, the newest first. What was recorded as evidence stays. */
export class UndoBook {
  readonly #place: Place;
  readonly #written: Written[] = [];
  /** The commits that closes of this session were made with, by the path of their card. */
  readonly #commits = new Map<string, string>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** Notes an edit that was made. */
  note(written: Written): void {
    this.#written.push(written);
  }

  /** Notes the commit that a close was made with. */
  noteCommit(card: Card, commit: string): void {
    this.#commits.set(card.path, commit);
  }

  /** Puts back the bytes that were there before the newest edit, unless the file is no longer what that edit left. */
  async undo(): Promise<UndoOutcome> {
    const last = this.#written.pop();
    if (last === undefined) return { kind: 'nothing' };
    const { card, what, from, to } = last;
    const outcome = await changeFile(path.join(this.#place.top, card.path), {
      ...writePlaceOf(this.#place),
      change: (text) => (text === to ? from : refuse('it was changed since')),
    });
    switch (outcome.kind) {
      case 'written':
      case 'unchanged':
        return {
          kind: 'undone',
          card,
          what,
          committed: what === 'close' ? await this.#commitOf(last) : undefined,
        };
      case 'refused':
      case 'failed':
        return { kind: 'refused', card, what, reason: outcome.reason };
      case 'changed-meanwhile':
        return { kind: 'refused', card, what, reason: 'it was changed since' };
    }
  }

  /** The commit that holds a close, whoever made it. */
  async #commitOf({ card, to }: Written): Promise<MadeCommit | undefined> {
    const { top, gitDir } = this.#place;
    if (gitDir === undefined) return undefined;
    const commit = this.#commits.get(card.path) ?? (await commitThatWrote(top, card.path, to));
    return commit === undefined ? undefined : aboutCommit(top, commit);
  }
}
