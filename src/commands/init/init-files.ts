/** A forge for which `init` can write a CI job. */
export type Forge = 'github' | 'forgejo';

/** Where each forge looks for workflows, and what its runners are called when nobody named them otherwise. */
const FORGES: Readonly<Record<Forge, { readonly file: string; readonly runner: string }>> = {
  github: { file: '.github/workflows/mikado.yml', runner: 'ubuntu-latest' },
  forgejo: { file: '.forgejo/workflows/mikado.yml', runner: 'docker' },
};

/** The file that pre-commit and prek read. */
export const HOOKS_FILE = '.pre-commit-config.yaml';

/** The line for `.gitattributes` that has git keep the receipts of both sides when branches come together. */
export const EVIDENCE_LINE = '.mikado/evidence/*.jsonl merge=union linguist-generated';

/** The path of the workflow for a forge, relative to the top of the repository. */
export function workflowFile(forge: Forge): string {
  return FORGES[forge].file;
}

/**
 * Writes a workflow that checks the cards of every pull request against the branch that it goes into, and of every push to
 * the main branch. The other actions are pinned to commits, and this program to one version.
 *
 * The program is installed globally, since `npx` would run a program of that name in the `node_modules` of the pull
 * request itself, and read which registry to ask from its `.npmrc`.
 */
export function workflowText(forge: Forge, { version }: { readonly version: string }): string {
  return `# Written by \`mikado init --ci ${forge}\`. A card that is closed too early fails the pull request.
name: mikado

on:
  pull_request:
  push:
    branches: [main, master]

permissions:
  contents: read

jobs:
  check:
    runs-on: ${FORGES[forge].runner}
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # All of the history, to compare with the branch that the pull request goes into.
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0
        with:
          node-version: 24
      - name: Install mikado
        # Globally, so that nothing in the repository can take its place.
        run: npm install --global --no-audit --no-fund mikado-planner@${version}
      - name: Check the cards
        env:
          # Empty on a push, which has nothing to be compared with.
          BASE: \${{ github.base_ref }}
        run: mikado check --format github \${BASE:+--base "origin/$BASE"}
`;
}

/**
 * Writes a configuration for pre-commit and prek, which install the program on their own. The hook runs at every commit,
 * since a card that is deleted is no file that either would hand to a hook.
 */
export function hooksText({ version }: { readonly version: string }): string {
  return `# Written by \`mikado init --hooks\`. \`pre-commit install\` or \`prek install\` makes git run it.
repos:
  - repo: local
    hooks:
      - id: mikado-check
        name: mikado check
        entry: mikado check
        language: node
        additional_dependencies: [mikado-planner@${version}]
        pass_filenames: false
        always_run: true
`;
}

/** Adds the line for receipts to the text of a `.gitattributes`; a text that has it comes back unchanged. */
export function withEvidenceLine(text: string): string {
  if (text.split(/\r?\n/).includes(EVIDENCE_LINE)) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? text : text + end;
  return `${before}${EVIDENCE_LINE}${end}`;
}
