import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { parseLooseChecklist } from '../checklist/parse-checklist.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { lookUpPrograms } from '../read/look-up-programs.ts';
import { findTop } from '../read/place.ts';
import type { CardText } from '../read/read-card-text.ts';
import { splitText } from '../read/read-card-text.ts';
import { encodingTrouble, MAX_CARD_BYTES } from '../read/read-document.ts';
import { checklistJson } from '../report/card-json.ts';
import { checklistText } from '../report/checklist-text.ts';
import { diagnosticsText } from '../report/diagnostics-text.ts';
import { paintFor } from '../report/paint.ts';
import { shellWord } from '../shell-word.ts';
import { whyUnreadable } from '../system-error.ts';
import { UsageError } from '../usage-error.ts';
import { printJson } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import { openAskedWorkbench } from './asked-workbench.ts';
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
  const text = await openAskedWorkbench(plan, input, host).readCard(card);
  return print({ stem: card.stem, ...text }, { input, host });
}

type Read = Pick<CardText, 'checklist' | 'diagnostics'>;

async function readLoose(file: string, host: Host): Promise<Read> {
  const absolute = path.resolve(host.cwd, file);
  const bytes = file === '-' ? await readStart(host.stdin) : readFile(absolute, file);
  if (bytes.length > MAX_CARD_BYTES) return { checklist: [], diagnostics: [tooLarge(file)] };
  const trouble = encodingTrouble(bytes);
  if (trouble !== undefined) throw unreadable(file, trouble);
  const text = bytes.toString('utf8');
  const top = findTop(file === '-' ? host.cwd : path.dirname(absolute)) ?? host.cwd;
  const programs = lookUpPrograms(top, { PATH: host.env.PATH });
  const { bodyOffset, bodyLine } = await splitText(text);
  const { items, problems } = await parseLooseChecklist(text, { bodyOffset, bodyLine, programs });
  const diagnostics = problems.map(({ message, line, column }) => ({
    ...at(file, line, column),
    code: 'body-unread' as const,
    message,
    help: 'Until it can be read, nothing can be said of its items.',
  }));
  return { checklist: items, diagnostics };
}

function tooLarge(file: string): Diagnostic {
  const name = file === '-' ? 'FILE' : shellWord(file);
  return {
    ...at(file, 1, 1),
    code: 'too-large',
    message: 'The text is larger than 1 MiB (1,048,576 bytes), up to which a checklist is read.',
    help: `Judge it in parts, such as: head -n 5000 ${name} | mikado checklist --file -`,
  };
}

function at(file: string, line: number, column: number) {
  return { severity: 'error', path: file, line, column, endColumn: column + 1, related: [] } as const;
}

/** Reads no more than shows that there is too much: a pipe may never end. */
async function readStart(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_CARD_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** Reads a file, or what is left of a pipe, up to one byte more than is understood. */
function readFile(absolute: string, name: string): Buffer {
  try {
    const descriptor = openSync(absolute, 'r');
    try {
      const bytes = Buffer.alloc(MAX_CARD_BYTES + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null);
      }
      return bytes.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unreadable(name, whyUnreadable(error));
  }
}

function unreadable(name: string, why: string): UsageError {
  const said = name === '-' ? 'Standard input' : name;
  return new UsageError(`${said} cannot be read: ${why}.`, 'Name a Markdown file, or - for standard input.');
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
    const where = stem === null ? 'in it' : 'below a heading Verification';
    host.stdout.write(`No checklist: no task list ${where}.\n`);
  }
  if (!input.flags.has('json')) host.stderr.write(diagnosticsText(diagnostics, paintFor(host.stderr)));
  return diagnostics.length > 0 ? 1 : 0;
}
