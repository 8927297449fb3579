import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRefusal } from '../edit/refusal.ts';
import { type Entry, entriesAt, entriesInIndex } from '../git/index-file.ts';
import type { InTheWay } from './in-the-way.ts';
import type { PlanEdit } from './plan-edit.ts';

/** A file that the plan edits and that has work of its own: in the index and on the disk it gets the same edit. */
export interface KeptFile {
  readonly path: string;
  /** Undefined where the index does not have it. */
  readonly index: { readonly before: Entry | undefined; readonly after: Entry | undefined };
  /** Its text. */
  readonly disk: { readonly before: string; readonly after: string };
}

/**
 * Works out how uncommitted work in the files of the plan is kept.
 *
 * @param changed the paths that are not as they were committed
 */
export async function keptFiles(
  top: string,
  edit: PlanEdit,
  {
    head,
    after,
    changed,
  }: { readonly head: string; readonly after: string; readonly changed: ReadonlySet<string> },
): Promise<readonly (KeptFile | InTheWay)[]> {
  const { cardPath, added } = edit;
  const kept: (KeptFile | InTheWay)[] = [];
  if (changed.has(cardPath)) {
    const [was, will] = [await entryAt(top, head, cardPath), await entryAt(top, after, cardPath)];
    kept.push(await keptCard(top, edit, { was, will }));
  }
  if (added?.isOnDisk === true) {
    const staged = (await entriesInIndex(top, [added.path])).get(added.path);
    const isStale = staged !== undefined && staged.oid !== added.entry.oid;
    kept.push(
      isStale
        ? { path: added.path, why: 'was changed after it was staged: git add it' }
        : {
            path: added.path,
            index: { before: staged, after: added.entry },
            disk: { before: added.text, after: added.text },
          },
    );
  }
  return kept;
}

async function keptCard(
  top: string,
  { cardPath, require, requiring }: PlanEdit,
  { was, will }: { readonly was: Entry | undefined; readonly will: Entry | undefined },
): Promise<KeptFile | InTheWay> {
  const inTheWay = (why: string): InTheWay => ({ path: cardPath, why });
  const edited = was === undefined ? undefined : await requiring(was);
  if (edited === undefined || isRefusal(edited) || edited.oid !== will?.oid)
    return inTheWay('has work that is not committed, and is changed by commits that are not replayed');
  const staged = (await entriesInIndex(top, [cardPath])).get(cardPath);
  const both = staged === undefined ? undefined : await requiring(staged);
  if (both !== undefined && isRefusal(both))
    return inTheWay(`cannot be edited as it is staged: ${both.refused}`);
  const text = readText(path.join(top, cardPath));
  if (text === undefined) return inTheWay('is no file with text any more: git restore it');
  const changed = require(text);
  if (isRefusal(changed)) return inTheWay(`cannot be edited: ${changed.refused}`);
  return {
    path: cardPath,
    index: { before: staged, after: both },
    disk: { before: text, after: changed },
  };
}

/** The text of a regular file; undefined for anything else, and for what is no UTF-8. */
export function readText(file: string): string | undefined {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}

async function entryAt(top: string, commit: string, name: string): Promise<Entry | undefined> {
  return (await entriesAt(top, commit, [name])).get(name);
}
