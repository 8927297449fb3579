import type { Card } from '../cards/card.ts';
import { wouldCycle } from '../graph/would-cycle.ts';
import type { Plan } from '../plan.ts';
import { addLink } from './add-link.ts';
import { addRequires } from './add-requires.ts';
import { changeCard, headerOf } from './change-card.ts';
import type { EditOutcome } from './edit-outcome.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { splice } from './splice.ts';

/** Makes a card require another one that is there, unless the two would then require each other in a circle. */
export async function requireCard(plan: Plan, card: Card, stem: string): Promise<EditOutcome> {
  const help = `mikado tree ${stem}`;
  if (card.requires.some((prerequisite) => prerequisite.stem === stem)) {
    return {
      kind: 'refused',
      message: `${card.stem} requires ${stem} already`,
      help: `mikado show ${card.stem}`,
    };
  }
  const prerequisite = plan.cards.find((each) => each.stem === stem);
  if (prerequisite !== undefined && wouldCycle(plan.graph, card, prerequisite)) {
    const message = `${stem} requires ${card.stem}, directly or not, so they would require each other in a circle`;
    return { kind: 'refused', message, help };
  }
  return addPrerequisite(plan, card, stem);
}

/** Adds a stem to what a card requires, and a wiki link to it to its body. */
export function addPrerequisite(plan: Plan, card: Card, stem: string): Promise<EditOutcome> {
  return changeCard(plan, card, (text) => requiringText(text, stem));
}

/** The text of a card that requires one more stem and links to it; what it has of both already stays as it is. */
export function requiringText(text: string, stem: string): string | Refusal {
  const cuts = requires(text, stem) ? [] : addRequires(text, headerOf(text), stem);
  if (isRefusal(cuts)) return cuts;
  const required = splice(text, cuts);
  return splice(required, addLink(required, headerOf(required)?.bodyOffset ?? 0, stem));
}

/** Whether the text of a card lists a stem under `requires`. */
export function requires(text: string, stem: string): boolean {
  const value = headerOf(text)?.fields.get('requires')?.value;
  return value?.kind === 'list' && value.items.some((item) => item.at.value === stem);
}
