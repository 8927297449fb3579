import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import { clean } from '../draw/rows.ts';
import { progressOf, waitingItems, waitsForPerson } from '../model/checks.ts';
import { checklistOf, runOf } from '../model/geometry.ts';
import type { ScreenEvent, Step } from '../model/happening.ts';
import type { ItemProgress, Model, Run } from '../model/model.ts';
import { selectedCard } from '../model/model.ts';
import { appendLines, EMPTY_LOG } from '../model/run-log.ts';

type Of<Kind extends ScreenEvent['kind']> = Extract<ScreenEvent, { readonly kind: Kind }>;

/** Follows a verification from its start to its end. */
export function recordRun(model: Model, event: Of<'verify-started' | 'verifying' | 'verify-ended'>): Step {
  switch (event.kind) {
    case 'verify-started':
      return [
        {
          ...withRun(model, event.card, {
            card: event.card,
            items: (event.part && model.runs.get(event.card.path)?.items) ?? new Map(),
            log: EMPTY_LOG,
            logFile: event.logFile,
            heardAt: model.now,
            ended: false,
            stopped: false,
          }),
          running: event.card.path,
          logBack: 0,
        },
        [],
      ];
    case 'verifying':
      return [recordEvent(model, event.event), []];
    case 'verify-ended':
      return [endRun(model, event.card), [{ kind: 'reload' }]];
  }
}

function recordEvent(model: Model, event: Of<'verifying'>['event']): Model {
  const run = model.runs.get(event.card.path);
  if (run === undefined) return model;
  switch (event.kind) {
    case 'item-started': {
      const log =
        event.command === null ? run.log : appendLines(run.log, event.command.split('\n').map(commandLine));
      const progress = {
        item: event.item,
        result: 'running',
        command: event.command,
        startedAt: model.now,
        outcome: undefined,
      } as const;
      return withRun(model, event.card, { ...withItem(run, event.index, progress), log });
    }
    case 'item-finished': {
      const started = run.items.get(event.index);
      // Stopped while it waited for a person, it has run all the same.
      const isUnjudged = started?.result === 'asking' && event.outcome.result === 'killed';
      return withRun(
        model,
        event.card,
        withItem(run, event.index, {
          item: event.outcome.item,
          result: isUnjudged ? 'needs-person' : event.outcome.result,
          command: started?.command ?? null,
          startedAt: started?.startedAt ?? model.now,
          outcome: event.outcome,
        }),
      );
    }
    case 'card-finished':
      return model;
  }
}

function commandLine(line: string, index: number): string {
  return `${index === 0 ? '$' : '>'} ${clean(line)}`;
}

/** Shows that the verification waits for a person's word on an item. */
export function recordAsked(model: Model, { card, item, outcomes }: Of<'asked'>): Model {
  const outcome = { item, result: 'needs-person', outcomes, judgedBy: null, note: null } as const;
  const notice = `${clean(card.stem)}: a check needs you; Space answers it.`;
  return { ...changeItem(model, { card, item, to: { result: 'asking', outcome } }), notice };
}

/** The verification has the word on an item, and no longer waits for it. */
export function endAsking(model: Model, card: Card, item: ChecklistItem): Model {
  return changeItem(model, { card, item, to: { result: 'running' } });
}

function changeItem(
  model: Model,
  change: {
    readonly card: Card;
    readonly item: ChecklistItem;
    readonly to: Partial<Pick<ItemProgress, 'result' | 'outcome'>>;
  },
): Model {
  const { card, item, to } = change;
  const run = model.runs.get(card.path);
  const at = [...(run?.items ?? [])].find(([, progress]) => progress.item.line === item.line);
  if (run === undefined || at === undefined) return model;
  return withRun(model, card, withItem(run, at[0], { ...at[1], ...to }));
}

/** What ran came to no result; what waited for a person has run, and was not judged. */
function atEnd(progress: ItemProgress): ItemProgress {
  switch (progress.result) {
    case 'running':
      return { ...progress, result: 'killed' };
    case 'asking':
      return { ...progress, result: 'needs-person' };
    default:
      return progress;
  }
}

/** An item that was running when its verification ended never came to a result. */
function endRun(model: Model, card: Card): Model {
  const run = model.runs.get(card.path);
  if (run === undefined) return { ...model, running: undefined };
  const items = new Map(
    [...run.items].map(([index, progress]): [number, ItemProgress] => [index, atEnd(progress)]),
  );
  const notice = run.stopped ? 'The check was stopped.' : model.notice;
  const { prompt } = model;
  const isAnswered =
    prompt?.kind === 'judge' && prompt.card.path === card.path && prompt.item.kind !== 'manual';
  return {
    ...withRun(model, card, { ...run, items, ended: true }),
    running: undefined,
    notice,
    prompt: isAnswered ? undefined : prompt,
  };
}

/** Takes up a person's word on an item once it was written, and asks for the card's next open one. */
export function recordItem(model: Model, event: Of<'judged'>): Step {
  const { card, item, judgement, outcome } = event;
  switch (outcome.kind) {
    case 'written':
      return [
        { ...judged(model, { card, item, verdict: judgement.verdict }), answering: card.path },
        [{ kind: 'reload' }],
      ];
    case 'refused':
      return [{ ...model, notice: `Not recorded: ${outcome.message}; ${outcome.help}` }, []];
    case 'changed-meanwhile':
    case 'failed':
      return [{ ...model, notice: `Not recorded: ${outcome.message}` }, [{ kind: 'reload' }]];
  }
}

function judged(
  model: Model,
  word: {
    readonly card: Card;
    readonly item: ChecklistItem;
    readonly verdict: 'passed' | 'failed' | 'later';
  },
): Model {
  const { card, item, verdict } = word;
  const read = model.texts.get(card.path)?.text;
  const checklist = read === undefined || 'failed' in read ? [] : read.checklist;
  const index = checklist.findIndex((each) => each.line === item.line);
  if (index < 0 || verdict === 'later') return model;
  const run = model.runs.get(card.path) ?? {
    card,
    items: new Map(),
    log: EMPTY_LOG,
    logFile: undefined,
    heardAt: model.now,
    ended: true,
    stopped: false,
  };
  const before = progressOf(run, item, index)?.outcome;
  const outcome = { item, outcomes: before?.outcomes ?? [], result: verdict, judgedBy: 'you', note: null };
  return withRun(
    model,
    card,
    withItem(run, index, { item, result: verdict, command: null, startedAt: model.now, outcome }),
  );
}

/**
 * Opens the question for an item of the selected card: the one at a position, else the first that waits for a person.
 * Where none waits, nothing opens.
 */
export function openJudge(model: Model, position?: number): Model {
  const card = selectedCard(model);
  const index = position ?? waitingItems(model)[0];
  const item = index === undefined ? undefined : checklistOf(model)[index];
  if (card === undefined || index === undefined || item === undefined) return model;
  const progress = progressOf(runOf(model), item, index);
  if (position === undefined && !waitsForPerson(item, progress)) return model;
  return {
    ...model,
    itemCursor: index,
    notice: undefined,
    prompt: {
      kind: 'judge',
      openedAt: model.now,
      scroll: 0,
      card,
      // What a verification waits for is answered as it was asked.
      item: progress?.result === 'asking' ? progress.item : item,
      outcomes: progress?.outcome?.outcomes ?? [],
      note: '',
      field: 'answer',
    },
  };
}

function withItem(run: Run, index: number, progress: ItemProgress): Run {
  return { ...run, items: new Map(run.items).set(index, progress) };
}

function withRun(model: Model, card: Card, run: Run): Model {
  return { ...model, runs: new Map(model.runs).set(card.path, run) };
}
