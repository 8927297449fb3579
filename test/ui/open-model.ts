import type { GitPlace } from '../../src/git/git-place.ts';
import { readPlan } from '../../src/plan.ts';
import { ASCII, UNICODE } from '../../src/ui/draw/glyphs.ts';
import { columnsOf, plainText } from '../../src/ui/draw/rows.ts';
import type { Effect, Happening } from '../../src/ui/model/happening.ts';
import type { Model } from '../../src/ui/model/model.ts';
import { openingModel } from '../../src/ui/model/opening.ts';
import { drawScreen } from '../../src/ui/panes/layout.ts';
import { reduce } from '../../src/ui/reduce/reduce.ts';
import { wantedTexts } from '../../src/ui/session/wanted-texts.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';

const GIT: GitPlace = { branch: 'main', commit: '5e2c9a7d00000000000000000000000000000000', dirty: false };

/** Time between two events, in milliseconds: long enough for a question to count as read. */
const STEP_MS = 1_000;

/** A screen over a folder's cards, with everything read that it wants. */
export async function openModel(
  folder: string,
  how: {
    readonly size?: string;
    readonly ascii?: boolean;
    readonly goal?: string;
    readonly git?: Model['git'];
  } = {},
): Promise<Model> {
  const plan = await readPlan({ cwd: folder });
  const [columns = 80, rows = 24] = (how.size ?? '80x24').split('x').map(Number);
  const goal = plan.cards.find((card) => card.stem === how.goal);
  const glyphs = how.ascii === true ? ASCII : UNICODE;
  const model = openingModel({ plan, goal, git: how.git ?? GIT, size: { columns, rows }, glyphs, at: 0 });
  return readAll(folder, happen(model, { kind: 'resized', size: { columns, rows } }).model);
}

/** Reads the files that a screen wants until it wants no more. */
async function readAll(folder: string, model: Model): Promise<Model> {
  const workbench = openWorkbench({ cwd: folder }, model.plan);
  let next = model;
  for (let wanted = wantedTexts(next); wanted.length > 0; wanted = wantedTexts(next)) {
    for (const card of wanted) {
      const text = await workbench.readCard(card);
      const evidence = workbench.receipts(card, text).items;
      next = happen(next, { kind: 'text-read', card, text, evidence }).model;
    }
  }
  return next;
}

/** The screen after the cards were read again. */
export async function reread(folder: string, model: Model): Promise<Model> {
  const plan = await readPlan({ cwd: folder });
  return readAll(folder, happen(model, { kind: 'plan-read', plan, git: GIT }).model);
}

/** Lets something happen a second after the event before. */
export function happen(
  model: Model,
  happening: Happening,
): { readonly model: Model; readonly effects: readonly Effect[] } {
  const [next, effects] = reduce(model, { ...happening, at: model.now + STEP_MS });
  return { model: next, effects };
}

/** Presses keys one second apart, and tells what the last of them wants done. */
export function pressing(
  model: Model,
  ...keys: readonly string[]
): { readonly model: Model; readonly effects: readonly Effect[] } {
  return keys.reduce(
    (step: { readonly model: Model; readonly effects: readonly Effect[] }, key) =>
      happen(step.model, { kind: 'key', key }),
    { model, effects: [] },
  );
}

/** The screen after some keys. */
export function press(model: Model, ...keys: readonly string[]): Model {
  return pressing(model, ...keys).model;
}

/** The screen as text, without the blanks at the ends of its rows; fails where a row is not as wide as the terminal. */
export function screenOf(model: Model): string {
  const rows = drawScreen(model).map(plainText);
  const wrong = rows.filter((row) => columnsOf(row) !== model.size.columns);
  if (wrong.length > 0 || rows.length !== model.size.rows) {
    throw new Error(
      `not ${model.size.columns}x${model.size.rows}: ${rows.length} rows, ${JSON.stringify(wrong)}`,
    );
  }
  return `${rows.map((row) => row.trimEnd()).join('\n')}\n`;
}
