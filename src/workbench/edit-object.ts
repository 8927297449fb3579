import { isRefusal, type Refusal } from '../edit/refusal.ts';
import { readObject, writeObject } from '../git/file-object.ts';
import type { Entry } from '../git/index-file.ts';

/**
 * Makes an edit on a file as a commit or the index has it, and writes the outcome as an object.
 *
 * @param filteredAs the file's path where it goes through a filter
 * @returns the same entry where the edit changes nothing
 */
export async function editObject(
  entry: Entry,
  change: (text: string) => string | Refusal,
  { top, filteredAs }: { readonly top: string; readonly filteredAs: string | undefined },
): Promise<Entry | Refusal> {
  const text = (await readObject(top, entry.oid, filteredAs)).toString('utf8');
  const edited = change(text);
  if (isRefusal(edited)) return edited;
  if (edited === text) return entry;
  return { mode: entry.mode, oid: await writeObject(top, Buffer.from(edited), filteredAs) };
}
