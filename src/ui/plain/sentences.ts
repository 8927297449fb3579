import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import { counted } from '../../counted.ts';
import type { Chain } from '../../graph/chain.ts';
import type { Plan } from '../../plan.ts';
import type { ItemOutcome, ItemResult } from '../../verify/verify-event.ts';
import { clean } from '../draw/rows.ts';
import { itemText } from '../model/checks.ts';

/** How far a chain has come, in a sentence. */
export function chainSentence({ goal, done, total, ready, finished }: Chain): string {
  const far = finished
    ? `finished, ${counted(total, 'card')} done`
    : `${done} of ${counted(total, 'card')} done, ${ready.length} ready`;
  return `${clean(goal.stem)}: ${far}.`;
}

/** A card with its state and its title, in a sentence. */
export function cardSentence(plan: Plan, card: Card): string {
  return `${clean(card.stem)}, ${stateWords(plan, card)}: ${clean(card.title)}.`;
}

function stateWords(plan: Plan, card: Card): string {
  const state = plan.stateOf(card);
  switch (state.kind) {
    case 'done':
    case 'ready':
      return state.kind;
    case 'blocked':
      return `blocked by ${state.blockers.map(({ stem }) => clean(stem)).join(', ')}`;
  }
}

/** What an item is called: its command where it has one on one line, else its text. */
export function itemName(item: ChecklistItem): string {
  const [command] = item.commands;
  return item.commands.length === 1 && command !== undefined && !command.includes('\n')
    ? clean(command)
    : itemText(item);
}

/** Tells whether a person judged an item. */
export function isByPerson({ judgedBy }: ItemOutcome): boolean {
  return judgedBy !== null && judgedBy !== 'exit status';
}

/** How an item came out, in a sentence: its result, its exit status and the time it took. */
export function resultSentence(outcome: ItemOutcome, place: string): string {
  const { item, result, outcomes } = outcome;
  const last = outcomes.at(-1);
  const byPerson = isByPerson(outcome);
  const exit =
    byPerson || last === undefined || last.exitCode === null
      ? []
      : [`exit ${last.exitCode}`, lasted(outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0))];
  const said = byPerson ? `${resultWords(result)} by your word` : resultWords(result);
  return `${[`Check ${place}`, itemName(item), said, ...exit].join(', ')}.`;
}

function resultWords(result: ItemResult): string {
  switch (result) {
    case 'passed':
    case 'failed':
      return result;
    case 'timed-out':
      return 'ran into its time limit';
    case 'killed':
      return 'was stopped';
    case 'leaked':
      return 'left processes behind';
    case 'not-found':
      return 'was not found';
    case 'refused':
      return 'was not approved';
    case 'changed':
      return 'has no result, since the card was changed meanwhile';
    case 'needs-person':
      return 'needs your word';
    case 'skipped':
      return 'was skipped';
  }
}

/** A duration in words, as it is read aloud. */
function lasted(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 1000) return 'less than a second';
  if (seconds < 60) return counted(seconds, 'second');
  const rest = seconds % 60;
  const minutes = counted(Math.floor(seconds / 60), 'minute');
  return rest === 0 ? minutes : `${minutes} ${counted(rest, 'second')}`;
}
