import path from 'node:path';
import { mermaidText } from '../drawing/mermaid.ts';
import { pictureOf } from '../drawing/picture.ts';
import { pictureWords } from '../drawing/picture-words.ts';
import { writeOutput } from '../edit/write-output.ts';
import type { Progress } from '../history/progress.ts';
import { cardsOf, type ReportSubject } from '../history/report-subject.ts';
import type { Plan } from '../plan.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { endWithDiagnostics } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import type { ExitStatus, Input } from './command.ts';
import { gatherProgress } from './gather-progress.ts';
import type { Host } from './host.ts';

/** More makes a drawing that nobody reads in the middle of a text, or one that is too long for a comment. */
const DRAWN = {
  full: { small: 40, many: 60, boxes: 60, arrows: 200 },
  compact: { small: 20, many: 30, boxes: 30, arrows: 100 },
} as const;

/** Writes how far the work is and how it came there. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const out = input.values.get('out');
  if (formatOf(input) === 'html' && out === undefined && host.stdout.isTerminal)
    throw new UsageError(
      'A page is for a browser, and this is a terminal.',
      'Name a file: mikado report --format html --out report.html',
    );
  const plan = await readAskedPlan(input, host);
  const { subject, progress } = await gatherProgress(plan, input, host);
  const text = await render(input, { plan, subject, progress });
  if (out === undefined) host.stdout.write(text);
  else {
    const refusal = writeOutput(path.resolve(host.cwd, out), text);
    if (refusal !== undefined) {
      host.stderr.write(`The report could not be written to ${visible(out)}: ${visible(refusal.refused)}.\n`);
      return 5;
    }
  }
  // The report tells of the problems itself, and a report of cards with problems is a good report.
  endWithDiagnostics(formatOf(input) === 'json' ? [] : plan.diagnostics, input, host);
  return 0;
}

function formatOf(input: Input): string {
  return input.flags.has('json') ? 'json' : (input.values.get('format') ?? 'markdown');
}

async function render(
  input: Input,
  report: { readonly plan: Plan; readonly subject: ReportSubject; readonly progress: Progress },
): Promise<string> {
  const { plan, subject, progress } = report;
  const format = formatOf(input);
  if (format === 'json') return `${JSON.stringify(progress, undefined, 2)}\n`;
  if (format === 'html') {
    const { makePage } = await import('../page/make-page.ts');
    return makePage(plan, cardsOf(plan, subject), progress);
  }
  const length = input.flags.has('compact') ? 'compact' : 'full';
  const picture = pictureOf(plan, cardsOf(plan, subject), DRAWN[length]);
  const drawing = { mermaid: mermaidText(picture), words: pictureWords(picture) };
  return reportMarkdown(progress, { length, drawing });
}
