import type { AuthorCheck, ItemKind } from './checklist.ts';
import { type Offer, unfinishedCommands } from './find-offer.ts';
import { authorOf, offerOf } from './item-author.ts';
import type { Subject } from './item-rule.ts';
import { ITEM_RULES, MORE_CLAIMED } from './item-rules.ts';
import { type CommandJudgement, judgeCommand, judgeInBlock } from './judge-command.ts';
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
  const judgements = offer === undefined ? [] : judgeOffer(offer, programs);
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
  const inOneShell = runs && commands.length > 1 && offer?.block !== undefined;
  return {
    ...verdict,
    ...(runs && check !== null && { check }),
    ...(inOneShell && { inOneShell: true as const }),
  };
}

/** Judges each command; in a shell block what only prepares, such as `cd` and `npm ci`, counts with the command after it. */
function judgeOffer({ commands, block }: Offer, programs: Programs): readonly CommandJudgement[] {
  if (block === undefined) return commands.map((command) => judgeCommand(command, programs));
  const judgements: CommandJudgement[] = [];
  const before: string[] = [];
  let prepares: CommandJudgement | undefined;
  for (const command of block) {
    const judged = judgeInBlock([...before, command].join('\n'), programs);
    if (judged.runs || judged.prepares !== true) judgements.push(judged);
    else {
      before.push(command);
      prepares = judged;
    }
  }
  return judgements.length === 0 && prepares !== undefined ? [prepares] : judgements;
}
