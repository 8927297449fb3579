import type { AuthorWord } from './author-check.ts';
import type { AuthorCheck, ItemKind } from './checklist.ts';
import { type Offer, shellBlockIn, unfinishedCommands } from './find-offer.ts';
import { authorOf, expects, modeOf, offerOf, wantsTerminal } from './item-author.ts';
import { isPlainLabel } from './item-words.ts';
import { type CommandJudgement, judgeCommand } from './judge-command.ts';
import type { NotRunReason } from './judged.ts';
import { findPlaceholder } from './placeholder.ts';
import { type RawItem, sourceOf } from './raw-item.ts';

/** What an item was judged to ask for. */
export interface ItemVerdict {
  readonly kind: ItemKind;
  /** The rule that decided, by its id in `ITEM_RULES`. */
  readonly rule: string;
  readonly commands: readonly string[];
  readonly expectation: string | null;
  readonly why: string;
  /** Only where the author's comment says more than the kind. */
  readonly check?: AuthorCheck;
  /** Set where the commands are the lines of one shell block. */
  readonly inOneShell?: true;
}

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
}

/** An item with everything the rules ask about. */
interface Subject {
  readonly item: RawItem;
  readonly text: string;
  readonly author: AuthorWord | undefined;
  readonly offer: Offer | undefined;
  readonly judgements: readonly CommandJudgement[];
}

const MORE_CLAIMED: ItemRule = {
  id: 'more-claimed',
  kind: 'assisted',
  says: 'More is claimed than exit status 0 can show, so a person compares it with the output.',
  right: '- [ ] `npm test` passes with 42 tests',
  wrong: '- [ ] `npm test` passes',
  applies: () => true,
};

/** The rules in the order in which they are asked: taken back, settled by the author, offered, complete, safe, and what it proves. */
export const ITEM_RULES: readonly ItemRule[] = [
  {
    id: 'other-mark',
    kind: 'waived',
    says: 'The box holds a mark other than a space or an x, so the author took the item back or parked it.',
    right: '- [-] `npm test` passes',
    wrong: '- [x] `npm test` passes',
    applies: ({ item }) => !/^[\sxX]$/.test(item.mark),
  },
  {
    id: 'struck-through',
    kind: 'waived',
    says: 'The claim is struck through.',
    right: '- [ ] ~~`npm test` passes~~ (not this time)',
    wrong: '- [ ] ~~`npm test`~~ `npm run check` passes',
    applies: ({ text }) => /^(?:\p{L}+-?\d+[:.]?\s+)?~~(?:[^~]|~(?!~))+~~\s*(?:$|[([—–:*.-])/u.test(text),
  },
  {
    id: 'waiving-remark',
    kind: 'waived',
    says: 'A remark at the end takes the item back: deferred, void, not applicable, skipped, superseded or removed.',
    right: '- [ ] Dashboards updated (deferred: no dashboard yet)',
    wrong: '- [ ] Dashboards updated (optional)',
    applies: ({ text }) => hasWaivingRemark(text),
  },
  {
    id: 'author-unknown',
    kind: 'manual',
    says: 'The comment `check:` holds a setting that is not understood, so nothing is run.',
    right: '- [ ] `npm test` passes <!-- check: maybe -->',
    wrong: '- [ ] `npm test` passes <!-- check: run -->',
    applies: ({ author }) => author?.kind === 'unknown',
  },
  {
    id: 'author-no',
    kind: 'manual',
    says: 'The author says with `check: no` that nothing is to be run.',
    right: '- [ ] `npm test` passes <!-- check: no -->',
    wrong: '- [ ] `npm test` passes',
    applies: ({ author }) => modeOf(author) === 'no',
  },
  {
    id: 'placeholder',
    kind: 'template',
    says: 'A placeholder is left to fill in, so nothing can be run.',
    right: '- [ ] Dry run passes: `ansible-playbook site.yml --tags <role> --check`',
    wrong: '- [ ] Dry run passes: `ansible-playbook site.yml --tags web --check`',
    applies: ({ item, offer }) =>
      findPlaceholder((offer?.commands ?? unfinishedCommands(item)).join('\n')) !== undefined,
  },
  {
    id: 'nothing-offered',
    kind: 'manual',
    says: 'No command is offered to be run: there is none, or it is only mentioned.',
    right: '- [ ] The workflow calls `npm test`',
    wrong: '- [ ] `npm test` passes',
    applies: ({ offer }) => offer === undefined,
  },
  refusal(
    'hidden',
    'A command holds hidden characters, a wide gap, or more text than can be read.',
    '`npm test\u200b x` passes',
  ),
  {
    id: 'author-run',
    kind: 'automatic',
    says: 'The author says with `check:` that it is run, and what to expect.',
    right: '- [ ] `frobnicate --all` <!-- check: run -->',
    wrong: '- [ ] `frobnicate --all`',
    applies: ({ author, judgements }) =>
      modeOf(author) === 'run' ||
      (expects(author) && judgements.every((each) => each.runs || each.reason === 'unknown')),
  },
  refusal('changes', 'A command changes something, or may, so it is no check.', '`terraform apply` succeeds'),
  refusal('endless', 'A command starts the application or never ends by itself.', '`npm run dev` works'),
  {
    ...refusal('person', 'A command needs a terminal, a password or a person.', '`ssh db.internal` works'),
    applies: ({ author, judgements }) => isRefused(judgements, 'person') && !wantsTerminal(author),
  },
  refusal('secret', 'A command would print or make a secret.', '`sops --decrypt secrets.yaml` succeeds'),
  refusal('unreadable', 'A command is no whole command line.', '`npm test &` passes'),
  refusal('mention', 'A command is named without the arguments it needs.', '`docker inspect` works'),
  {
    id: 'author-look',
    kind: 'assisted',
    says: 'The author says with `check: look` that a person judges the output.',
    right: '- [ ] `npm test` passes <!-- check: look -->',
    wrong: '- [ ] `npm test` passes',
    applies: ({ author }) => modeOf(author) === 'look',
  },
  refusal(
    'unknown',
    'Nothing says what a command does, so it is not run on a guess.',
    '`frobnicate --all` passes',
  ),
  {
    id: 'success-said',
    kind: 'automatic',
    says: 'All that is claimed is that the command succeeds, which its exit status tells.',
    right: '- [ ] `npm run lint` passes locally',
    wrong: '- [ ] `npm run lint` passes with 3 warnings',
    applies: ({ offer, judgements }) =>
      offer?.tail.kind === 'verdict' && offer.plain && (judgements.every(isVerdict) || isExplicit(offer)),
  },
  {
    id: 'status-is-the-verdict',
    kind: 'automatic',
    says: 'Nothing more is claimed, and the exit status of such a command is a verdict.',
    right: '- [ ] All tests pass: `npm test`',
    wrong: '- [ ] All pods run: `kubectl get pods`',
    applies: ({ offer, judgements }) =>
      offer?.tail.kind === 'nothing' && offer.plain && judgements.every(isVerdict),
  },
  {
    id: 'assertion',
    kind: 'automatic',
    says: 'The command is itself the assertion, or exit status 0 is named, and the rest only explains it.',
    right: '- [ ] `test -f CHANGELOG.md` (written by the release task)',
    wrong: '- [ ] `test -f CHANGELOG.md` (should not be there)',
    applies: ({ offer, judgements }) => offer?.plain === true && isExplained(offer, judgements),
  },
  {
    id: 'asserted-claim',
    kind: 'automatic',
    says: 'The author put an assertion behind a plain claim: it prints nothing to compare, and its exit status is all it says.',
    right: '- [ ] The change log is there (`test -f CHANGELOG.md`)',
    wrong: '- [ ] No change log is left (`test -f CHANGELOG.md`)',
    applies: ({ offer, judgements }) =>
      offer?.tail.kind === 'nothing' &&
      isPlainLabel(offer.expectation ?? '') &&
      judgements.every((each) => each.runs && each.habit === 'assertion' && !each.negated),
  },
  {
    id: 'condition-in-brackets',
    kind: 'manual',
    says: 'A remark in brackets says where or how it is to be run, or claims nothing that the output could show.',
    right: '- [ ] `npm test` (staging database needed first)',
    wrong: '- [ ] `npm test` (should find 42 tests)',
    applies: ({ offer }) => offer?.tail.kind === 'gloss' && offer.tail.inBrackets,
  },
  {
    id: 'only-reports',
    kind: 'assisted',
    says: 'The command only reports, so a person has to look at what it says.',
    right: '- [ ] All pods run: `kubectl get pods`',
    wrong: '- [ ] `kubectl get pods` exits 0',
    applies: ({ judgements }) => judgements.some((each) => each.runs && each.habit === 'report'),
  },
  MORE_CLAIMED,
];

/**
 * Judges one checklist item by its words alone: no look at the disk, the same answer everywhere.
 *
 * What is not sure to be a check is manual, because running what is none is the worst mistake, and ticking what nobody
 * looked at the second.
 */
export function classifyItem(item: RawItem): ItemVerdict {
  const author = authorOf(item);
  const offer = offerOf(item, author);
  const judgements = (offer?.commands ?? []).map(judgeCommand);
  const subject: Subject = {
    item,
    text: sourceOf(item.parts.filter((part) => part.kind !== 'comment')).trim(),
    author,
    offer,
    judgements,
  };
  const rule = ITEM_RULES.find((each) => each.applies(subject)) ?? MORE_CLAIMED;
  const { kind, id, says } = rule;
  const runs = kind === 'automatic' || kind === 'assisted';
  const commands = runs || kind === 'template' ? (offer?.commands ?? unfinishedCommands(item)) : [];
  const expectation = kind === 'assisted' ? (offer?.expectation ?? null) : null;
  const verdict = { kind, rule: id, commands, expectation, why: says };
  const check = author?.kind === 'understood' ? author.check : null;
  const inOneShell = runs && commands.length > 1 && shellBlockIn(item)?.join('\n') === commands.join('\n');
  return {
    ...verdict,
    ...(runs && check !== null && { check }),
    ...(inOneShell && { inOneShell: true as const }),
  };
}

function refusal(reason: NotRunReason, says: string, right: string): ItemRule {
  return {
    id: `refused-${reason}`,
    kind: 'manual',
    says,
    right: `- [ ] ${right}`,
    wrong: '- [ ] `npm test` passes',
    applies: ({ judgements }) => isRefused(judgements, reason),
  };
}

function isRefused(judgements: readonly CommandJudgement[], reason: NotRunReason): boolean {
  return judgements.some((each) => !each.runs && each.reason === reason);
}

function isVerdict(judgement: CommandJudgement): boolean {
  return judgement.runs && judgement.habit !== 'report';
}

/** An HTTP error is no failure to curl, so its exit status is never the claim. */
function isExplicit(offer: Offer): boolean {
  return (
    offer.tail.kind === 'verdict' &&
    offer.tail.explicit &&
    !offer.commands.some((command) => /\b(?:curl|ssh -T)\b/.test(command))
  );
}

function isExplained({ tail }: Offer, judgements: readonly CommandJudgement[]): boolean {
  if (tail.kind !== 'gloss') return false;
  if (tail.exitZero) return judgements.every((each) => isVerdict(each));
  return judgements.every(
    (each) => each.runs && each.habit === 'assertion' && (each.negated || !tail.negative),
  );
}

/** The last words of an item that take it back; the word has to stand alone, or before what explains it. */
const WAIVING = String.raw`(?:deferred|void|n\/a|not applicable|skipped|superseded)`;
const EXPLAINED = String.raw`(?=\s*$|\s*[)\]:;,.—–-]|\s+(?:until|to|by|for|as|because|since|per|in favou?r|after|pending)\b)`;
const IN_BRACKETS = new RegExp(
  String.raw`[(\[](?:${WAIVING}|removed)${EXPLAINED}[^()\[\]]*[)\]][.\s]*$`,
  'i',
);
const AFTER_DASH = new RegExp(String.raw`\s(?:—|–|-)\s+\**${WAIVING}${EXPLAINED}[^.]*\.?$`, 'i');

function hasWaivingRemark(text: string): boolean {
  const end = text.slice(-300);
  return IN_BRACKETS.test(end) || AFTER_DASH.test(end);
}
