import type { Located } from '../located.ts';

/**
 * What a checklist item asks for. Automatic: commands whose exit status is the whole claim. Assisted: commands
 * whose output a person compares with the expectation. Manual: a person decides alone. Template: a placeholder
 * is left to fill in, so nothing runs. Waived: the author took the item back.
 */
export type ItemKind = 'automatic' | 'assisted' | 'manual' | 'template' | 'waived';

/** One task-list item of a card's verification section, judged. */
export interface ChecklistItem {
  /** The item's first paragraph as written, without list marker and box, on one line. */
  readonly text: string;
  /** The heading of the section it stands in. */
  readonly section: string;
  readonly line: number;
  /** The one character between the brackets, which is all that a tick changes. */
  readonly box: Located<string>;
  readonly ticked: boolean;
  readonly kind: ItemKind;
  /** The commands character by character, in order; empty unless automatic, assisted or template. */
  readonly commands: readonly string[];
  /** What a person compares the output with, or null when the author says nothing. */
  readonly expectation: string | null;
  /** One sentence: why it is of that kind. */
  readonly why: string;
}

/** The items of all verification sections of a card, in the order of the file. */
export type Checklist = readonly ChecklistItem[];
