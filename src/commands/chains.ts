import { paintFor } from '../report/paint.ts';
import { chainsJson } from '../report/plan-json.ts';
import { chainsText } from '../report/plan-text.ts';
import { endWithDiagnostics, NO_CARDS, printJson } from './answer.ts';
import { readAskedPlan } from './asked-plan.ts';
import type { ExitStatus, Input } from './command.ts';
import type { Host } from './host.ts';

/** Lists the chains that are not finished; with `--all` the finished ones too. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const chains = plan.chains.filter((chain) => input.flags.has('all') || !chain.finished);
  if (input.flags.has('json')) printJson(host, chainsJson(plan, chains));
  else if (chains.length > 0) host.stdout.write(chainsText(chains, paintFor(host.stdout)));
  else if (plan.chains.length > 0)
    host.stdout.write(`No open chain; ${finished(plan.chains.length)} (mikado chains --all).\n`);
  else host.stdout.write(NO_CARDS);
  return endWithDiagnostics(plan.diagnostics, input, host);
}

function finished(count: number): string {
  return count === 1 ? 'one is finished' : `${count} are finished`;
}
