import type { Card } from '../cards/card.ts';
import { rowKey } from '../graph/tree-rows.ts';
import type { ClosePreview } from '../workbench.ts';
import { act } from './act.ts';
import { answerPrompt, pasteIntoNote } from './answer-prompt.ts';
import { treeOf } from './chain-tree.ts';
import { openJudge, recordAsked, recordItem, recordRun } from './follow-run.ts';
import { layoutFor } from './geometry.ts';
import { bindingFor, placeOf } from './keymap.ts';
import { findAgain, findCard } from './look-up.ts';
import { cursorOn, type Model, type ScreenEvent, type Step, selectedCard } from './model.ts';
import { firstCursor, usualGoal } from './opening.ts';
import { appendOutput } from './run-log.ts';
import { settle } from './settle.ts';

/** How long after a question opened its keys do not count, in milliseconds: they were typed before it could be read. */
export const PROMPT_GUARD_MS = 150;

/** What the screen is after something happened, and what it wants done. Pure: the same event always gives the same step. */
export function reduce(model: Model, event: ScreenEvent): Step {
  const [next, effects] = happen({ ...model, now: event.at }, event);
  return [settle(next), effects];
}

function happen(model: Model, event: ScreenEvent): Step {
  switch (event.kind) {
    case 'key':
      return press({ ...model, unchosen: false }, event.key);
    case 'pasted':
      return [pasteIntoNote(model, event.text), []];
    case 'resized':
      return [{ ...model, size: event.size }, []];
    case 'plan-read':
      return takePlan(model, event);
    case 'git-read':
      return [takeGit(model, event), []];
    case 'text-read':
      return [takeText(model, event), []];
    case 'approval-needed':
      return [
        {
          ...model,
          prompt: { kind: 'approve', ...opened(model), card: event.card, request: event.request },
        },
        [],
      ];
    case 'verify-started':
    case 'verifying':
    case 'verify-ended':
      return recordRun(model, event);
    case 'asked':
      return [recordAsked(model, event), []];
    case 'output':
      return [changeLog(model, event), []];
    case 'close-previewed':
      return [takePreview(model, event), []];
    case 'closed':
      return takeClosed(model, event);
    case 'judged':
      return recordItem(model, event);
    case 'noticed':
      return [{ ...model, notice: event.message }, []];
    case 'ticked':
      return [model, []];
  }
}

type Of<Kind extends ScreenEvent['kind']> = Extract<ScreenEvent, { readonly kind: Kind }>;

function opened(model: Model): { readonly openedAt: number; readonly scroll: number } {
  return { openedAt: model.now, scroll: 0 };
}

function press(model: Model, key: string): Step {
  if (layoutFor(model.size) === 'tiny' && key !== 'q' && key !== 'ctrl-c') return [model, []];
  const { prompt } = model;
  if (prompt !== undefined) {
    const early = model.now - prompt.openedAt < PROMPT_GUARD_MS;
    return early && key !== 'ctrl-c' ? [model, []] : answerPrompt(model, prompt, key);
  }
  const binding = bindingFor(key, placeOf(model));
  // A key that does nothing, such as an answer pressed twice, takes nothing off the screen that was not read yet.
  if (binding === undefined) return [model, []];
  const read = { ...model, notice: undefined, moment: undefined };
  const reason = binding.unless?.(read);
  return reason === undefined ? act(read, binding.action) : [{ ...read, notice: reason }, []];
}

/** Where nobody has pressed a key or asked for a chain yet, the one of the branch is shown. */
function takeGit(model: Model, { git }: Of<'git-read'>): Model {
  if (!model.unchosen) return { ...model, git };
  const goal = usualGoal(model.plan, git);
  const cursor = goal === undefined || goal === model.goal ? model.cursor : firstCursor(model.plan, goal);
  return { ...model, git, goal, cursor, unchosen: false };
}

function takePlan(model: Model, { plan, git }: Of<'plan-read'>): Step {
  const before = selectedCard(model);
  const goal = (model.goal === undefined ? undefined : findAgain(plan, model.goal)) ?? usualGoal(plan, git);
  const folded = new Set([...model.folded].filter((path) => findCard(plan, path) !== undefined));
  const next: Model = {
    ...model,
    plan,
    git,
    goal,
    folded: folded.size === model.folded.size ? model.folded : folded,
    cursor: cursorAfter(model, { plan, goal, before }),
    texts: new Map([...model.texts].filter(([path]) => findCard(plan, path) !== undefined)),
  };
  const { prompt } = next;
  if (prompt?.kind === 'close' || prompt?.kind === 'refused') {
    const card = findAgain(plan, prompt.card);
    if (card === undefined || plan.stateOf(card).kind === 'done') return [{ ...next, prompt: undefined }, []];
    return [next, [{ kind: 'preview', card }]];
  }
  return [next.closing?.written === true ? celebrate(next, next.closing) : next, []];
}

function cursorAfter(
  model: Model,
  to: { readonly plan: Model['plan']; readonly goal: Model['goal']; readonly before: Model['goal'] },
): Model['cursor'] {
  const { plan, goal, before } = to;
  if (goal === undefined) return { key: '', path: undefined, stem: '' };
  const same = before === undefined ? undefined : findAgain(plan, before);
  if (same !== undefined) {
    return same.path === model.cursor.path ? model.cursor : cursorOn(same);
  }
  const answered = plan.cards.find((card) => card.stem === model.cursor.stem);
  if (answered !== undefined) return cursorOn(answered);
  return rowOfNoCard(model, { plan, goal }) ?? firstCursor(plan, goal);
}

/** The selected row where no card stands now: the requirement that is left of it, else the row in its place. */
function rowOfNoCard(
  model: Model,
  to: { readonly plan: Model['plan']; readonly goal: Card },
): Model['cursor'] | undefined {
  const { cursor } = model;
  const before = model.goal === undefined ? undefined : treeOf(model.plan, model.goal, model.folded);
  const { rows } = treeOf(to.plan, to.goal, model.folded);
  const parent = cursor.key.split('\n')[0] ?? '';
  const left = rows.find(
    (row) =>
      row.card === undefined && row.key === rowKey({ path: parent }, { path: undefined, stem: cursor.stem }),
  );
  const place = before?.indexByKey.get(cursor.key) ?? 0;
  const row = left ?? rows[Math.min(place, rows.length - 1)];
  return row === undefined ? undefined : { key: row.key, path: row.card?.path, stem: row.stem };
}

function takeText(model: Model, { card, text }: Of<'text-read'>): Model {
  const next: Model = { ...model, texts: new Map(model.texts).set(card.path, { card, text }) };
  const { prompt } = next;
  if (prompt?.kind === 'judge' && prompt.card.path === card.path) {
    const checklist = 'failed' in text ? [] : text.checklist;
    const item = checklist.find((each) => each.text === prompt.item.text && each.kind === prompt.item.kind);
    if (item !== undefined) return { ...next, prompt: { ...prompt, card, item } };
    return { ...next, prompt: undefined, notice: 'The card was edited and this check is no longer in it.' };
  }
  if (next.answering !== card.path || prompt !== undefined) return next;
  return openJudge({ ...next, answering: undefined });
}

function takePreview(model: Model, { card, preview }: Of<'close-previewed'>): Model {
  const { prompt } = model;
  // Asked anew about the same thing, it is the same question: keys that were meant for it count.
  const same = prompt?.kind === 'close' && isSamePreview(prompt.preview, preview);
  const since = same ? { openedAt: prompt.openedAt, scroll: prompt.scroll } : opened(model);
  return {
    ...model,
    prompt:
      preview.refusals.length > 0
        ? { kind: 'refused', ...since, card, refusals: preview.refusals }
        : { kind: 'close', ...since, card, preview },
  };
}

function isSamePreview(one: ClosePreview, other: ClosePreview): boolean {
  const said = ({ refusals, diff, becomesReady }: ClosePreview): string =>
    JSON.stringify([refusals, diff, becomesReady.map(({ stem }) => stem)]);
  return said(one) === said(other);
}

function takeClosed(model: Model, { card, outcome }: Of<'closed'>): Step {
  switch (outcome.kind) {
    case 'written':
      return [
        { ...model, closing: model.closing && { ...model.closing, written: true } },
        [{ kind: 'reload' }],
      ];
    case 'refused':
      return [
        {
          ...model,
          closing: undefined,
          notice: `${card.stem} was not closed: ${outcome.message}; ${outcome.help}`,
        },
        [],
      ];
    case 'changed-meanwhile':
    case 'failed':
      return [
        { ...model, closing: undefined, notice: `${card.stem} was not closed: ${outcome.message}` },
        [{ kind: 'reload' }],
      ];
  }
}

/** The moment after a close: what became ready by it, as the plan that was read anew says. */
function celebrate(model: Model, closing: NonNullable<Model['closing']>): Model {
  const { plan } = model;
  const ready = closing.unlocks.flatMap((card) => {
    const again = findAgain(plan, card);
    return again !== undefined && plan.stateOf(again).kind === 'ready' ? [again] : [];
  });
  const { closed } = model.tally;
  return {
    ...model,
    closing: undefined,
    moment: {
      closed: closing.card,
      ready,
      finished: plan.chains.find((chain) => chain.goal === model.goal)?.finished === true,
    },
    fresh: new Set(ready.map((card) => card.path)),
    tally: {
      closed: [...closed, closing.card.stem],
      ready: [
        ...model.tally.ready.filter((stem) => stem !== closing.card.stem),
        ...ready.map((card) => card.stem),
      ],
    },
  };
}

function changeLog(model: Model, { card, text }: Of<'output'>): Model {
  const run = model.runs.get(card.path);
  if (run === undefined) return model;
  return {
    ...model,
    runs: new Map(model.runs).set(card.path, { ...run, log: appendOutput(run.log, text) }),
  };
}
