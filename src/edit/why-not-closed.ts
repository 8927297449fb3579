import type { Card } from '../cards/card.ts';
import { type Checklist, type ChecklistItem, isSettled } from '../checklist/checklist.ts';
import { shownText } from '../checklist/shown-text.ts';
import type { Blocker } from '../graph/card-state.ts';
import type { Plan } from '../plan.ts';
import type { CardText } from '../read/read-card-text.ts';
import type { WhyNot } from '../why-not.ts';

/**
 * Says everything that speaks against closing a card; nothing does when every item of its checklist is ticked or
 * waived and every card it requires, directly or not, is done.
 */
export function whyNotClosed(plan: Plan, card: Card, text: CardText): readonly WhyNot[] {
  const state = plan.stateOf(card);
  if (state.kind === 'done') {
    return [{ reason: `${card.stem} is done already`, help: `mikado reopen ${card.stem}` }];
  }
  const blockers = state.kind === 'blocked' ? state.blockers : [];
  return [
    ...blockers.map((blocker) => blockerRefusal(card, blocker)),
    ...text.diagnostics.map((each) => ({ reason: each.message.replace(/\.$/, ''), help: each.help })),
    ...openItems(text.checklist).map((item) => itemRefusal(card, item)),
  ];
}

/** The items that keep a card from being closed. */
export function openItems(checklist: Checklist): readonly ChecklistItem[] {
  return checklist.filter((item) => !isSettled(item));
}

function blockerRefusal(card: Card, { stem, reason }: Blocker): WhyNot {
  switch (reason) {
    case 'open':
      return { reason: `it requires ${stem}, which is open`, help: `mikado close ${stem}` };
    case 'missing':
      return { reason: `it requires ${stem}, and no document has that name`, help: `mikado check` };
    case 'ambiguous':
      return { reason: `several documents are named ${stem}`, help: 'mikado check' };
    case 'unreadable':
      return {
        reason: stem === card.stem ? 'its file cannot be read' : `it requires ${stem}, which cannot be read`,
        help: 'mikado check',
      };
    case 'cycle':
      return { reason: `it requires ${stem}, which is on a cycle`, help: 'mikado check' };
  }
}

function itemRefusal(card: Card, item: ChecklistItem): WhyNot {
  const place = `line ${item.line}: ${shownText(item.text)}`;
  switch (item.kind) {
    case 'template':
      return {
        reason: `a placeholder is left to fill in (${place})`,
        help: `edit ${card.path}:${item.line}`,
      };
    case 'automatic':
    case 'assisted':
    case 'manual':
    case 'waived':
      return { reason: `an item is not ticked (${place})`, help: `mikado verify ${card.stem}` };
  }
}
