import type { Card, Prerequisite } from '../cards/card.ts';
import { readFrontMatter } from '../cards/frontmatter.ts';
import { parseCard } from '../cards/parse-card.ts';
import { readHeader } from '../cards/read-header.ts';
import { wikiLinkAt } from '../cards/wiki-link.ts';
import { changeCard } from '../edit/change-card.ts';
import type { EditOutcome } from '../edit/edit-outcome.ts';
import { isRefusal, type Refusal, refuse } from '../edit/refusal.ts';
import { requiringText } from '../edit/require-card.ts';
import { yamlWord } from '../edit/yaml-word.ts';
import { wouldCycle } from '../graph/would-cycle.ts';
import type { Plan } from '../plan.ts';
import type { CardText } from '../read/read-card-text.ts';
import { type Fixable, mendingOf } from './fixable.ts';
import type { UndoBook } from './undo-book.ts';
import type { FixPreview } from './workbench.ts';

/** The one edit that a problem leaves no choice about. */
interface Fix {
  readonly card: Card;
  /** What it does to the text of the card's file, as a sentence. */
  readonly does: (text: string) => string;
  /** The text of the card's file with the problem mended, and every other character as it was. */
  readonly change: (text: string) => string | Refusal;
}

/** Works out what mending a problem would do, or why there is no one edit that does it. */
export async function previewFix(
  plan: Plan,
  problem: Fixable,
  readCard: (card: Card) => Promise<CardText>,
): Promise<FixPreview | Refusal> {
  const fix = fixFor(plan, problem);
  if (fix === undefined) return refuse('it leaves a choice: o opens the editor there');
  const { text } = await readCard(fix.card);
  const changed = fix.change(text);
  if (isRefusal(changed)) return changed;
  return { card: fix.card, does: fix.does(text), diff: changedLines(text, changed) };
}

/** Mends a problem, and notes the edit so that it can be taken back. */
export async function fixProblem(plan: Plan, problem: Fixable, undo: UndoBook): Promise<EditOutcome> {
  const fix = fixFor(plan, problem);
  if (fix === undefined)
    return { kind: 'refused', message: 'it leaves a choice', help: 'o opens the editor there' };
  let written: { readonly from: string; readonly to: string } | undefined;
  const outcome = await changeCard(plan, fix.card, (from) => {
    const to = fix.change(from);
    if (!isRefusal(to)) written = { from, to };
    return to;
  });
  if (outcome.kind === 'written' && written !== undefined)
    undo.note({ card: fix.card, what: 'fix', ...written });
  return outcome;
}

/** Finds the edit that mends a problem; undefined where a person has to choose. */
function fixFor(plan: Plan, problem: Fixable): Fix | undefined {
  const mending = mendingOf(plan, problem);
  if (mending === undefined) return undefined;
  const { card } = mending;
  if (mending.kind === 'rewrite') {
    const { entry, word } = mending;
    return {
      card,
      does: () => `${card.stem} requires ${word}.`,
      change: (text) => rewrite(plan, { card, entry, word, text }),
    };
  }
  return {
    card,
    does: (text) => `${card.stem} requires ${linkedStem(text, problem) ?? 'nothing more'}.`,
    change: (text) => requireLinked(plan, card, { text, problem }),
  };
}

/** The lines that an edit takes out and puts in, as a reader of a diff expects them. */
function changedLines(before: string, after: string): readonly string[] {
  const [old, made] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const isSame = (from: number, back: number): boolean => old.at(from) === made.at(back);
  let start = 0;
  while (start < Math.min(old.length, made.length) && isSame(start, start)) start += 1;
  let end = 1;
  while (end <= Math.min(old.length, made.length) - start && isSame(-end, -end)) end += 1;
  return [
    ...old.slice(start, old.length - end + 1).map((line) => `-${line}`),
    ...made.slice(start, made.length - end + 1).map((line) => `+${line}`),
  ];
}

function rewrite(
  plan: Plan,
  {
    card,
    entry,
    word,
    text,
  }: { readonly card: Card; readonly entry: Prerequisite; readonly word: string; readonly text: string },
): string | Refusal {
  const changed = rewriteEntry(text, entry, word);
  if (isRefusal(changed)) return changed;
  const names = requiresOf(plan, card, changed);
  return names?.includes(word) === true && names.length === card.requires.length
    ? changed
    : refuse('the entry has a form that a person should edit');
}

/** Writes an entry of `requires` anew, with the quotes around it, and as a list where it was none. */
function rewriteEntry(text: string, { written, stem }: Prerequisite, word: string): string | Refusal {
  let start = written.offset;
  let end = start + written.endColumn - written.column;
  if (!text.slice(start, end).includes(stem)) return refuse('the card was changed since');
  const quote = text[start - 1] ?? '';
  if (/["']/.test(quote) && text[end] === quote) {
    start -= 1;
    end += 1;
  }
  const changed = text.slice(0, start) + yamlWord(word) + text.slice(end);
  return changed === text ? `${text.slice(0, start)}[${yamlWord(word)}]${text.slice(end)}` : changed;
}

/** What the text of a card requires, in plain stems; undefined where it cannot be read. */
function requiresOf(plan: Plan, card: Card, text: string): readonly string[] | undefined {
  const reading = readHeader(text, readFrontMatter);
  if (reading.kind !== 'read') return undefined;
  const parsed = parseCard(card, reading.header, { vocabulary: plan.vocabulary, heading: () => undefined });
  return parsed.card.readable ? parsed.card.requires.map((each) => each.stem) : undefined;
}

/** The stem that the link at a problem leads to; undefined where no link stands there any more. */
function linkedStem(text: string, problem: Fixable): string | undefined {
  const line = text.split(/\r\n|\r|\n/)[problem.line - 1] ?? '';
  const start = line.indexOf('[[', problem.column - 1);
  const end = problem.endColumn - 1;
  if (start < 0 || !line.slice(start, end).endsWith(']]')) return undefined;
  return wikiLinkAt(line, { start, end }, { line: problem.line, column: start + 1, offset: 0 }).stem;
}

function requireLinked(
  plan: Plan,
  card: Card,
  { text, problem }: { readonly text: string; readonly problem: Fixable },
): string | Refusal {
  const stem = linkedStem(text, problem);
  if (stem === undefined) return refuse('the card was changed since');
  const other = plan.cards.find((each) => each.stem === stem);
  if (other === undefined) return refuse(`no card is named ${stem}`);
  if (wouldCycle(plan.graph, card, other))
    return refuse(`${stem} requires ${card.stem}, so they would require each other in a circle`);
  return requiringText(text, stem);
}
