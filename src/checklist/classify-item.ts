import type { AuthorCheck, ItemKind } from './checklist.ts';
import { shellBlockIn, unfinishedCommands } from './find-offer.ts';
import { authorOf, offerOf } from './item-author.ts';
import type { Subject } from './item-rule.ts';
import { ITEM_RULES, MORE_CLAIMED } from './item-rules.ts';
import { judgeCommand } from './judge-command.ts';
import { NO_PROGRAMS, type Programs } from './programs.ts';
import { type RawItem, sourceOf } from './raw-item.ts';

/** What an item was judged to ask for. */
export interface ItemVerdict {
  readonly kind: ItemKind;
  /** The rule that decided, by its id in `ITEM_RULES`. */
  readonly rule: string;
  readonly commands: readonly string[];
  readonly expectation: string | null;
  readonly why: string;
  /** Only where the author's comment says more than the kind. */
  readonly check?: AuthorCheck;
  /** Set where the commands are the lines of one shell block. */
  readonly inOneShell?: true;
}

/**
 * Judges one checklist item by its words, and by what is known of the place only where those do not tell enough.
 *
 * What is not sure to be a check is manual, because running what is none is the worst mistake, and ticking what nobody
 * looked at the second.
 */
export function classifyItem(item: RawItem, programs: Programs = NO_PROGRAMS): ItemVerdict {
  const author = authorOf(item);
  const offer = offerOf(item, author);
  const judgements = (offer?.commands ?? []).map((command) => judgeCommand(command, programs));
  const subject: Subject = {
    item,
    text: sourceOf(item.parts.filter((part) => part.kind !== 'comment')).trim(),
    author,
    offer,
    judgements,
  };
  const rule = ITEM_RULES.find((each) => each.applies(subject)) ?? MORE_CLAIMED;
  const { kind, id, says } = rule;
  const why = rule.why?.(subject) ?? says;
  const runs = kind === 'automatic' || kind === 'assisted';
  const commands = runs || kind === 'template' ? (offer?.commands ?? unfinishedCommands(item)) : [];
  const expectation = kind === 'assisted' ? (offer?.expectation ?? null) : null;
  const verdict = { kind, rule: id, commands, expectation, why };
  const check = author?.kind === 'understood' ? author.check : null;
  const inOneShell = runs && commands.length > 1 && shellBlockIn(item)?.join('\n') === commands.join('\n');
  return {
    ...verdict,
    ...(runs && check !== null && { check }),
    ...(inOneShell && { inOneShell: true as const }),
  };
}
