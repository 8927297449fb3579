import type { Card } from '../../cards/card.ts';
import { isNewStem, STEM_FORM } from '../../cards/card-template.ts';
import { clean } from '../draw/rows.ts';
import { bindingFor, placeOf } from '../keys/keymap.ts';
import { itemNow } from '../model/checks.ts';
import type { CloseEnding, Step } from '../model/happening.ts';
import { findAgain } from '../model/look-up.ts';
import type { Model } from '../model/model.ts';
import type { NotedPrompt, Prompt } from '../model/prompt.ts';
import { isSeen } from '../panes/pane-prompt.ts';
import { copy } from './copy.ts';
import { endAsking, openJudge } from './follow-run.ts';
import { pressInPalette } from './palette.ts';
import { readLog, runAgain } from './read-log.ts';

/** Characters of a note that are kept. */
const NOTE_LENGTH = 500;

type JudgePrompt = Extract<Prompt, { readonly kind: 'judge' }>;
type ForcePrompt = Extract<Prompt, { readonly kind: 'force' }>;

/** Gives a key to the question that is open. Keys that it does not know do nothing: no question is answered by accident. */
export function answerPrompt(model: Model, prompt: Prompt, key: string): Step {
  if (prompt.kind === 'actions') return pressInPalette(model, prompt, key);
  const action = bindingFor(key, placeOf(model))?.action;
  if ('field' in prompt && prompt.field === 'note' && action === undefined) {
    return [typeNote(model, prompt, key), []];
  }
  switch (action) {
    case 'yes':
      return sayYes(model, prompt, 'edit-alone');
    case 'yes-commit':
      return sayYes(model, prompt, 'commit');
    case 'no':
      return prompt.kind === 'judge' ? sayWord(model, prompt, 'failed') : [closed(model), []];
    case 'later':
    case 'interrupt':
      return isAsked(prompt) ? sayWord(model, prompt, 'later') : [closed(model), []];
    case 'down':
      return [{ ...model, prompt: { ...prompt, scroll: prompt.scroll + 1 } }, []];
    case 'up':
      return [{ ...model, prompt: { ...prompt, scroll: prompt.scroll - 1 } }, []];
    case 'copy-stem':
      return copy(closed(model), 'stem');
    case 'copy-path':
      return copy(closed(model), 'path');
    case 'copy-command':
      return copy(closed(model), 'command');
    case 'copy-log':
      return copy(closed(model), 'log');
    case 'copy-offered':
      return copy(closed(model), 'git command');
    case 'read-log':
      return readLog(model);
    case 'run-again':
      return prompt.kind === 'judge' ? runAgain(model, prompt) : [model, []];
    case 'edit':
      return prompt.kind === 'judge' ? editItem(model, prompt) : [model, []];
    case 'edit-note':
      return ['field' in prompt ? { ...model, prompt: { ...prompt, field: 'note' } } : model, []];
    case 'end-note':
      return ['field' in prompt ? { ...model, prompt: { ...prompt, field: 'answer' } } : model, []];
    default:
      return [model, []];
  }
}

function closed(model: Model): Model {
  return { ...model, prompt: undefined, answering: undefined };
}

function sayYes(model: Model, prompt: Prompt, ending: CloseEnding): Step {
  switch (prompt.kind) {
    case 'approve':
      if (!isSeen(model, prompt)) return [{ ...model, notice: 'Read to the end first: j shows more.' }, []];
      return [
        closed(model),
        [{ kind: 'approve', card: prompt.card, request: prompt.request, part: prompt.part }],
      ];
    case 'judge':
      return sayWord(model, prompt, 'passed');
    case 'close':
      return close(model, prompt.card, { ending });
    case 'force':
      return forceClose(model, prompt, ending);
    case 'new-goal':
      return writeGoal(model, prompt);
    case 'push':
      return [closed(model), [{ kind: 'push', command: prompt.command }]];
    case 'fix':
      return [closed(model), [{ kind: 'fix', problem: prompt.problem }]];
    case 'quit':
      return [closed(model), [{ kind: 'quit', status: 0 }]];
    case 'refused':
    case 'actions':
    case 'copy':
      return [model, []];
  }
}

function close(
  model: Model,
  asked: Card,
  how: { readonly reason?: string; readonly ending: CloseEnding },
): Step {
  // The plan may have been read again since the question opened.
  const card = findAgain(model.plan, asked);
  if (card === undefined) return [closed(model), []];
  const closing = { card, unlocks: model.plan.unlocksOf(card), written: false };
  return [{ ...closed(model), closing }, [{ kind: 'close', card, ...how }]];
}

function forceClose(model: Model, prompt: ForcePrompt, ending: CloseEnding): Step {
  const reason = prompt.note.trim();
  if (reason !== '') return close(model, prompt.card, { reason, ending });
  const notice = 'A reason is needed: it is recorded with the close.';
  return [{ ...model, notice, prompt: { ...prompt, field: 'note' } }, []];
}

function writeGoal(model: Model, prompt: Extract<Prompt, { readonly kind: 'new-goal' }>): Step {
  const stem = prompt.note.trim().replace(/\.md$/, '');
  const taken = model.plan.documents.find((each) => each.stem.toLowerCase() === stem.toLowerCase());
  if (isNewStem(stem) && taken === undefined) return [closed(model), [{ kind: 'new-goal', stem }]];
  const notice = taken === undefined ? STEM_FORM : `There is a document of that name: ${clean(taken.path)}.`;
  return [{ ...model, notice, prompt: { ...prompt, field: 'note' } }, []];
}

/** Tells whether a verification waits for the answer; a manual item is answered without one. */
function isAsked(prompt: Prompt): prompt is JudgePrompt {
  return prompt.kind === 'judge' && prompt.item.kind !== 'manual';
}

function sayWord(model: Model, prompt: JudgePrompt, verdict: 'passed' | 'failed' | 'later'): Step {
  const { card, item, note } = prompt;
  const judgement = note.trim() === '' ? { verdict } : { verdict, note: note.trim() };
  if (isAsked(prompt)) {
    const heard = endAsking(closed(model), card, item);
    return [verdict === 'later' ? heard : openJudge(heard), [{ kind: 'answer', item, judgement }]];
  }
  return [closed(model), [{ kind: 'judge', card, item, judgement }]];
}

/** Opens the card at the check that is asked about; the question stays, and is asked anew of what was changed. */
function editItem(model: Model, { card, item }: JudgePrompt): Step {
  const { line } = itemNow(model, card, item) ?? item;
  return [model, [{ kind: 'edit', path: card.path, line }]];
}

function typeNote(model: Model, prompt: NotedPrompt, key: string): Model {
  if (key === 'backspace' || key === 'delete') {
    const letters = [...new Intl.Segmenter().segment(prompt.note)].map(({ segment }) => segment);
    return { ...model, prompt: { ...prompt, note: letters.slice(0, -1).join('') } };
  }
  if (key === 'ctrl-u') return { ...model, prompt: { ...prompt, note: '' } };
  // The names of other keys are longer than one character.
  const isText = [...new Intl.Segmenter().segment(key)].length === 1;
  return isText ? addToNote(model, prompt, key) : model;
}

function addToNote(model: Model, prompt: NotedPrompt, text: string): Model {
  return { ...model, prompt: { ...prompt, note: (prompt.note + text).slice(0, NOTE_LENGTH) } };
}

/** Puts pasted text into the note that is being written, on one line; anywhere else a paste does nothing. */
export function pasteIntoNote(model: Model, text: string): Model {
  const { prompt } = model;
  if (prompt === undefined || !('field' in prompt) || prompt.field !== 'note') return model;
  return addToNote(model, prompt, clean(text.replace(/\s+/g, ' ')));
}
