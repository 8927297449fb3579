import type { BranchStanding } from '../../branch/branch-standing.ts';
import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { CloseMode } from '../../edit/advance-card.ts';
import type { EditOutcome } from '../../edit/edit-outcome.ts';
import type { Refusal } from '../../edit/refusal.ts';
import type { GitPlace } from '../../git/git-place.ts';
import type { Plan } from '../../plan.ts';
import type { ApprovalRequest } from '../../verify/approval-text.ts';
import type { CommandOutcome, VerifyEvent } from '../../verify/verify-event.ts';
import type { Fixable } from '../../workbench/fixable.ts';
import type { ClosePreview, FixPreview, Judgement } from '../../workbench/workbench.ts';
import type { Model, ReadText, Size, Timeline } from './model.ts';
import type { Part } from './part.ts';

/** What can happen to the screen. `at` is the time in milliseconds. */
export type ScreenEvent = { readonly at: number } & (
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'pasted'; readonly text: string }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'plan-read'; readonly plan: Plan; readonly git: GitPlace | undefined }
  | { readonly kind: 'history-read'; readonly timeline: Timeline | undefined }
  | { readonly kind: 'git-read'; readonly git: GitPlace | undefined }
  | { readonly kind: 'branch-read'; readonly standing: BranchStanding | undefined }
  | {
      readonly kind: 'text-read';
      readonly card: Card;
      readonly text: ReadText['text'];
      readonly evidence?: ReadText['evidence'];
    }
  | {
      readonly kind: 'approval-needed';
      readonly card: Card;
      readonly request: ApprovalRequest;
      readonly part?: Part | undefined;
    }
  | {
      readonly kind: 'verify-started';
      readonly card: Card;
      readonly part?: Part | undefined;
      readonly logFile?: string | undefined;
    }
  | { readonly kind: 'verifying'; readonly event: Exclude<VerifyEvent, { kind: 'output' }> }
  /** The verification waits for a person's word on an item whose commands have run. */
  | {
      readonly kind: 'asked';
      readonly card: Card;
      readonly item: ChecklistItem;
      readonly outcomes: readonly CommandOutcome[];
    }
  | { readonly kind: 'output'; readonly card: Card; readonly text: string }
  | { readonly kind: 'verify-ended'; readonly card: Card }
  | {
      readonly kind: 'close-previewed';
      readonly card: Card;
      readonly preview: ClosePreview;
      readonly mode: CloseMode;
    }
  | { readonly kind: 'problems-read'; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'fix-previewed';
      readonly problem: Fixable;
      readonly preview: FixPreview | Refusal;
    }
  | { readonly kind: 'closed'; readonly card: Card; readonly outcome: EditOutcome }
  | {
      readonly kind: 'judged';
      readonly card: Card;
      readonly item: ChecklistItem;
      readonly judgement: Judgement;
      readonly outcome: EditOutcome;
    }
  /** Something to say; about a card where that is the one to look at now, with a command to copy where it offers one. */
  | { readonly kind: 'noticed'; readonly message: string; readonly about?: Card; readonly offered?: string }
  | { readonly kind: 'ticked' }
);

/** An event without its time. */
export type Happening = ScreenEvent extends infer Each
  ? Each extends ScreenEvent
    ? Omit<Each, 'at'>
    : never
  : never;

/** Whether a close stays an edit of the file or becomes a commit as well. */
export type CloseEnding = 'edit-alone' | 'commit';

/** What the screen wants done; whoever runs it answers with events. */
export type Effect =
  | { readonly kind: 'reload' }
  | { readonly kind: 'read-history' }
  /** Ask for approval where commands need it, else verify. */
  | {
      readonly kind: 'prepare';
      readonly card: Card;
      /** What of the checklist is to run; all unless given. */
      readonly part?: Part | undefined;
    }
  | {
      readonly kind: 'approve';
      readonly card: Card;
      readonly request: ApprovalRequest;
      readonly part?: Part | undefined;
    }
  /** Write a card for a new goal, and open it in the editor. */
  | { readonly kind: 'new-goal'; readonly stem: string }
  /** Push the branch, as the command that was shown. */
  | { readonly kind: 'push'; readonly command: string }
  /** Open the user's editor at a line of a file. */
  | { readonly kind: 'edit'; readonly path: string; readonly line: number }
  | { readonly kind: 'preview'; readonly card: Card; readonly mode: CloseMode }
  /** Find what is wrong in the texts of the cards as well. */
  | { readonly kind: 'read-problems' }
  /** Work out what mending a problem would do, and then do it. */
  | { readonly kind: 'preview-fix' | 'fix'; readonly problem: Fixable }
  /** Close a card; with a reason, whatever speaks against it. */
  | {
      readonly kind: 'close';
      readonly card: Card;
      readonly reason?: string;
      readonly ending: CloseEnding;
    }
  | {
      readonly kind: 'judge';
      readonly card: Card;
      readonly item: ChecklistItem;
      readonly judgement: Judgement;
    }
  /** Give the verification the word on an item that it waits for. */
  | { readonly kind: 'answer'; readonly item: ChecklistItem; readonly judgement: Judgement }
  /** Show the log of a verification in the user's pager. */
  | { readonly kind: 'read-log'; readonly file: string }
  /** Put text on the clipboard. */
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'quit'; readonly status: number };

/** A model and what it wants done. */
export type Step = readonly [model: Model, effects: readonly Effect[]];
