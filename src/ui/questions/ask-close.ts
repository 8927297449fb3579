import type { Card } from '../../cards/card.ts';
import { closingSubject } from '../../commit-subject.ts';
import type { ClosePreview } from '../../workbench/workbench.ts';
import { between, clean, columnsOf, type Row, span } from '../draw/rows.ts';
import { settledCount } from '../model/checks.ts';
import type { Model } from '../model/model.ts';
import { goalName } from '../panes/words.ts';
import { keysFitting, type Of, type Question, text } from './question.ts';

/** What stands below the words that begin a fact of the edit. */
const INDENT = ' '.repeat(16);

/** Asks whether to close a card, with the edit and what it makes ready. */
export function closeQuestion(model: Model, { card, preview }: Of<'close'>, columns: number): Question {
  return {
    title: 'Close this card?',
    lines: [
      ...headLines(model, card, columns),
      [],
      ...text(clean(card.path), columns),
      ...editLines(model, { card, preview }, columns),
    ],
    keys: closeKeys(model, columns),
  };
}

/** Asks for a reason to close a card that something speaks against, and then whether to. */
export function forceQuestion(model: Model, prompt: Of<'force'>, columns: number): Question {
  const { card, preview, note, field } = prompt;
  const typing = field === 'note';
  return {
    title: 'Close this card for a reason?',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      ...text(`reason: ${clean(note)}${typing ? '_' : ''}`, columns, '  ', typing ? 'strong' : 'plain'),
      ...text('It is recorded, and reports show it.', columns, '  ', 'dim'),
      [],
      ...(preview.refusals.length === 0
        ? text('Nothing speaks against it: x closes it without a reason.', columns)
        : []),
      ...preview.refusals.flatMap(({ reason }) => text(`- ${clean(reason)}`, columns, '  ')),
      [],
      ...text(clean(card.path), columns),
      ...editLines(model, { card, preview }, columns),
    ],
    keys: typing ? 'Enter end of reason' : closeKeys(model, columns, 'Tab reason'),
    ...(typing && { foot: 'Type or paste the reason; what speaks against it can be scrolled after that.' }),
  };
}

/** The lines that the edit changes, and the cards that become ready by it. */
function editLines(
  model: Model,
  { card, preview }: { readonly card: Card; readonly preview: ClosePreview },
  columns: number,
): readonly Row[] {
  const ready = preview.becomesReady.map((each) => goalName(model.plan, each));
  return [
    ...preview.diff.flatMap((line) =>
      text(`  ${clean(line)}`, columns, '    ', line.startsWith('-') ? 'failed' : 'passed'),
    ),
    [],
    ...text(`Becomes ready:  ${ready.length === 0 ? 'nothing yet' : ready.join(', ')}`, columns, INDENT),
    ...commitLines(model, card, columns),
  ];
}

/** The card, and how far its checklist is. */
function headLines(model: Model, card: Card, columns: number): readonly Row[] {
  const read = model.texts.get(card.path)?.text;
  const checklist = read === undefined || 'failed' in read ? [] : read.checklist;
  const checks =
    checklist.length === 0
      ? 'no checklist'
      : `checks ${settledCount(checklist)}/${checklist.length}${evidenceWords(model, card)}`;
  const stem = clean(card.stem);
  if (columnsOf(stem) + checks.length + 4 > columns)
    return [...text(stem, columns, '', 'strong'), ...text(checks, columns)];
  return [between([span(stem, 'strong'), span(`    ${checks}`)], [], columns)];
}

/** At which commit all checks passed, or how many of their receipts say nothing any more. */
function evidenceWords({ texts, git }: Model, card: Card): string {
  const evidence = (texts.get(card.path)?.evidence ?? []).filter(({ state }) => state !== 'missing');
  const stale = evidence.filter(({ state }) => state === 'stale').length;
  if (stale > 0) return `, ${stale} stale`;
  const commits = new Set(evidence.map((each) => (each.state === 'fresh' ? each.receipt.commit : null)));
  const [commit] = commits;
  if (commits.size !== 1 || commit == null) return '';
  const isHead = git !== 'unread' && git?.commit === commit;
  return ` passed at ${commit.slice(0, 7)}${isHead ? ' (HEAD)' : ''}`;
}

/** The commit that `c` would make; where there can be none, nothing is said of it. */
function commitLines(model: Model, card: Card, columns: number): readonly Row[] {
  const branch = branchOf(model);
  if (branch === undefined) return [];
  return text(`c also commits: ${clean(closingSubject(model.plan, branch, card))}`, columns, INDENT);
}

/** The branch that a commit would go to; undefined outside git and on a detached HEAD. */
function branchOf({ git }: Model): string | undefined {
  return git === 'unread' ? undefined : git?.branch;
}

/** The keys that close, in the longest words that fit. */
function closeKeys(model: Model, columns: number, ...others: readonly string[]): string {
  const commits = branchOf(model) !== undefined;
  const long = [...(commits ? ['y close, no commit', 'c close and commit'] : ['y close']), ...others];
  const short = [...(commits ? ['y close', 'c close+commit'] : ['y close']), ...others];
  return keysFitting(columns, [...long, '[Esc cancel]'], [...short, '[Esc cancel]'], [...short, 'Esc']);
}

/** Says everything that speaks against closing a card. */
export function refusal({ card, refusals }: Of<'refused'>, columns: number): Question {
  return {
    title: 'Cannot be closed',
    lines: [
      ...text(clean(card.stem), columns, '', 'strong'),
      [],
      // What helps against several reasons in a row is said once, behind the last of them.
      ...refusals.flatMap(({ reason, help }, index) => [
        ...text(`- ${clean(reason)}`, columns, '  '),
        ...(refusals[index + 1]?.help === help ? [] : text(`  ${clean(help)}`, columns, '  ', 'dim')),
      ]),
    ],
    keys: '[Esc back]',
  };
}
