import { readFileSync } from 'node:fs';
import path from 'node:path';
import { baselineText, parseBaseline } from '../../check/baseline.ts';
import { type FindingIdentity, sortFindings } from '../../check/known-findings.ts';
import { type CheckedCards, checkCards } from '../../check-cards.ts';
import type { Base } from '../../check-change.ts';
import { counted } from '../../counted.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { isRefusal } from '../../edit/refusal.ts';
import { writeOutput } from '../../edit/write-output.ts';
import type { Plan } from '../../plan.ts';
import { hasCode, whyUnreadable } from '../../system-error.ts';
import { UsageError } from '../../usage-error.ts';
import { visible } from '../../visible.ts';
import { askedRoot } from '../asked-plan.ts';
import type { Input } from '../command.ts';
import type { Host } from '../host.ts';

/** What `check` found, after what the command line passes over was taken out. */
export interface Problems extends Pick<CheckedCards, 'plan' | 'textOf'> {
  /** All that there is. */
  readonly found: readonly Diagnostic[];
  /** What is told and counts. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was found and is passed over, because it was at the base or stands in the baseline. */
  readonly known: number;
  readonly base: Base | undefined;
  /** What stands in the baseline and is not found any more. */
  readonly gone: readonly FindingIdentity[];
}

/** Asks every rule, and passes over what was known before as `--base`, `--baseline` and `--all` say. */
export async function findProblems(plan: Plan, input: Input, host: Host): Promise<Problems> {
  const ref = input.values.get('base');
  const root = askedRoot(input);
  const change =
    ref === undefined
      ? undefined
      : await (await import('../../check-change.ts')).checkChange(plan, { ref, root });
  const checked = change ?? (await checkCards(plan));
  const file = baselineFile(input, host);
  const found = checked.diagnostics;
  const listed = file === undefined ? [] : input.flags.has('update-baseline') ? found : readBaseline(file);
  const ofBaseline = sortFindings<FindingIdentity>(found, listed);
  const unlisted = new Set(ofBaseline.fresh);
  const fresh = (change?.fresh ?? found).filter((each) => unlisted.has(each));
  const diagnostics = input.flags.has('all') ? found : fresh;
  const known = found.length - diagnostics.length;
  return {
    plan,
    textOf: checked.textOf,
    found,
    diagnostics,
    known,
    base: change?.base,
    gone: ofBaseline.gone,
  };
}

/** A baseline by its name on the command line and its place. */
interface BaselineFile {
  readonly name: string;
  readonly path: string;
}

function baselineFile(input: Input, host: Host): BaselineFile | undefined {
  const name = input.values.get('baseline');
  if (name !== undefined) return { name, path: path.resolve(host.cwd, name) };
  if (!input.flags.has('update-baseline')) return undefined;
  throw new UsageError('--update-baseline needs the file to write.', 'Name it: --baseline FILE');
}

function readBaseline({ name, path: file }: BaselineFile): readonly FindingIdentity[] {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT'))
      throw new UsageError(`There is no baseline ${visible(name)}.`, 'Write it with --update-baseline.');
    const why = visible(whyUnreadable(error));
    throw new UsageError(`The baseline cannot be read: ${why}.`, 'Name a readable file.');
  }
  return parseBaseline(source, visible(name));
}

/** Writes what was found into the file of `--update-baseline`, if that was asked; says on stderr how it went. */
export function updateBaseline(found: readonly Diagnostic[], input: Input, host: Host): 'written' | 'failed' {
  const file = baselineFile(input, host);
  if (file === undefined || !input.flags.has('update-baseline')) return 'written';
  const written = writeOutput(file.path, baselineText(found));
  if (isRefusal(written)) {
    host.stderr.write(`mikado: ${visible(file.name)} could not be written: ${visible(written.refused)}\n`);
    return 'failed';
  }
  if (!input.flags.has('quiet'))
    host.stderr.write(`${visible(file.name)} lists ${counted(found.length, 'finding')} now.\n`);
  return 'written';
}
