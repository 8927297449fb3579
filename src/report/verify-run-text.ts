import { shownText } from '../checklist/shown-text.ts';
import { counted } from '../counted.ts';
import type { ItemResult } from '../verify/verify-event.ts';
import { visible } from '../visible.ts';
import type { Paint } from './paint.ts';
import { RESULT_ROLES, RESULT_SIGNS, RESULT_WORDS } from './result-words.ts';
import type { CardAnswer, ItemAnswer } from './verify-json.ts';

/** What a check says of a card that is done: that it is as it was, or not. Anything else says nothing of the card. */
const BROKEN: ReadonlySet<ItemResult> = new Set(['failed', 'timed-out', 'leaked', 'not-found']);

/** Names a card before what came of it. */
export function headText({ stem, title }: Pick<CardAnswer, 'stem' | 'title'>, paint: Paint): string {
  return `${paint('strong', visible(stem))}  ${visible(title === stem ? '' : title)}`.trimEnd();
}

/** Says how one item came out, on one line. */
export function itemText(lines: readonly ItemAnswer[], paint: Paint): string {
  const last = lines.at(-1);
  if (last === undefined) return '';
  const { text, result, exitCode, signal, note } = last;
  const seconds = lines.reduce((sum, line) => sum + line.durationMs, 0) / 1000;
  const took = last.command === null ? '' : `  ${seconds.toFixed(1)} s`;
  const by = result === 'killed' && signal !== null ? `  ${signal}` : '';
  const exit = result === 'passed' || exitCode === null ? by : `  exit ${exitCode}`;
  const said = note === null || note === '' ? '' : `  ${visible(note)}`;
  const word = paint(RESULT_ROLES[result], `${RESULT_SIGNS[result]} ${RESULT_WORDS[result]}`);
  return `  ${word}  ${visible(shownText(text))}${paint('quiet', `${exit}${took}${said}`)}\n`;
}

/** The lines of a card's answer, those of one item together. */
export function itemsOf(card: CardAnswer): readonly (readonly ItemAnswer[])[] {
  const items = new Map<number, ItemAnswer[]>();
  for (const line of card.items) {
    const known = items.get(line.line);
    if (known === undefined) items.set(line.line, [line]);
    else known.push(line);
  }
  return [...items.values()];
}

/**
 * Says how a card came out, on one line, with what to do next.
 *
 * @param results whether they were kept: a card whose boxes are as they were cannot be closed yet
 */
export function cardSummary(card: CardAnswer, paint: Paint, results: 'kept' | 'told'): string {
  if (card.items.length === 0) return '  no checklist\n';
  const items = itemsOf(card);
  const holding = items.filter(holds).length;
  const word = paint(RESULT_ROLES[card.result], RESULT_WORDS[card.result]);
  const stem = visible(card.stem);
  const count = `${holding} of ${counted(items.length, 'item')} hold`;
  return `${stem}: ${word}, ${count}${nextStep(card, results)}\n`;
}

/** Says how several cards came out together, naming those that did not pass; nothing for one card. */
export function runSummary(cards: readonly CardAnswer[], paint: Paint): string {
  if (cards.length < 2) return '';
  const results = [...new Set(cards.map((card) => card.result))];
  const counts = results.map((result) => {
    const stems = cards.filter((card) => card.result === result).map((card) => visible(card.stem));
    const names = result === 'passed' || result === 'skipped' ? '' : ` (${stems.join(', ')})`;
    return `${paint(RESULT_ROLES[result], `${stems.length} ${RESULT_WORDS[result]}`)}${names}`;
  });
  const broken = cards.filter(isBroken).map((card) => visible(card.stem));
  const lines = [`${cards.length} cards: ${counts.join(', ')}`];
  if (broken.length > 0) lines.push(`Done, and no longer true: ${broken.join(', ')}`);
  return `\n${lines.join('\n')}\n`;
}

function nextStep(card: CardAnswer, results: 'kept' | 'told'): string {
  if (isBroken(card)) return `; it is done, and this is no longer true`;
  // What was not kept would be asked for again before it closes.
  const isKept = results === 'kept' && card.troubles.length === 0;
  return isKept && card.state === 'ready' && itemsOf(card).every(holds)
    ? `; close it: mikado close ${visible(card.stem)}`
    : '';
}

function isBroken({ state, result }: CardAnswer): boolean {
  return state === 'done' && BROKEN.has(result);
}

function holds(lines: readonly ItemAnswer[]): boolean {
  const last = lines.at(-1);
  if (last === undefined) return false;
  return last.result === 'passed' || (last.result === 'skipped' && (last.ticked || last.kind === 'waived'));
}
