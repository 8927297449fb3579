import { type CheckedCards, checkCards } from '../check-cards.ts';
import { countDiagnostics, diagnosticsText } from '../report/diagnostics-text.ts';
import { checkJson } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { excerptFrom } from '../report/source-excerpt.ts';
import { printJson, readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import type { Host } from './host.ts';

/** Asks every rule and prints what was found; exit status 1 when an error is among it. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const checked = await checkCards(await readAskedPlan(input, host));
  if (input.flags.has('json')) printJson(host, checkJson(checked.plan, checked.diagnostics));
  else printText(checked, input, host);
  return checked.diagnostics.some((each) => each.severity === 'error') ? 1 : 0;
}

function printText({ plan, diagnostics, textOf }: CheckedCards, input: Input, host: Host): void {
  host.stdout.write(diagnosticsText(diagnostics, paintFor(host.stdout), excerptFrom(textOf)));
  if (input.flags.has('quiet')) return;
  const cards = `${plan.cards.length} ${plan.cards.length === 1 ? 'card' : 'cards'}`;
  host.stderr.write(`${cards} checked: ${countDiagnostics(diagnostics)} found.\n`);
}
