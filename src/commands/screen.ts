import { nearName } from '../near-name.ts';
import { openWorkbench } from '../open-workbench.ts';
import type { Plan } from '../plan.ts';
import { graphJson } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { chainsText, readyText } from '../report/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { endWithDiagnostics, NO_CARDS, printJson, readAskedPlan } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';
import { COMMANDS } from './table.ts';

/** Opens the screen on a terminal; elsewhere prints the chains and the ready cards. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const isScreen =
    host.stdin.isTTY === true &&
    host.stdout.isTerminal &&
    host.env.TERM !== 'dumb' &&
    !input.flags.has('json');
  // Drawing starts sooner when the screen's code is read from disk while the cards are.
  const loading = isScreen ? import('../ui/open-screen.ts') : undefined;
  const plan = await readAskedPlan(input, host);
  const goal = goalFrom(input, plan, host);
  if (loading === undefined) return printStatus(plan, { input, host });
  const { openScreen } = await loading;
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const status = await openScreen({
    workbench,
    plan,
    ...(goal !== undefined && { goal }),
    ...(input.flags.has('ascii') && { ascii: true }),
    ...(!host.stdout.hasColour && { colour: false }),
  });
  return status as ExitStatus;
}

function goalFrom(input: Input, plan: Plan, host: Host) {
  const [name] = input.operands;
  if (name === undefined) return undefined;
  try {
    return findCard(plan, name, host.cwd);
  } catch (error) {
    const near = nearName(
      name,
      COMMANDS.map((command) => command.name),
    );
    if (!(error instanceof UsageError) || near === undefined) throw error;
    throw new UsageError(`There is no command and no card named ${name}.`, `Did you mean mikado ${near}?`);
  }
}

function printStatus(plan: Plan, { input, host }: { input: Input; host: Host }): ExitStatus {
  if (input.flags.has('json')) {
    printJson(host, graphJson(plan));
    return endWithDiagnostics(plan.diagnostics, input, host);
  }
  const paint = paintFor(host.stdout);
  const chains = plan.chains.filter((chain) => !chain.finished);
  const ranked = plan.rankReady();
  if (plan.cards.length === 0) {
    host.stdout.write(NO_CARDS);
  } else if (chains.length === 0) {
    host.stdout.write('No open chain: every card is done.\n');
  } else {
    host.stdout.write(
      `${paint('strong', 'Chains')}\n${chainsText(chains, paint)}\n${paint('strong', 'Ready, best first')}\n`,
    );
    host.stdout.write(ranked.length > 0 ? readyText(ranked, paint) : 'Nothing is ready.\n');
  }
  return endWithDiagnostics(plan.diagnostics, input, host);
}
