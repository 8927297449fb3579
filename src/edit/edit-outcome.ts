import type { Card } from '../cards/card.ts';

/** How an edit of a card came out; anything but `written` left the file as it was. */
export type EditOutcome =
  | { readonly kind: 'written'; readonly path: string }
  /** Somebody else changed the file meanwhile: read again and repeat. */
  | { readonly kind: 'changed-meanwhile'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string; readonly help: string }
  /** The disk or the file system said no. */
  | { readonly kind: 'failed'; readonly message: string };

/** What a new card is to be. */
export interface NewCard {
  readonly stem: string;
  readonly title: string;
  /** The card that is to require it; a card for nobody is a goal. */
  readonly neededBy: Card | undefined;
  /** The folder to write it in, relative to the top; beside the card that needs it unless given. */
  readonly folder: string | undefined;
}
