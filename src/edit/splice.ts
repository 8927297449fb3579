import type { ChecklistItem } from '../checklist/checklist.ts';

/**
 * One place where a text changes: `length` characters at `offset` give way to `insert`. Offsets and lengths count
 * UTF-16 code units of the decoded file, a byte order mark included, as `Located` does.
 */
export interface Cut {
  readonly offset: number;
  readonly length: number;
  readonly insert: string;
}

/**
 * Makes the cuts and leaves every other character as it was.
 *
 * @param cuts in ascending order and not overlapping; two insertions at one offset are made in their order.
 * @throws RangeError when a cut is out of order, overlaps the one before, or reaches past the end: a bug of the caller.
 */
export function splice(text: string, cuts: readonly Cut[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const cut of cuts) {
    if (cut.offset < end || cut.length < 0 || cut.offset + cut.length > text.length) {
      throw new RangeError(`cut at ${cut.offset} of ${cut.length} does not fit a text of ${text.length}`);
    }
    parts.push(text.slice(end, cut.offset), cut.insert);
    end = cut.offset + cut.length;
  }
  return parts.join('') + text.slice(end);
}

/**
 * The cut that ticks or unticks an item: the one character between its brackets. An item that already stands so
 * needs none, which leaves an author's capital `[X]` alone.
 */
export function tickEdit(item: ChecklistItem, mark: 'x' | ' '): readonly Cut[] {
  if (item.ticked === (mark === 'x')) return [];
  return [{ offset: item.box.offset, length: item.box.value.length, insert: mark }];
}
