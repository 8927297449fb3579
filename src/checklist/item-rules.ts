import { readsAsCommand } from './command-spans.ts';
import { type Offer, unfinishedCommands } from './find-offer.ts';
import { expects, modeOf, wantsTerminal } from './item-author.ts';
import { type ItemRule, isRefused, quoted, refusal, type Subject, shortened } from './item-rule.ts';
import type { CommandJudgement } from './judge-command.ts';
import { findPlaceholder } from './placeholder.ts';
import { hasWaivingRemark } from './waiving-remark.ts';
import { isPlainLabel } from './words-before.ts';
import { plainTail } from './words-behind.ts';

/** What decides when no other rule does. */
export const MORE_CLAIMED: ItemRule = {
  id: 'more-claimed',
  kind: 'assisted',
  says: 'More is claimed than exit status 0 can show, so a person compares it with the output.',
  right: '- [ ] `npm test` passes with 42 tests',
  wrong: '- [ ] `npm test` passes',
  applies: () => true,
  why: ({ offer }) =>
    offer?.expectation == null
      ? undefined
      : `Exit status 0 does not show "${shortened(offer.expectation)}", so a person compares it with the output.`,
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
    applies: ({ text }) =>
      /^(?:\p{L}+-?\d+[:.]?\s+)?(?:~~(?:[^~]|~(?!~))+~~\s*[/,+]\s*)*~~(?:[^~]|~(?!~))+~~\s*(?:$|[([—–:*.→-]|\p{Extended_Pictographic})/u.test(
        text,
      ),
  },
  {
    id: 'waiving-remark',
    kind: 'waived',
    says: 'A remark at either end takes the item back: deferred, void, not applicable, skipped, superseded or removed.',
    right: '- [ ] Dashboards updated (deferred: no dashboard yet)',
    wrong: '- [ ] Dashboards updated (optional)',
    applies: ({ text }) => hasWaivingRemark(text),
  },
  {
    id: 'author-unknown',
    kind: 'manual',
    says: 'The comment `check:` holds a setting that is not understood, or does not stand at the end of the item, so nothing is run.',
    right: '- [ ] `npm test` passes <!-- check: maybe -->',
    wrong: '- [ ] `npm test` passes <!-- check: run -->',
    applies: ({ author }) => author?.kind === 'unknown' || author?.kind === 'misplaced',
    why: ({ author }) =>
      author?.kind === 'misplaced'
        ? 'The comment `check:` does not stand at the end of the item, so nothing is run.'
        : author?.kind === 'unknown'
          ? `The comment \`check:\` says "${shortened(author.setting)}", which is not understood, so nothing is run.`
          : undefined,
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
    applies: (subject) => placeholderIn(subject) !== undefined,
    why: (subject) => {
      const placeholder = placeholderIn(subject);
      return placeholder && `${quoted(placeholder)} is left to fill in, so nothing can be run.`;
    },
  },
  {
    id: 'nothing-offered',
    kind: 'manual',
    says: 'No command is offered to be run: there is none, or it is only mentioned.',
    right: '- [ ] The workflow calls `npm test`',
    wrong: '- [ ] `npm test` passes',
    applies: ({ offer }) => offer === undefined,
    why: ({ item }) => {
      const code = item.parts.find((part) => part.kind === 'code' && readsAsCommand(part.value))?.value;
      if (code !== undefined) return `${quoted(code)} is only mentioned, not offered to be run.`;
      return item.blocks.some((block) => block.kind === 'code') ? undefined : 'It names no command to run.';
    },
  },
  refusal('hidden', '`npm test\u200b x` passes', '`npm test x` passes'),
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
  refusal('changes', '`terraform apply` succeeds', '`terraform validate` succeeds'),
  {
    id: 'request-without-answer',
    kind: 'manual',
    says: 'A web request that sends something is run only where the item says what is to be answered.',
    right: '- [ ] Orders work (`curl -X POST https://shop.internal/orders`)',
    wrong: '- [ ] `curl -X POST https://shop.internal/orders` returns 401',
    applies: ({ offer, judgements }) =>
      judgements.some((each) => each.runs && each.sends !== undefined) && !statesAnswer(offer),
  },
  refusal('endless', '`npm run dev` works', '`npm run build` works'),
  {
    ...refusal('person', '`ssh db.internal` works', '`ssh db.internal uptime` works'),
    applies: ({ author, judgements }) => isRefused(judgements, 'person') && !wantsTerminal(author),
  },
  refusal('secret', '`sops --decrypt secrets.yaml` succeeds', '`sops --version` succeeds'),
  refusal('unreadable', '`npm test &` passes', '`npm test` passes'),
  refusal('mention', '`docker inspect` works', '`docker inspect web` works'),
  {
    id: 'author-look',
    kind: 'assisted',
    says: 'The author says with `check: look` that a person judges the output.',
    right: '- [ ] `npm test` passes <!-- check: look -->',
    wrong: '- [ ] `npm test` passes',
    applies: ({ author }) => modeOf(author) === 'look',
  },
  {
    id: 'said-to-pass',
    kind: 'automatic',
    says: 'Only a check can pass, so a task that is said to pass is one although its name does not tell, and so is an order to check although its program is not known.',
    right: '- [ ] `make nightly` passes',
    wrong: '- [ ] `make nightly` works',
    applies: ({ offer, judgements }) =>
      offer?.tail.kind === 'verdict' &&
      offer.tail.passes &&
      offer.plain &&
      judgements.some((each) => !each.runs) &&
      judgements.every((each) => (each.runs ? isVerdict(each) : each.mayCheck)),
  },
  {
    id: 'said-to-pass-and-more',
    kind: 'assisted',
    says: 'A task that is said to pass is a check although its name does not tell; where more is claimed, a person looks at it.',
    right: '- [ ] `make nightly` passes, and the pictures are new',
    wrong: '- [ ] `make nightly` draws the pictures',
    applies: ({ offer, judgements }) =>
      offer?.tail.kind === 'claim' &&
      offer.tail.passes === true &&
      judgements.some((each) => !each.runs) &&
      judgements.every((each) => each.runs || each.mayCheck),
  },
  {
    id: 'author-terminal',
    kind: 'assisted',
    says: 'The author says with `check: terminal` that it gets the terminal, where a person sees what comes of it.',
    right: '- [ ] `docker login` <!-- check: terminal -->',
    wrong: '- [ ] `docker login` <!-- check: run, terminal -->',
    applies: ({ author, judgements }) => wantsTerminal(author) && judgements.some((each) => !each.runs),
  },
  refusal('unknown', '`frobnicate --all` passes', '`frobnicate check --all` passes'),
  {
    id: 'success-said',
    kind: 'automatic',
    says: 'All that is claimed is that the command succeeds, which its exit status tells.',
    right: '- [ ] `npm run lint` passes locally',
    wrong: '- [ ] `npm run lint` passes with 3 warnings',
    applies: ({ offer, judgements }) =>
      offer?.tail.kind === 'verdict' &&
      (offer.plain || NAMES_STATUS.test(plainTail(offer.expectation ?? ''))) &&
      (judgements.every(isVerdict) || isExplicit(offer)),
  },
  {
    id: 'warnings-fail',
    kind: 'automatic',
    says: 'Nothing but the absence of warnings is claimed, and the command itself fails on a warning.',
    right: '- [ ] `eslint . --max-warnings 0` passes with zero warnings',
    wrong: '- [ ] `eslint .` passes with zero warnings',
    applies: ({ offer, judgements }) =>
      (offer?.plain === true || offer?.tail.kind === 'nothing') &&
      NO_WARNINGS.test(plainTail(offer.expectation ?? '')) &&
      judgements.every(isVerdict) &&
      offer.commands.every((command) => FAILS_ON_WARNINGS.some((flag) => flag.test(command))),
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
    id: 'only-reports',
    kind: 'assisted',
    says: 'The command only reports, so a person has to look at what it says.',
    right: '- [ ] All pods run: `kubectl get pods`',
    wrong: '- [ ] `kubectl get pods` exits 0',
    applies: ({ judgements }) => judgements.some((each) => each.runs && each.habit === 'report'),
    why: ({ offer, judgements }) => {
      const command = offer?.commands[judgements.findIndex((each) => each.runs && each.habit === 'report')];
      return command && `${quoted(command)} only reports, so a person has to look at what it says.`;
    },
  },
  MORE_CLAIMED,
];

/** The exit status by name: whatever the label claims, its author asks for this. */
const NAMES_STATUS = /^exits? (?:with )?(?:code |status )?0$/i;
/** A claim about warnings and nothing else, with or without a verdict before it. */
const NO_WARNINGS =
  /^(?:run [\w-]+ )?(?:(?:passes|succeeds|completes|finishes|builds|compiles|works|runs|exits 0|is clean|is green|has|have|shows|reports|returns|prints|gives|emits|produces|yields) ?)?(?:(?:with|and) )?(?:no|zero|0|without(?: any)?) (?:[a-z]+ )?warnings?(?: (?:or|and|\/) errors?)?$/i;
/**
 * What makes a warning a failure. `--strict` does so wherever warnings are told apart from errors: mkdocs, helm, yamllint,
 * ansible-lint, swiftlint, composer.
 */
const FAILS_ON_WARNINGS = [
  /(?:^|[\s'"=])(?:-D ?warnings|--max-warnings[ =]0|-Werror(?!=)|--strict|--(?:fail-on|deny|error-on)-warnings?)(?=$|[\s'"])/,
  /(?:^|[\s'"=])(?:--?warnings-as-errors|[-/]warn[aA]s[eE]rror|[-/]{1,2}p:TreatWarningsAsErrors=true)(?=$|[\s'"])/,
  /\bsphinx-build (?:.* )?-W(?= |$)|\bpyright (?:.* )?--warnings(?= |$)/,
];

function placeholderIn({ item, offer }: Subject): string | undefined {
  return findPlaceholder((offer?.commands ?? unfinishedCommands(item)).join('\n'));
}

function isVerdict(judgement: CommandJudgement): boolean {
  return judgement.runs && judgement.habit !== 'report';
}

/** Whether the words behind a request name what it answers. */
function statesAnswer(offer: Offer | undefined): boolean {
  return offer?.tail.kind === 'claim' && ANSWER.test(plainTail(offer.expectation ?? ''));
}

const ANSWER =
  /^(?:\W*[1-5]\d\d\b|(?:http )?(?:status|code)\b|(?:is |gets? )?(?:answers?|responds?|returns?|gives?|yields?|shows?|prints?|contains?|refused|rejected|denied)\b)/i;

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
