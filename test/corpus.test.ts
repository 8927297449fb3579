import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPlan } from '../src/plan.ts';
import { makeTree } from './rig/tree.ts';

/** Trees of a public repository, kept beside the checkout: none of their text goes into the project. */
const CORPUS = fileURLToPath(new URL('../../shared/corpus/blumeops', import.meta.url));
const isThere = existsSync(CORPUS);

interface Expected {
  readonly active: readonly string[];
  readonly roots: Readonly<Record<string, readonly string[]>>;
  readonly edges: readonly (readonly string[])[];
}

describe('real trees of cards', () => {
  // Skipped where the corpus is not beside the checkout.
  it.skipIf(!isThere).each(isThere ? readdirSync(CORPUS) : ['absent'])(
    '%s has the open cards, goals, ready cards and edges that its own tool finds',
    async (commit) => {
      const expected: Expected = JSON.parse(readFileSync(join(CORPUS, commit, 'expected.json'), 'utf8'));
      const plan = await readPlan({ cwd: CORPUS, docs: join(commit, 'docs') });
      const open = plan.cards.filter((card) => plan.stateOf(card).kind !== 'done').map((card) => card.stem);
      const unfinished = plan.chains.filter((chain) => !chain.finished);
      const roots = unfinished.map(
        (chain) => [chain.goal.stem, chain.ready.map((card) => card.stem)] as const,
      );
      const edges = plan.cards.flatMap((card) =>
        plan.graph.prerequisitesOf(card).map((prerequisite) => [card.stem, prerequisite.stem]),
      );
      expect(open).toEqual(expected.active);
      expect(Object.fromEntries(roots)).toEqual(expected.roots);
      expect(edges.map(String).sort()).toEqual(expected.edges.map(String).sort());
    },
  );
});

/** A card as it was handed over: a page that shows when each part of the file was last changed. */
const BLAME_PAGE = fileURLToPath(new URL('../../shared/seed/harden-zot-registry.blame.txt', import.meta.url));

// Skipped where the page is not beside the checkout.
it.skipIf(!existsSync(BLAME_PAGE))(
  'a page with lines above the front matter is still a card, and says so',
  async () => {
    const page = readFileSync(BLAME_PAGE);
    const plan = await readPlan({ cwd: makeTree({ '.git/HEAD': '', 'docs/harden-zot-registry.md': page }) });
    expect(plan.cards).toMatchObject([
      { stem: 'harden-zot-registry', readable: false, title: 'Harden Zot Registry' },
    ]);
    expect(plan.diagnostics).toMatchObject([
      {
        code: 'frontmatter-not-first',
        message: 'The front matter starts on line 2, and only one that starts on line 1 is read.',
        line: 2,
        column: 1,
      },
    ]);
  },
);
