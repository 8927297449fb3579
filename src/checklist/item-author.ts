import { type AuthorWord, readAuthorCheck } from './author-check.ts';
import { readsAsCommand } from './command-spans.ts';
import { findOffer, type Offer, shellBlockIn } from './find-offer.ts';
import { type RawItem, sourceOf } from './raw-item.ts';

/** Reads what the author's `check:` comments say of an item, all of them together; undefined without one. */
export function authorOf(item: RawItem): AuthorWord | undefined {
  const isOurs = (comment: string) => /^\s*check\s*:/i.test(comment);
  const inText = item.parts.filter((part) => part.kind === 'comment' && isOurs(part.value));
  const comments = [
    ...inText.map((part) => part.value),
    ...item.blocks.flatMap((block) => (block.kind === 'comment' && isOurs(block.value) ? [block.value] : [])),
  ];
  if (comments.length === 0) return undefined;
  const end = item.parts.findLastIndex((part) => part.kind !== 'comment' && !/^[\s.。;]*$/.test(part.value));
  if (inText.some((part) => item.parts.indexOf(part) < end)) return { kind: 'misplaced' };
  const settings = comments.map((comment) => comment.trim().replace(/^check\s*:/i, ''));
  return readAuthorCheck(`check:${settings.join(',')}`);
}

/** The author's `run`, `look` or `no`, or null. */
export function modeOf(author: AuthorWord | undefined): 'run' | 'look' | 'no' | null {
  return author?.kind === 'understood' ? author.mode : null;
}

/** Whether the author names an exit status or an output, and nothing else: then the command is meant to be run. */
export function expects(author: AuthorWord | undefined): boolean {
  if (author?.kind !== 'understood' || author.check === null || author.mode !== null) return false;
  return author.check.exitCode !== 0 || author.check.stdout !== null;
}

/** Whether the author says that a command needs a terminal. */
export function wantsTerminal(author: AuthorWord | undefined): boolean {
  return author?.kind === 'understood' && author.check?.terminal === true;
}

/** Finds what an item offers to be run; the author's word makes every command of the item an offer, wherever it stands. */
export function offerOf(item: RawItem, author: AuthorWord | undefined): Offer | undefined {
  const offer = findOffer(item);
  const mode = modeOf(author);
  if (offer !== undefined || !(mode === 'run' || mode === 'look' || expects(author))) return offer;
  const spans = item.parts.flatMap((part) => (part.kind === 'code' ? [part.value] : []));
  const reading = spans.filter(readsAsCommand);
  const block = shellBlockIn(item);
  const commands = block?.lines ?? (reading.length > 0 || spans.length !== 1 ? reading : spans);
  if (commands.length === 0) return undefined;
  return {
    commands,
    ...(block !== undefined && { block: block.commands }),
    tail: { kind: 'claim' },
    expectation: sourceOf(item.parts.filter((part) => part.kind !== 'comment')).trim(),
    plain: false,
  };
}
