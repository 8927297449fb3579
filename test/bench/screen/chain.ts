import { join } from 'node:path';
import { writeFiles } from '../../rig/cli.ts';

/**
 * Writes a chain in which every card is required by the one a third as far down, and some by one more: wide, deep, and with
 * shared cards.
 *
 * @returns the folder it is in
 */
export function writeChain(top: string, count: number): string {
  const requires = new Map<number, number[]>();
  for (let index = 1; index < count; index += 1) {
    for (const above of new Set([Math.floor((index - 1) / 3), Math.floor((index - 1) / 4)])) {
      requires.set(above, [...(requires.get(above) ?? []), index]);
    }
  }
  const folder = join(top, String(count));
  const files = Array.from({ length: count }, (_, index) => [
    `docs/${Math.floor(index / 100)}/${stemOf(index)}.md`,
    textOf(index, requires.get(index) ?? []),
  ]);
  writeFiles(folder, Object.fromEntries(files));
  return folder;
}

function stemOf(index: number): string {
  return index === 0 ? 'goal' : `card-${index}-of-the-plan`;
}

function textOf(index: number, requires: readonly number[]): string {
  return (
    `---\ntitle: Part ${index} of the plan\nstatus: active\nrequires: [${requires.map(stemOf).join(', ')}]\n---\n\n` +
    `Change the ${index}th part so that the next can be changed.\n\n` +
    '## Verification\n\n- [ ] `true` passes\n- [ ] It looks right\n'
  );
}

/** A number as people read it: `10,000 cards`. */
export function cards(count: number): string {
  return `${count.toLocaleString('en')} cards`;
}
