import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { configText } from '../../config/config-text.ts';
import { changeFile, createFile, type WriteOutcome, writePlaceOf } from '../../edit/write-file.ts';
import { CONFIG_FILE, findPlace, type Place } from '../../read/place.ts';
import { initJson } from '../../report/edit-json.ts';
import { hasCode, isSystemError } from '../../system-error.ts';
import { UsageError } from '../../usage-error.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { EXAMPLE_CARDS } from './example-chain.ts';
import {
  EVIDENCE_LINE,
  type Forge,
  HOOKS_FILE,
  hooksText,
  withEvidenceLine,
  workflowFile,
  workflowText,
} from './init-files.ts';

const ATTRIBUTES_FILE = '.gitattributes';

/** What is to be written, by path relative to the top. */
type Files = Readonly<Record<string, string>>;

/** Writes a configuration and what else is asked for, or an example chain; never over a file that is there. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const place = findPlace(host.cwd, { asked: input.values.get('docs') });
  const files = askedFiles(input, place, host);
  refuseExisting(place, Object.keys(files));
  const status = await writeNew(place, files, host);
  if (status !== 0) return status;
  const written = Object.keys(files);
  const attributes = input.flags.has('gitattributes') ? await addEvidenceLine(place) : undefined;
  if (attributes !== undefined && 'trouble' in attributes) return notWritten(host, attributes);
  if (attributes?.added === true) written.push(ATTRIBUTES_FILE);
  if (input.flags.has('json')) {
    printJson(host, initJson(written));
    return 0;
  }
  if (input.flags.has('example')) tellExample(place, input, host);
  for (const name of written.filter((each) => !isExample(each, place, input)))
    host.stdout.write(`${name === ATTRIBUTES_FILE ? 'Added a line to' : 'Wrote'} ${name}.\n`);
  if (attributes?.added === false) host.stdout.write(`${ATTRIBUTES_FILE} has the line already.\n`);
  if (!input.flags.has('quiet')) host.stdout.write(advice(input, files));
  return 0;
}

function askedFiles(input: Input, place: Place, host: Host): Files {
  const { version } = host;
  const forge = forgeOf(input.values.get('ci'));
  const others: Files = {
    ...(input.flags.has('example') && exampleFiles(place, input)),
    ...(forge !== undefined && { [workflowFile(forge)]: workflowText(forge, { version }) }),
    ...(input.flags.has('hooks') && { [HOOKS_FILE]: hooksText({ version }) }),
  };
  const isAlone = Object.keys(others).length === 0 && !input.flags.has('gitattributes');
  const wantsConfig = isAlone || (!input.flags.has('example') && !isThere(place, CONFIG_FILE));
  return { ...(wantsConfig && { [CONFIG_FILE]: configText() }), ...others };
}

function forgeOf(value: string | undefined): Forge | undefined {
  return value === 'github' || value === 'forgejo' ? value : undefined;
}

function exampleFiles(place: Place, input: Input): Files {
  const folder = exampleFolder(place, input);
  return Object.fromEntries(
    Object.entries(EXAMPLE_CARDS).map(([name, text]) => [path.join(folder, name), text]),
  );
}

function exampleFolder(place: Place, input: Input): string {
  const docs =
    place.docs === place.top && input.values.get('docs') === undefined
      ? 'docs'
      : path.relative(place.top, place.docs);
  return path.join(docs, 'how-to');
}

function isExample(name: string, place: Place, input: Input): boolean {
  return input.flags.has('example') && path.dirname(name) === exampleFolder(place, input);
}

/** A link that leads nowhere is there too. */
function isThere(place: Place, name: string): boolean {
  try {
    return lstatSync(path.join(place.top, name), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A file stands where a folder is needed, which is said when the folder is made.
    if (hasCode(error, 'ENOTDIR')) return false;
    throw error;
  }
}

function refuseExisting(place: Place, names: readonly string[]): void {
  const there = names.filter((name) => isThere(place, name));
  if (there.length === 0) return;
  throw new UsageError(
    `${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already.`,
    'Nothing was written; existing files are never overwritten.',
  );
}

async function writeNew(place: Place, files: Files, host: Host): Promise<ExitStatus> {
  for (const [name, text] of Object.entries(files)) {
    const target = path.join(place.top, name);
    const outcome = makeFolder(path.dirname(target)) ?? (await createFile(target, text, writePlaceOf(place)));
    if (outcome.kind !== 'written') return notWritten(host, { name, trouble: outcome });
  }
  return 0;
}

function makeFolder(folder: string): WriteOutcome | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: 'failed', code: error.code, path: folder, reason: error.message };
  }
}

/** Adds the line for receipts, or writes a file with it. */
async function addEvidenceLine(
  place: Place,
): Promise<{ readonly added: boolean } | { readonly name: string; readonly trouble: WriteOutcome }> {
  const target = path.join(place.top, ATTRIBUTES_FILE);
  const outcome = existsSync(target)
    ? await changeFile(target, { ...writePlaceOf(place), change: withEvidenceLine })
    : await createFile(target, withEvidenceLine(''), writePlaceOf(place));
  if (outcome.kind === 'written') return { added: true };
  if (outcome.kind === 'unchanged') return { added: false };
  return { name: ATTRIBUTES_FILE, trouble: outcome };
}

function notWritten(
  host: Host,
  { name, trouble }: { readonly name: string; readonly trouble: WriteOutcome },
): ExitStatus {
  const why = 'reason' in trouble ? trouble.reason : 'somebody else wrote it meanwhile';
  host.stderr.write(`mikado: ${name} could not be written: ${why}\n`);
  return 5;
}

function tellExample(place: Place, input: Input, host: Host): void {
  const count = Object.keys(EXAMPLE_CARDS).length;
  host.stdout.write(`Wrote ${count} cards into ${exampleFolder(place, input)}/.\n\n`);
  host.stdout.write('  mikado ready                  what can be worked on now\n');
  host.stdout.write('  mikado verify find-the-words  run its checklist, which asks first\n');
  host.stdout.write('  mikado close find-the-words   close it, and see what became ready\n');
  host.stdout.write('  mikado                        all of that on a screen\n');
}

/** What is left to do by hand. */
function advice(input: Input, files: Files): string {
  const lines: string[] = [];
  if (HOOKS_FILE in files)
    lines.push('Run prek install, or pre-commit install, and git checks the cards at every commit.');
  if (CONFIG_FILE in files) {
    lines.push('Commit .mikado/evidence/ with the cards: it holds what was run, and what came of it.');
    if (!input.flags.has('gitattributes'))
      lines.push(
        'With this line in .gitattributes git merges it without a conflict; mikado init --gitattributes adds it:',
        `  ${EVIDENCE_LINE}`,
      );
  }
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
