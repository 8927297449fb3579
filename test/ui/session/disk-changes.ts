import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, writeFiles } from '../../rig/cli.ts';
import { SAMPLE_CARDS } from '../sample-cards.ts';

/** The card that is selected while others come and go. */
export const SELECTED = 'settings-page-toggle';

const GOAL = 'docs/ship-dark-mode.md';
const TOKENS = 'docs/theme-tokens-everywhere.md';
const LATE = 'docs/late-card.md';
const LEAVES = Array.from({ length: 100 }, (_, index) => `leaf-${index}`);

/** A chain whose goal requires one card that is not there yet. */
export const CHANGING_CARDS: Readonly<Record<string, string>> = {
  ...SAMPLE_CARDS,
  [GOAL]: goalRequiring(['late-card']),
};

/** Something that happens to the cards on disk, and what the screen says once it knows. */
export interface DiskChange {
  readonly name: 'write' | 'rename' | 'create' | 'delete' | 'checkout of 100 cards';
  readonly make: (folder: string) => void;
  readonly shows: RegExp;
}

/** Changes that can be made one after the other, again and again: the last one leaves the cards as they were. */
export const DISK_CHANGES: readonly DiskChange[] = [
  {
    name: 'write',
    make: (folder) => writeFileSync(join(folder, TOKENS), '---\nrequires: [remove-inline-colours]\n---\n'),
    shows: /2 of 5 done/,
  },
  {
    name: 'write',
    make: (folder) => writeFileSync(join(folder, TOKENS), SAMPLE_CARDS[TOKENS] ?? ''),
    shows: /1 of 5 done/,
  },
  {
    name: 'rename',
    make: (folder) => {
      mkdirSync(join(folder, 'docs/moved'), { recursive: true });
      renameSync(join(folder, `docs/${SELECTED}.md`), join(folder, `docs/moved/${SELECTED}.md`));
    },
    shows: /file +docs\/moved\/settings/,
  },
  {
    name: 'rename',
    make: (folder) =>
      renameSync(join(folder, `docs/moved/${SELECTED}.md`), join(folder, `docs/${SELECTED}.md`)),
    shows: /file +docs\/settings/,
  },
  {
    name: 'create',
    make: (folder) => writeFileSync(join(folder, LATE), '---\nstatus: active\n---\n'),
    shows: /1 of 6 done/,
  },
  { name: 'delete', make: (folder) => rmSync(join(folder, LATE)), shows: /1 of 5 done/ },
  {
    name: 'checkout of 100 cards',
    make: (folder) => git(folder, 'checkout', '--quiet', 'wide'),
    shows: /1 of 105 done/,
  },
  {
    name: 'checkout of 100 cards',
    make: (folder) => git(folder, 'checkout', '--quiet', 'main'),
    shows: /1 of 5 done/,
  },
];

/** Makes the branch `wide` in a repository of these cards, on which the goal requires a hundred more. */
export function makeWideBranch(folder: string): void {
  git(folder, 'checkout', '--quiet', '-b', 'wide');
  const leaves = LEAVES.map((stem) => [`docs/leaves/${stem}.md`, '---\nstatus: active\n---\n']);
  writeFiles(folder, { ...Object.fromEntries(leaves), [GOAL]: goalRequiring(['late-card', ...LEAVES]) });
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=Wide');
  git(folder, 'checkout', '--quiet', 'main');
}

function goalRequiring(more: readonly string[]): string {
  const known = '  - theme-tokens-everywhere\n';
  return (SAMPLE_CARDS[GOAL] ?? '').replace(known, `${known}${more.map((stem) => `  - ${stem}\n`).join('')}`);
}
