import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkCards } from '../../src/check-cards.ts';
import { readPlan } from '../../src/plan.ts';

/** Trees of a public repository, kept beside the checkout: none of their text goes into the project. */
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/blumeops', import.meta.url));
const isThere = existsSync(CORPUS);

/** What is true of these trees: a page that is made elsewhere, and a runbook that was never ticked off. */
const TRUE_OF_THEM = [
  'index.md broken-wiki-link',
  'how-to/zot/add-dagger-nix-build.md unknown-status',
  'how-to/zot/add-dagger-nix-build.md done-with-open-items',
];

describe('real trees of cards', () => {
  // Skipped where the corpus is not beside the checkout.
  it.skipIf(!isThere).each(isThere ? readdirSync(CORPUS).filter((name) => name !== 'README.md') : ['absent'])(
    '%s gets no error, and no warning that is not true of it',
    async (commit) => {
      const plan = await readPlan({ cwd: CORPUS, docs: join(commit, 'docs') });
      const { diagnostics } = await checkCards(plan);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const said = diagnostics.map(({ path, code }) => `${path.replace(/^.*docs\//, '')} ${code}`);
      expect(said.filter((line) => !TRUE_OF_THEM.includes(line))).toEqual([]);
      expect(said).toContain('index.md broken-wiki-link');
    },
  );
});
