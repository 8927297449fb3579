import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import type { ApprovalRequest } from '../../verify/approval-text.ts';
import type { CommandOutcome } from '../../verify/verify-event.ts';
import type { WhyNot } from '../../why-not.ts';
import type { Fixable } from '../../workbench/fixable.ts';
import type { ClosePreview, FixPreview } from '../../workbench/workbench.ts';
import type { Part } from './part.ts';

/**
 * A question that takes all keys until it is answered. `openedAt` (milliseconds) lets keys that were typed before it
 * could be read fall flat.
 */
export type Prompt = { readonly openedAt: number; readonly scroll: number } & (
  | {
      readonly kind: 'approve';
      readonly card: Card;
      readonly request: ApprovalRequest;
      /** What of the checklist is to run; all unless given. */
      readonly part?: Part | undefined;
    }
  | {
      readonly kind: 'judge';
      readonly card: Card;
      readonly item: ChecklistItem;
      readonly outcomes: readonly CommandOutcome[];
      readonly note: string;
      readonly field: 'answer' | 'note';
    }
  | { readonly kind: 'close'; readonly card: Card; readonly preview: ClosePreview }
  | { readonly kind: 'refused'; readonly card: Card; readonly refusals: readonly WhyNot[] }
  /** The card is to be closed although something speaks against it: for a reason, typed first and then stood by. */
  | {
      readonly kind: 'force';
      readonly card: Card;
      readonly preview: ClosePreview;
      readonly note: string;
      readonly field: 'answer' | 'note';
    }
  /** The one edit that mends a problem. */
  | { readonly kind: 'fix'; readonly problem: Fixable; readonly preview: FixPreview }
  /** The stem of a new goal is typed first, and then stood by. */
  | { readonly kind: 'new-goal'; readonly note: string; readonly field: 'answer' | 'note' }
  | { readonly kind: 'push'; readonly command: string }
  | { readonly kind: 'quit' }
  /** The list of actions, narrowed by what is typed. */
  | { readonly kind: 'actions'; readonly text: string; readonly cursor: number }
  | { readonly kind: 'copy' }
);

/** A question with a field of text beside its answer. */
export type NotedPrompt = Extract<Prompt, { readonly field: 'answer' | 'note' }>;

/** Tells whether an answer could change anything, so that keys typed before it could be read must not count. */
export function isGuarded({ kind }: Prompt): boolean {
  return kind !== 'actions' && kind !== 'copy';
}

/** The beginning of a question that opens at a time, in milliseconds. */
export function opened(at: number): Pick<Prompt, 'openedAt' | 'scroll'> {
  return { openedAt: at, scroll: 0 };
}
