import { itemNow } from '../model/checks.ts';
import { runOf } from '../model/geometry.ts';
import type { Step } from '../model/happening.ts';
import type { Model } from '../model/model.ts';
import type { Prompt } from '../model/prompt.ts';
import { whyNotReadLog } from '../model/why-not.ts';
import { endAsking } from './follow-run.ts';

/** Shows all that the check of the selected card printed, or says why there is nothing to show. */
export function readLog(model: Model): Step {
  const file = runOf(model)?.logFile;
  return file === undefined
    ? [{ ...model, notice: whyNotReadLog(model) }, []]
    : [model, [{ kind: 'read-log', file }]];
}

/** Runs a check again before it is judged; what else of the card still runs is not stopped for it. */
export function runAgain(model: Model, prompt: Extract<Prompt, { readonly kind: 'judge' }>): Step {
  const { card, item } = prompt;
  if (item.kind === 'manual')
    return [{ ...model, notice: 'There is nothing to run: a person decides this check.' }, []];
  const others = [...(model.runs.get(card.path)?.items.values() ?? [])];
  if (others.some(({ result }) => result === 'running'))
    return [{ ...model, notice: 'Another check of this card is running; Esc decides later.' }, []];
  const heard = endAsking({ ...model, prompt: undefined, answering: undefined }, card, item);
  return [
    heard,
    [
      { kind: 'answer', item, judgement: { verdict: 'later' } },
      {
        kind: 'prepare',
        card,
        part: { items: [itemNow(model, card, item) ?? item], where: 'beside', makesWay: true },
      },
    ],
  ];
}
