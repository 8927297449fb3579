import type { Command } from '../command.ts';

/** The command that judges the cards. */
export const CHECKING = {
  check: {
    name: 'check',
    summary: 'say what is wrong with the cards; runs nothing; exit status 1 when there is an error',
    details: [
      'Every finding names its rule in brackets. What a rule is set to, off, warn or error, is said below `rules` in .mikado.yaml; docs/reference/rules.md has each rule with an example.',
      'With --base, only what this change brought is told and fails, and what it did to the plan is judged too: the cards on the disk, edits that are not committed included, are compared with the commit at which HEAD and REF parted, as `git diff REF...HEAD` does. Nothing is fetched.',
      'With --baseline, what stands in the file is passed over as long as it is found; what is not found any more is named.',
      'Where a runner of CI jobs names a file in GITHUB_STEP_SUMMARY, a summary is added to it.',
    ],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['text', 'json', 'github', 'sarif', 'junit'],
        describes:
          'text unless said otherwise; github is text and annotations, also for Forgejo and Gitea; --json is --format json',
      },
      { name: 'base', value: 'REF', describes: 'tell only what is new since HEAD and REF parted' },
      {
        name: 'baseline',
        value: 'FILE',
        describes: 'pass over the findings that this file lists',
        completes: 'file',
      },
      { name: 'update-baseline', describes: 'write all that is found now into the file of --baseline' },
      { name: 'all', short: 'a', describes: 'tell what was known before, too' },
    ],
    examples: [
      { line: 'mikado check', does: 'every diagnostic with its place and the way out' },
      { line: 'mikado check --json', does: 'the same for a script' },
      { line: 'mikado check --base origin/main', does: 'what this branch brought' },
      { line: 'mikado check --format sarif > mikado.sarif', does: 'a file for code scanning and editors' },
      {
        line: 'mikado check --baseline .mikado/known.json --update-baseline',
        does: 'accept what is found now, and only fail on what comes later',
      },
    ],
    load: () => import('./check.ts'),
  },
} satisfies Readonly<Record<string, Command>>;
