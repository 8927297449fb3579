import { type Checklist, type ChecklistItem, scriptsOf } from '../checklist/checklist.ts';
import type { NamedFile } from './named-files.ts';

/** A card and the repository's files as they were at the commit whose commands are trusted. */
export interface CardAtBase {
  /** Undefined when the card was not there. */
  readonly checklist: Checklist | undefined;
  /** The sha256 of a file then, or undefined when it was not there. */
  readonly sha256Of: (path: string) => string | undefined;
}

/**
 * Says in what a command is new since the base, or undefined when it was there: the same bytes in the checklist of the
 * same card, in an item of the same kind, and with the same files behind its words.
 *
 * @param now the card's checklist as it is
 * @param files what the command names of the repository, as it is
 */
export function whyNew(
  command: string,
  {
    now,
    files,
    base,
  }: { readonly now: Checklist; readonly files: readonly NamedFile[]; readonly base: CardAtBase },
): string | undefined {
  if (base.checklist === undefined) return 'there is no such card';
  const kinds = kindsOf(command, base.checklist);
  if (kinds.size === 0) return 'the card has no such command';
  if ([...kindsOf(command, now)].some((kind) => !kinds.has(kind))) return 'its item is of another kind';
  // A link cannot be compared by what it leads to: the change may have pointed it elsewhere.
  const other = files.find((file) => file.isLinked || base.sha256Of(file.path) !== file.sha256);
  return other === undefined ? undefined : `${other.path} is not the same file`;
}

function kindsOf(command: string, checklist: Checklist): ReadonlySet<ChecklistItem['kind']> {
  return new Set(checklist.filter((item) => scriptsOf(item).includes(command)).map((item) => item.kind));
}
