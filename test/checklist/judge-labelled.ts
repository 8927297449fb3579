import { readFileSync } from 'node:fs';
import type { ChecklistItem } from '../../src/checklist/checklist.ts';
import { parseLooseChecklist } from '../../src/checklist/parse-checklist.ts';

/** A checklist item with what a person made of it. */
interface Labelled {
  readonly id: string;
  readonly markdown: string;
  readonly label: string;
  readonly commands: readonly string[];
}

/** A labelled item and what the rules made of it; undefined where they found none. */
export interface JudgedItem {
  readonly id: string;
  /** The kind by its label. */
  readonly label: string;
  readonly wanted: readonly string[];
  readonly item: ChecklistItem | undefined;
}

const KINDS = ['automatic', 'assisted', 'manual', 'template', 'waived'];

/** Judges every item of a list of labelled items, one JSON object a line. */
export async function judgeLabelled(file: URL): Promise<readonly JudgedItem[]> {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isLabelled);
  return Promise.all(
    rows.map(async ({ id, markdown, label, commands }) => ({
      id,
      label: label === 'auto' ? 'automatic' : label,
      wanted: commands,
      item: (await parseLooseChecklist(`${markdown}\n`)).items[0],
    })),
  );
}

function isLabelled(value: unknown): value is Labelled {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'label' in value && 'markdown' in value
  );
}

/** Whether an item of a kind is run. */
function runs(kind: string | undefined): boolean {
  return kind === 'automatic' || kind === 'assisted';
}

/** The items that are run and are no checks by their labels. */
export function falseRuns(judged: readonly JudgedItem[]): readonly string[] {
  return judged.filter(({ label, item }) => runs(item?.kind) && !runs(label)).map(({ id }) => id);
}

/** The items that their exit status ticks and that a person has to look at by their labels. */
export function uncheckedPasses(judged: readonly JudgedItem[]): readonly string[] {
  return judged
    .filter(({ label, item }) => item?.kind === 'automatic' && label !== 'automatic')
    .map(({ id }) => id);
}

/** The items that are rightly run, with other commands than their labels name. */
export function otherCommands(judged: readonly JudgedItem[]): readonly string[] {
  return judged
    .filter(({ item, wanted }) => runs(item?.kind) && wanted.length > 0 && !isSame(item?.commands, wanted))
    .map(({ id }) => id);
}

function isSame(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The share of the items of a kind that are found: of that kind, with these commands. */
export function recallOf(judged: readonly JudgedItem[], kind: string): number {
  const all = judged.filter(({ label }) => label === kind);
  return (
    all.filter(({ item, wanted }) => item?.kind === kind && isSame(item.commands, wanted)).length / all.length
  );
}

/** A table of labels against judgements, the figures, and every disagreement with the reason, one a line. */
export function scoreOf(judged: readonly JudgedItem[]): string {
  const count = (label: string, kind: string) =>
    String(judged.filter((each) => each.label === label && each.item?.kind === kind).length);
  const table = [
    ['label \\ judged', ...KINDS],
    ...KINDS.map((label) => [label, ...KINDS.map((kind) => count(label, kind))]),
  ];
  const differing = judged.filter(({ label, item }) => item?.kind !== label);
  return [
    ...table.map((row) => row.map((cell) => cell.padEnd(15)).join('')),
    '',
    `false runs ${falseRuns(judged).length}`,
    `unchecked passes ${uncheckedPasses(judged).length}`,
    ...['automatic', 'assisted'].map(
      (kind) => `${kind} found ${(100 * recallOf(judged, kind)).toFixed(1)} %`,
    ),
    ...differing.map(({ id, label, item }) => `  ${id.padEnd(8)}${label} -> ${item?.kind}: ${item?.why}`),
    '',
  ].join('\n');
}
