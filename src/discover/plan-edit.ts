import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { newCardPath, textOfNew } from '../edit/new-card.ts';
import { isRefusal, type Refusal } from '../edit/refusal.ts';
import { requires, requiringText } from '../edit/require-card.ts';
import { filteredPaths, isLeftOut, readObject, writeObject } from '../git/file-object.ts';
import { type Entry, entriesAt } from '../git/index-file.ts';
import { wouldCycle } from '../graph/would-cycle.ts';
import type { Plan } from '../plan.ts';
import { shellWord } from '../shell-word.ts';
import { shortId } from '../short-id.ts';
import type { WhyNot } from '../why-not.ts';
import { editObject } from '../workbench/edit-object.ts';

/** A prerequisite that turned up, as it was asked for. */
export interface Wish {
  readonly stem: string;
  /** The card that requires it. */
  readonly card: Card;
  readonly title: string;
  /** The folder for a new card, relative to the top; beside the card that requires it unless given. */
  readonly folder: string | undefined;
}

/** A card that the plan commit brings. */
interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly entry: Entry;
  /** Whether somebody has written it already, and not committed it. */
  readonly isOnDisk: boolean;
}

/** What the plan commit does to the files of whatever commit it is made on. */
export interface PlanEdit {
  readonly cardPath: string;
  /** Undefined where the prerequisite is a card that is committed already. */
  readonly added: NewFile | undefined;
  /** Makes a text of the card require the prerequisite. */
  readonly require: (text: string) => string | Refusal;
  /** The same on an object; one that was edited before is not edited again. */
  requiring(entry: Entry): Promise<Entry | Refusal>;
}

/** Works out what is written into the plan, or says why that cannot be. */
export async function planEdit(
  plan: Plan,
  wish: Wish,
  { reset, head, base }: { readonly reset: string; readonly head: string; readonly base: string },
): Promise<PlanEdit | WhyNot> {
  const { stem, card } = wish;
  const { top } = plan.place;
  const require = (text: string) => requiringText(text, stem);
  const isFiltered = (await filteredPaths(top, [card.path])).has(card.path);
  const filteredAs = isFiltered ? card.path : undefined;
  const there = (await entriesAt(top, reset, [card.path])).get(card.path);
  if (there === undefined || !there.mode.startsWith('100')) {
    const isLater = (await entriesAt(top, head, [card.path])).has(card.path);
    return {
      reason: `${card.path} is no file of the plan at ${shortId(reset)}, so that nothing there can require ${stem}`,
      help: isLater
        ? `Have what came later below the work: git rebase ${shellWord(base)}`
        : `Plan it first: mikado discover ${shellWord(card.stem)} --for CARD`,
    };
  }
  const known = requires((await readObject(top, there.oid, filteredAs)).toString('utf8'), stem);
  if (known)
    return { reason: `${card.stem} requires ${stem} already`, help: `mikado show ${shellWord(card.stem)}` };
  const prerequisite = plan.cards.find((each) => each.stem === stem);
  if (prerequisite !== undefined && wouldCycle(plan.graph, card, prerequisite))
    return {
      reason: `${stem} requires ${card.stem}, directly or not, so they would require each other in a circle`,
      help: `mikado tree ${stem}`,
    };
  const added = await newFile(plan, wish, head);
  if (added !== undefined && 'reason' in added) return added;
  const edited = new Map<string, Promise<Entry | Refusal>>();
  return {
    cardPath: card.path,
    added,
    require,
    async requiring(entry) {
      const done = edited.get(entry.oid) ?? editObject(entry, require, { top, filteredAs });
      edited.set(entry.oid, done);
      const made = await done;
      return isRefusal(made) ? made : { mode: entry.mode, oid: made.oid };
    },
  };
}

async function newFile(plan: Plan, wish: Wish, head: string): Promise<NewFile | WhyNot | undefined> {
  const { top } = plan.place;
  const { stem, title, card, folder } = wish;
  const known = plan.documents.find((document) => document.stem === stem)?.path;
  if (known !== undefined && (await entriesAt(top, head, [known])).has(known)) return undefined;
  const name = known ?? newCardPath(plan, { stem, title, neededBy: card, folder });
  const file = path.join(top, name);
  if (known === undefined && lstatSync(file, { throwIfNoEntry: false }) !== undefined)
    return { reason: `there is a file ${name} that is no card`, help: 'Choose another name for the card.' };
  if (await isLeftOut(top, name))
    return { reason: `git leaves ${name} out`, help: `git check-ignore --verbose ${shellWord(name)}` };
  const text =
    known === undefined ? textOfNew({ stem, title, neededBy: card, folder }) : readFileSync(file, 'utf8');
  const entry = { mode: '100644', oid: await writeObject(top, Buffer.from(text), name) };
  return { path: name, text, entry, isOnDisk: known !== undefined };
}
