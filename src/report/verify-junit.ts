import { shownText } from '../checklist/shown-text.ts';
import type { JUnitCase, JUnitResult, JUnitSuite } from './junit.ts';
import { RESULT_WORDS } from './result-words.ts';
import type { CardAnswer, ItemAnswer, VerifyAnswer } from './verify-json.ts';
import { itemsOf } from './verify-run-text.ts';

/**
 * The suites of a run: one for each card, a case for each item. `failed` is a failure and everything without a judgement
 * an error, but what waits for a person, or was not asked for, is skipped. What could not be kept is an error too.
 */
export function verifySuites({ cards }: VerifyAnswer): readonly JUnitSuite[] {
  return cards.map((card) => ({
    name: card.stem,
    cases: [...itemsOf(card).map(caseOf(card)), ...ofCard(card)],
  }));
}

function caseOf({ stem, path }: CardAnswer): (lines: readonly ItemAnswer[]) => JUnitCase {
  return (lines) => {
    const [first] = lines;
    return {
      name: shownText(first?.text ?? ''),
      classname: stem,
      file: path,
      ...(first !== undefined && { line: first.line }),
      seconds: lines.reduce((sum, line) => sum + line.durationMs, 0) / 1000,
      result: resultOf(lines),
      output: lines.map((line) => line.output).join(''),
    };
  };
}

function resultOf(lines: readonly ItemAnswer[]): JUnitResult {
  const last = lines.at(-1);
  if (last === undefined) return { kind: 'passed' };
  const word = last.note === null ? RESULT_WORDS[last.result] : `${RESULT_WORDS[last.result]}: ${last.note}`;
  switch (last.result) {
    case 'passed':
      return { kind: 'passed' };
    case 'skipped':
    case 'needs-person':
      return { kind: 'skipped', message: word };
    case 'failed': {
      const claim = last.note === null ? '' : `: ${last.note}`;
      const message = last.exitCode === null ? word : `exit status ${last.exitCode}${claim}`;
      return { kind: 'failed', message, text: commandsText(lines) };
    }
    default:
      return { kind: 'error', message: word, text: commandsText(lines) };
  }
}

function commandsText(lines: readonly ItemAnswer[]): string {
  return lines.map(({ command, output }) => `$ ${command ?? ''}\n${output}`).join('\n');
}

/** What is to be said of a card as a whole. */
function ofCard({ stem, path, result, items, troubles }: CardAnswer): readonly JUnitCase[] {
  const about = { classname: stem, file: path };
  const kept = troubles.map((message): JUnitCase => {
    return { ...about, name: 'keeping the results', result: { kind: 'error', message, text: '' } };
  });
  if (items.length > 0 || result === 'skipped') return kept;
  const message = RESULT_WORDS[result];
  return [...kept, { ...about, name: 'checklist', result: { kind: 'error', message, text: '' } }];
}
