import { counted } from '../../counted.ts';
import { checkJson } from '../../report/check-json.ts';
import { countDiagnostics } from '../../report/diagnostics-text.ts';
import { visible } from '../../visible.ts';
import { printJson } from '../answer.ts';
import { readAskedPlan } from '../asked-plan.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { findProblems, type Problems, updateBaseline } from './find-problems.ts';
import { askedFormat, findingsText, inFormat, summarize } from './findings-formats.ts';

/** Findings of a baseline that are named as gone. */
const MOST_GONE = 5;

/** Asks every rule and prints what was found; exit status 1 when an error is among it. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const format = askedFormat(input);
  const problems = await findProblems(await readAskedPlan(input, host), input, host);
  if (updateBaseline(problems.found, input, host) === 'failed') return 5;
  if (format === 'json') printJson(host, checkJson(problems));
  else if (format === 'sarif' || format === 'junit')
    host.stdout.write(await inFormat(format, problems, host.version));
  else await printText(problems, input, host);
  if (format === 'github') host.stdout.write(await inFormat(format, problems, host.version));
  await summarize(problems, host);
  return problems.diagnostics.some((each) => each.severity === 'error') ? 1 : 0;
}

async function printText(problems: Problems, input: Input, host: Host): Promise<void> {
  const { plan, diagnostics } = problems;
  host.stdout.write(await findingsText(problems, host));
  if (input.flags.has('quiet')) return;
  host.stderr.write(goneText(problems));
  const cards = counted(plan.cards.length, 'card');
  host.stderr.write(
    `${cards} checked${sinceText(problems)}: ${countDiagnostics(diagnostics)} found${knownText(problems)}.\n`,
  );
}

function sinceText({ base }: Problems): string {
  return base === undefined ? '' : ` against ${visible(base.ref)} (${base.commit.slice(0, 12)})`;
}

function knownText({ known }: Problems): string {
  if (known === 0) return '';
  return `; ${counted(known, 'finding was', 'findings were')} known before (--all shows ${known === 1 ? 'it' : 'them'})`;
}

function goneText({ gone }: Problems): string {
  if (gone.length === 0) return '';
  const shown = gone
    .slice(0, MOST_GONE)
    .map(({ path, code, message }) => `  ${visible(`${path}: ${message} [${code}]`)}\n`);
  const more = gone.length > MOST_GONE ? `  and ${gone.length - MOST_GONE} more\n` : '';
  return `Not found any more, --update-baseline takes it out of the baseline:\n${shown.join('')}${more}`;
}
