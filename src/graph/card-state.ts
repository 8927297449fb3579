/** Why a prerequisite keeps a card from being ready. */
type BlockReason = 'open' | 'missing' | 'ambiguous' | 'unreadable' | 'cycle';

/** One thing that stands between a card and ready. */
export interface Blocker {
  /** The stem of the prerequisite at fault, or of the card itself when its own file cannot be read. */
  readonly stem: string;
  readonly reason: BlockReason;
}

/** What the whole graph says of one card. */
export type CardState =
  | { readonly kind: 'done' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'blocked'; readonly blockers: readonly [Blocker, ...Blocker[]] };
