import { countDiagnostics, diagnosticsText } from '../report/diagnostics-text.ts';
import { checkJson } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { printJson, readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import type { Host } from './host.ts';

/** Prints every diagnostic; exit status 1 when one of them is an error. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  if (input.flags.has('json')) {
    printJson(host, checkJson(plan));
  } else {
    host.stdout.write(diagnosticsText(plan.diagnostics, paintFor(host.stdout)));
    const cards = `${plan.cards.length} ${plan.cards.length === 1 ? 'card' : 'cards'}`;
    if (!input.flags.has('quiet'))
      host.stderr.write(`${cards} checked: ${countDiagnostics(plan.diagnostics)} found.\n`);
  }
  return plan.diagnostics.some((each) => each.severity === 'error') ? 1 : 0;
}
