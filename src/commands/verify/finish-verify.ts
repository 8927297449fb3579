import path from 'node:path';
import { isRefusal } from '../../edit/refusal.ts';
import { writeOutput } from '../../edit/write-output.ts';
import { junitText } from '../../report/junit.ts';
import type { VerifyAnswer } from '../../report/verify-json.ts';
import { verifySuites } from '../../report/verify-junit.ts';
import { itemsOf } from '../../report/verify-run-text.ts';
import { visible } from '../../visible.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';

/** Gives the answer of a run in every form that was asked for, and says how the command ends. */
export function finishVerify(answer: VerifyAnswer, input: Input, host: Host): ExitStatus {
  if (input.flags.has('json')) printJson(host, answer);
  return writeJUnit(answer, input, host) === 'failed' ? 5 : statusOf(answer);
}

/** Writes the file of `--junit`; says so on stderr when it cannot. */
export function writeJUnit(answer: VerifyAnswer, input: Input, host: Host): 'written' | 'failed' {
  const file = input.values.get('junit');
  if (file === undefined) return 'written';
  const written = writeOutput(path.resolve(host.cwd, file), junitText(verifySuites(answer)));
  if (!isRefusal(written)) return 'written';
  host.stderr.write(`mikado: ${visible(file)} could not be written: ${visible(written.refused)}\n`);
  return 'failed';
}

/** The exit status of a run: what could not be kept weighs most, then what changed, was refused, failed or is open. */
function statusOf({ cards }: VerifyAnswer): ExitStatus {
  if (cards.some(({ troubles }) => troubles.length > 0)) return 5;
  // Of several commands the last one carries the judgement.
  const results = cards.flatMap((card) => [
    card.result,
    ...itemsOf(card).map((lines) => lines.at(-1)?.result),
  ]);
  if (results.includes('changed')) return 6;
  if (results.includes('refused')) return 3;
  return results.every((result) => result === 'passed' || result === 'skipped') ? 0 : 1;
}
