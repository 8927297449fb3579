import type { Diagnostic } from '../../diagnostic.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { paintFor } from '../../report/paint.ts';
import { withoutRunnerCommands } from '../../report/runner-lines.ts';
import { UsageError } from '../../usage-error.ts';
import type { Input } from '../command.ts';
import type { Host } from '../host.ts';
import { writeStepSummary } from '../verify/write-step-summary.ts';
import type { Problems } from './find-problems.ts';

/** Where there is more to read about the program and its rules. */
const HOME = 'https://www.npmjs.com/package/mikado-planner';

/**
 * The format that a command line asks for, of those in the table of commands; `--json` is one of the ways to ask for JSON.
 *
 * @throws UsageError when two are asked for
 */
export function askedFormat(input: Input): string {
  const format = input.values.get('format');
  if (!input.flags.has('json')) return format ?? 'text';
  if (format === undefined || format === 'json') return 'json';
  throw new UsageError(`--json and --format ${format} ask for two formats.`, 'Leave one of them out.');
}

/** The findings for a person, in whose lines no runner of CI jobs finds a command. */
export async function findingsText({ diagnostics, textOf }: Problems, host: Host): Promise<string> {
  if (diagnostics.length === 0) return '';
  const { excerptFrom } = await import('../../report/source-excerpt.ts');
  return withoutRunnerCommands(diagnosticsText(diagnostics, paintFor(host.stdout), excerptFrom(textOf)));
}

/** The findings for a machine; of `github` the annotations alone. */
export async function inFormat(
  format: 'github' | 'sarif' | 'junit',
  { plan, diagnostics }: Problems,
  version: string,
): Promise<string> {
  switch (format) {
    case 'github': {
      const { githubAnnotations } = await import('../../report/github.ts');
      return githubAnnotations(diagnostics);
    }
    case 'sarif': {
      const [{ sarifText }, { RULES }] = await Promise.all([
        import('../../report/sarif.ts'),
        import('../../check/rules.ts'),
      ]);
      return sarifText(diagnostics, { version, rules: RULES, home: HOME });
    }
    case 'junit': {
      const [{ checkSuites }, { junitText }] = await Promise.all([
        import('../../report/check-junit.ts'),
        import('../../report/junit.ts'),
      ]);
      const paths = plan.cards.map((card) => card.path);
      return junitText(checkSuites(diagnostics, paths));
    }
  }
}

/** Adds what was found to the summary of a CI step, where there is one. */
export async function summarize({ plan, diagnostics, textOf }: Problems, host: Host): Promise<void> {
  if ((host.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
  const [{ stepSummary }, { excerptFrom }] = await Promise.all([
    import('../../report/step-summary.ts'),
    import('../../report/source-excerpt.ts'),
  ]);
  const excerpt = excerptFrom(textOf);
  const plain = paintFor({ hasColour: false });
  writeStepSummary(host, (limit) =>
    stepSummary({
      diagnostics,
      cards: plan.cards.length,
      textOf: (each: Diagnostic) => diagnosticsText([each], plain, excerpt),
      limit,
    }),
  );
}
