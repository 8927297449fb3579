import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import type { Life } from './lives.ts';

/** What a report is about: every card, the chain of one, or a chain that is not in the graph any more. */
export type ReportSubject =
  | { readonly kind: 'all' }
  | { readonly kind: 'chain'; readonly goal: Card }
  | { readonly kind: 'past'; readonly goal: Life };

/** The stem and the title of the card that a report is about; undefined for every card. */
export function goalOf(
  subject: ReportSubject,
): { readonly stem: string; readonly title: string } | undefined {
  if (subject.kind === 'all') return undefined;
  return subject.kind === 'chain' ? subject.goal : subject.goal.card;
}

/** The cards of the graph that a report is about. */
export function cardsOf(plan: Plan, subject: ReportSubject): readonly Card[] {
  if (subject.kind === 'all') return plan.cards;
  return subject.kind === 'chain' ? plan.graph.chainOf(subject.goal) : [];
}

/** The lives that a report tells of: of a chain those of its cards today, of a past one as it was when its goal left. */
export function livesOf(plan: Plan, lives: readonly Life[], subject: ReportSubject): readonly Life[] {
  if (subject.kind === 'all') return lives;
  if (subject.kind === 'past') return below(subject.goal, lives);
  const inChain = new Set(cardsOf(plan, subject).map(({ path }) => path));
  return lives.filter((life) => life.isInGraph && inChain.has(life.card.path));
}

/** The last life of a card that is not in the graph any more. */
export function pastGoal(lives: readonly Life[], stem: string): Life | undefined {
  return lives.findLast((life) => !life.isInGraph && life.card.stem === stem);
}

function below(goal: Life, lives: readonly Life[]): readonly Life[] {
  const at = new Map(lives.map((life) => [life.card.path, life]));
  const found = new Set([goal]);
  for (const { card } of found)
    for (const path of card.requires) {
      const life = at.get(path);
      if (life !== undefined) found.add(life);
    }
  return [...found];
}
