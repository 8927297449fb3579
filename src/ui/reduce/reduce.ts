import type { Card } from '../../cards/card.ts';
import { takeHistory } from '../history/travel.ts';
import { bindingFor, placeOf, whyNotEmpty, whyNotHere } from '../keys/keymap.ts';
import { itemNow } from '../model/checks.ts';
import { layoutFor } from '../model/geometry.ts';
import type { ScreenEvent, Step } from '../model/happening.ts';
import { findAgain } from '../model/look-up.ts';
import { cursorOn, type Model, type ReadText } from '../model/model.ts';
import { firstCursor, usualGoal } from '../model/opening.ts';
import { keepProblem } from '../model/problem-list.ts';
import { isGuarded, opened, type Prompt } from '../model/prompt.ts';
import { appendOutput } from '../model/run-log.ts';
import { searchFor } from '../model/search.ts';
import { act } from './act.ts';
import { answerPrompt, pasteIntoNote } from './answer-prompt.ts';
import { openJudge, recordAsked, recordItem, recordRun } from './follow-run.ts';
import { keepPlace } from './keep-place.ts';
import { select } from './move.ts';
import { offerToOutput, offerToSilent } from './offer-terminal.ts';
import { openActions } from './open-question.ts';
import { settle } from './settle.ts';
import { takeClosed, takePreview } from './take-close.ts';
import { takePlan } from './take-plan.ts';
import { pasteInto } from './text-field.ts';
import { narrow, pressInFilter } from './type-filter.ts';
import { pressInSearch } from './type-search.ts';

/** How long after a question opened its keys do not count, in milliseconds: they were typed before it could be read. */
export const PROMPT_GUARD_MS = 150;

/** What the screen is after something happened, and what it wants done. Pure: the same event always gives the same step. */
export function reduce(model: Model, event: ScreenEvent): Step {
  const [next, effects] = happen({ ...model, now: event.at }, event);
  return [settle(keepPlace(model, next)), effects];
}

function happen(model: Model, event: ScreenEvent): Step {
  switch (event.kind) {
    case 'key':
      return press({ ...model, unchosen: false, left: undefined }, event.key);
    case 'pasted':
      return [paste(model, event.text), []];
    case 'resized':
      return [{ ...model, size: event.size }, []];
    case 'plan-read':
      return takePlan(model, event);
    case 'history-read':
      return [takeHistory(model, event.timeline), []];
    case 'branch-read':
      return [{ ...model, standing: event.standing }, []];
    case 'git-read':
      return [takeGit(model, event), []];
    case 'text-read':
      return [takeText(model, event), []];
    case 'approval-needed':
      return [
        {
          ...model,
          prompt: {
            kind: 'approve',
            ...opened(model.now),
            card: event.card,
            request: event.request,
            part: event.part,
          },
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
      return [offerToOutput(changeLog(model, event), event), []];
    case 'close-previewed':
      return [takePreview(model, event), []];
    case 'problems-read': {
      const { plan, diagnostics } = event;
      const next = { ...model, findings: { plan, diagnostics } };
      // Whoever has not moved yet begins with the first.
      return [model.listCursor === 0 ? next : keepProblem(model, next), []];
    }
    case 'fix-previewed':
      return [takeFix(model, event), []];
    case 'closed':
      return takeClosed(model, event);
    case 'judged':
      return recordItem(model, event);
    case 'noticed':
      return [{ ...lookAt(model, event.about), notice: event.message, offered: event.offered }, []];
    case 'ticked':
      return [offerToSilent(model), []];
  }
}

/** Selects a card of the chain that is shown; one of another chain is not looked for. */
function lookAt(model: Model, asked: Card | undefined): Model {
  const { plan, goal } = model;
  const card = asked && findAgain(plan, asked);
  const isShown = card !== undefined && goal !== undefined && plan.graph.chainOf(goal).includes(card);
  return isShown ? select(model, cursorOn(card)) : model;
}

/** Pasted text reaches a field that is being typed in, and nothing else. */
function paste(model: Model, text: string): Model {
  if (model.prompt?.kind === 'actions')
    return { ...model, prompt: { ...model.prompt, text: pasteInto(model.prompt.text, text), cursor: 0 } };
  if (model.prompt === undefined && model.search.typing)
    return searchFor(model, pasteInto(model.search.text, text));
  if (model.prompt !== undefined || !model.typing) return pasteIntoNote(model, text);
  return narrow(model, pasteInto(model.filter, text));
}

type Of<Kind extends ScreenEvent['kind']> = Extract<ScreenEvent, { readonly kind: Kind }>;

function press(model: Model, key: string): Step {
  if (layoutFor(model.size) === 'tiny' && key !== 'q' && key !== 'ctrl-c') return [model, []];
  // Neither answers anything, so they work in every question and every field.
  const always = bindingFor(key, 'main')?.action;
  if (always === 'suspend' || always === 'redraw') return act(model, always);
  const { prompt } = model;
  if (prompt !== undefined) {
    const early = isGuarded(prompt) && model.now - prompt.openedAt < PROMPT_GUARD_MS;
    return early && key !== 'ctrl-c' ? [model, []] : answerPrompt(model, prompt, key);
  }
  if (model.search.typing) return pressInSearch(model, key);
  if (model.typing) return pressInFilter(model, key);
  if (model.view === 'help' && isSearched(key))
    return [openActions({ ...model, view: model.under }, key), []];
  const binding = bindingFor(key, placeOf(model));
  // A key that does nothing, such as an answer pressed twice, takes nothing off the screen that was not read yet.
  if (binding === undefined) return [{ ...model, notice: whyNotHere(model, key) ?? model.notice }, []];
  // A yes pressed twice opens the menu of copies; Esc leads back to what was to be read.
  const read =
    binding.action === 'copy'
      ? model
      : { ...model, notice: undefined, offered: undefined, moment: undefined };
  const reason = binding.unless?.(read) ?? whyNotEmpty(read, binding);
  return reason === undefined ? act(read, binding.action) : [{ ...read, notice: reason }, []];
}

/** In the help every letter but those that lead out of it begins a search. */
function isSearched(key: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(key) && key !== 'q';
}

/** Asks whether to mend a problem, or says why there is no edit for it. */
function takeFix(model: Model, { problem, preview }: Of<'fix-previewed'>): Model {
  if ('refused' in preview) return { ...model, notice: `Not mended: ${preview.refused}.` };
  return { ...model, prompt: { kind: 'fix', ...opened(model.now), problem, preview } };
}

/** Where nobody has pressed a key or asked for a chain yet, the one of the branch is shown. */
function takeGit(model: Model, { git }: Of<'git-read'>): Model {
  if (!model.unchosen) return { ...model, git };
  const goal = usualGoal(model.plan, git);
  const cursor = goal === undefined || goal === model.goal ? model.cursor : firstCursor(model.plan, goal);
  return { ...model, git, goal, cursor, unchosen: false };
}

function takeText(model: Model, { card, text, evidence = [] }: Of<'text-read'>): Model {
  const next: Model = { ...model, texts: new Map(model.texts).set(card.path, { card, text, evidence }) };
  const { prompt } = next;
  if (prompt?.kind === 'judge' && prompt.card.path === card.path) return askAgain(next, prompt, model);
  if (next.answering !== card.path || prompt !== undefined) return next;
  return openJudge({ ...next, answering: undefined });
}

/** The question on a check after its card was read again; of another text it is asked anew. */
function askAgain(model: Model, prompt: Extract<Prompt, { readonly kind: 'judge' }>, before: Model): Model {
  const read = model.texts.get(prompt.card.path);
  const item = itemNow(model, prompt.card, prompt.item);
  if (read === undefined || item === undefined)
    return { ...model, prompt: undefined, notice: 'The card was edited and this check is no longer in it.' };
  const since = saidBy(before.texts.get(read.card.path)) === saidBy(read) ? {} : { openedAt: model.now };
  // What a verification waits for is answered as it was asked.
  const asked = item.kind === 'manual' ? item : prompt.item;
  return { ...model, prompt: { ...prompt, ...since, card: read.card, item: asked } };
}

/** What a card says, whatever is ticked in it. */
function saidBy(read: ReadText | undefined): string | undefined {
  return read === undefined || 'failed' in read.text
    ? undefined
    : read.text.text.replace(/^(\s*(?:[-*+]|\d+[.)]) )\[[ x]\]/gim, '$1');
}

function changeLog(model: Model, { card, text }: Of<'output'>): Model {
  const run = model.runs.get(card.path);
  if (run === undefined) return model;
  const log = appendOutput(run.log, text);
  return {
    ...model,
    runs: new Map(model.runs).set(card.path, { ...run, log, heardAt: model.now }),
  };
}
