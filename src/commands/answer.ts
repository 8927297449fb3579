import type { Diagnostic } from '../diagnostic.ts';
import { countDiagnostics, diagnosticsText } from '../report/diagnostics-text.ts';
import { paintFor } from '../report/paint.ts';
import type { ExitStatus, Input } from './command.ts';
import type { Host } from './host.ts';

/** Diagnostics that a command prints below its answer; `mikado check` prints all. */
const SHOWN = 5;

/** What every list says where there is nothing to list yet. */
export const NO_CARDS =
  'No cards yet: mikado new STEM writes one, mikado init --example a few to play with.\n';

/** Prints a JSON answer. */
export function printJson(host: Host, answer: object): void {
  host.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
}

/**
 * Ends a command that told something about the whole graph: says on stderr what is wrong with it, and answers 1 when
 * that is an error, since the answer may then be incomplete.
 */
export function endWithDiagnostics(diagnostics: readonly Diagnostic[], input: Input, host: Host): ExitStatus {
  const status: ExitStatus = diagnostics.some((each) => each.severity === 'error') ? 1 : 0;
  // The JSON answer holds them already.
  if (diagnostics.length === 0 || input.flags.has('quiet') || input.flags.has('json')) return status;
  const paint = paintFor(host.stderr);
  const sorted = [...diagnostics].sort((a, b) => rank(a) - rank(b));
  host.stderr.write(`\n${diagnosticsText(sorted.slice(0, SHOWN), paint)}`);
  const more = sorted.length > SHOWN ? `; ${sorted.length - SHOWN} more not shown` : '';
  const advice = sorted.length > SHOWN ? ' (mikado check shows all)' : '';
  const meaning = status === 1 ? 'what is above may be incomplete' : 'what is above is complete';
  host.stderr.write(`${countDiagnostics(sorted)}${more}: ${meaning}${advice}.\n`);
  return status;
}

function rank(diagnostic: Diagnostic): number {
  return diagnostic.severity === 'error' ? 0 : 1;
}
