import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseLooseChecklist } from '../checklist/parse-checklist.ts';
import { openWorkbench } from '../open-workbench.ts';
import type { CardText } from '../read/read-card-text.ts';
import { splitText } from '../read/read-card-text.ts';
import { diagnosticsText } from '../report/diagnostics-text.ts';
import { checklistJson } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { checklistText } from '../report/verify-text.ts';
import { UsageError } from '../usage-error.ts';
import { printJson, readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

/** Lists the checklist of a card, or of any Markdown file. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const file = input.values.get('file');
  const [name] = input.operands;
  if ((file === undefined) === (name === undefined)) {
    throw new UsageError(
      'mikado checklist takes a card, or --file FILE.',
      'mikado help checklist says more.',
    );
  }
  if (file !== undefined) return print({ stem: null, ...(await readLoose(file, host)) }, { input, host });
  const plan = await readAskedPlan(input, host);
  const card = findCard(plan, name ?? '', host.cwd);
  const text = await openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan).readCard(card);
  return print({ stem: card.stem, ...text }, { input, host });
}

type Read = Pick<CardText, 'checklist' | 'diagnostics'>;

async function readLoose(file: string, host: Host): Promise<Read> {
  const text = file === '-' ? await readAll(host.stdin) : readFile(path.resolve(host.cwd, file), file);
  const { bodyOffset, bodyLine } = await splitText(text);
  const { items, problems } = await parseLooseChecklist(text, { bodyOffset, bodyLine });
  const diagnostics = problems.map(({ message, line, column }) => ({
    code: 'body-unread' as const,
    severity: 'error' as const,
    message,
    path: file,
    line,
    column,
    endColumn: column + 1,
    related: [],
    help: 'Until it can be read, nothing can be said of its items.',
  }));
  return { checklist: items, diagnostics };
}

function readFile(absolute: string, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(absolute));
  } catch (error) {
    const why =
      error instanceof TypeError
        ? 'it is not valid UTF-8'
        : error instanceof Error
          ? error.message
          : String(error);
    throw new UsageError(`${name} cannot be read: ${why}.`, 'Name a Markdown file, or - for standard input.');
  }
}

function print(
  read: Read & { readonly stem: string | null },
  { input, host }: { input: Input; host: Host },
): ExitStatus {
  const { stem, checklist, diagnostics } = read;
  if (input.flags.has('json')) {
    printJson(
      host,
      checklistJson(stem, { checklist, diagnostics: diagnostics.map((each) => ({ ...each, related: [] })) }),
    );
  } else if (checklist.length > 0) {
    host.stdout.write(checklistText(checklist, paintFor(host.stdout)));
  } else if (diagnostics.length === 0) {
    host.stdout.write('No checklist: no task list below a heading Verification.\n');
  }
  if (!input.flags.has('json')) host.stderr.write(diagnosticsText(diagnostics, paintFor(host.stderr)));
  return diagnostics.length > 0 ? 1 : 0;
}
