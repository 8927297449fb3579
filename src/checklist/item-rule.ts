import type { AuthorWord } from './author-check.ts';
import type { ItemKind } from './checklist.ts';
import type { Offer } from './find-offer.ts';
import type { CommandJudgement } from './judge-command.ts';
import type { NotRunReason } from './judged.ts';
import type { RawItem } from './raw-item.ts';

/** One rule for telling what an item asks for. Rules are tried in order, and the first that applies decides. */
export interface ItemRule {
  readonly id: string;
  readonly kind: ItemKind;
  /** One sentence: why an item is of that kind. */
  readonly says: string;
  /** An item that this rule decides, as Markdown. */
  readonly right: string;
  /** An item that looks alike and that another rule decides. */
  readonly wrong: string;
  readonly applies: (subject: Subject) => boolean;
  /** The same for one item, naming the word in it that decided; undefined where the general sentence says it all. */
  readonly why?: (subject: Subject) => string | undefined;
}

/** An item with everything the rules ask about. */
export interface Subject {
  readonly item: RawItem;
  readonly text: string;
  readonly author: AuthorWord | undefined;
  readonly offer: Offer | undefined;
  readonly judgements: readonly CommandJudgement[];
}

/** Why a command is not run: in general, and of the word that decided. */
const REFUSALS: Readonly<Record<NotRunReason, readonly [general: string, ofTheWord: string]>> = {
  hidden: ['A command holds hidden characters, a wide gap, or more text than can be read', ''],
  changes: [
    'A command changes something, or may, so it is no check',
    'changes something, or may, so it is no check',
  ],
  endless: [
    'A command starts the application or never ends by itself',
    'starts the application or never ends by itself',
  ],
  person: ['A command needs a terminal, a password or a person', 'needs a terminal, a password or a person'],
  secret: ['A command would print or make a secret', 'would print or make a secret'],
  unreadable: ['A command is no whole command line', 'is no whole command line'],
  mention: ['A command is named without the arguments it needs', 'is named without the arguments it needs'],
  unknown: ['Nothing says what a command does, so it is not run on a guess', ''],
};

/** Makes the rule for items with a command that is not run for one reason; the examples come without list marker and box. */
export function refusal(reason: NotRunReason, right: string, wrong: string): ItemRule {
  const [general, ofTheWord] = REFUSALS[reason];
  return {
    id: `refused-${reason}`,
    kind: 'manual',
    says: `${general}.`,
    right: `- [ ] ${right}`,
    wrong: `- [ ] ${wrong}`,
    applies: ({ judgements }) => isRefused(judgements, reason),
    why: ({ judgements }) => {
      const judged = judgements.find((each) => !each.runs && each.reason === reason);
      if (judged === undefined || judged.runs) return undefined;
      const word = quoted(judged.culprit);
      const task = judged.task === undefined ? '' : `, which the task ${quoted(judged.task)} runs,`;
      if (reason === 'unknown') return `Nothing says what ${word}${task} does, so it is not run on a guess.`;
      return ofTheWord === '' ? undefined : `${word}${task} ${ofTheWord}.`;
    },
  };
}

/** Tells whether one of the commands is not run for a reason. */
export function isRefused(judgements: readonly CommandJudgement[], reason: NotRunReason): boolean {
  return judgements.some((each) => !each.runs && each.reason === reason);
}

/** Gives as much of a text as a sentence about it can hold, on one line. */
export function shortened(text: string): string {
  const line = text.split(/\s+/).join(' ');
  return line.length > 60 ? `${line.slice(0, 59).trimEnd()}…` : line;
}

/** Gives code in backquotes, shortened. */
export function quoted(code: string): string {
  return `\`${shortened(code)}\``;
}
