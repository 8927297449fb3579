import { nearName } from '../near-name.ts';
import { type Plan, readPlan } from '../plan.ts';
import { paintFor } from '../report/paint.ts';
import { graphJson } from '../report/plan-json.ts';
import { chainsText, readyText } from '../report/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { endWithDiagnostics, NO_CARDS, printJson } from './answer.ts';
import { askedRequest, readAskedPlan } from './asked-plan.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';
import { COMMANDS } from './table.ts';

/** Opens the screen on a terminal, as sentences where it cannot be drawn or read; elsewhere prints the chains and the ready cards. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const isTerminal = host.stdin.isTTY === true && host.stdout.isTerminal;
  if (input.flags.has('plain') && !isTerminal) {
    host.stderr.write('mikado: --plain needs a terminal for its questions and your answers.\n');
    return 2;
  }
  const isScreen = isTerminal && !input.flags.has('json');
  if (isScreen && isPlain(input, host)) return converse(input, host);
  if (!isScreen) {
    const plan = await readAskedPlan(input, host);
    goalFrom(input, plan, host);
    return printStatus(plan, { input, host });
  }
  const { openScreen } = await import('../ui/open-screen.ts');
  const status = await openScreen({
    read: async (meanwhile) => {
      const plan = await readPlan(askedRequest(input, host), meanwhile);
      const { openAskedWorkbench } = await import('./asked-workbench.ts');
      return { workbench: openAskedWorkbench(plan, input, host), plan, goal: goalFrom(input, plan, host) };
    },
    ...(input.flags.has('ascii') && { ascii: true }),
    ...(!host.stdout.hasColour && { colour: false }),
  });
  return status as ExitStatus;
}

/** Asked for, or said by the environment: a screen reader listens, or the terminal can only write line after line. */
function isPlain(input: Input, { env }: Host): boolean {
  const { ACCESSIBLE = '', INK_SCREEN_READER, TERM } = env;
  const isAccessible = !['', '0', 'false'].includes(ACCESSIBLE.toLowerCase());
  return input.flags.has('plain') || isAccessible || INK_SCREEN_READER === 'true' || TERM === 'dumb';
}

async function converse(input: Input, host: Host): Promise<ExitStatus> {
  const loading = import('../ui/plain/open-plain.ts');
  const plan = await readAskedPlan(input, host);
  if (plan.cards.length === 0) return printStatus(plan, { input, host });
  const { openPlain } = await loading;
  const { openAskedWorkbench } = await import('./asked-workbench.ts');
  const workbench = openAskedWorkbench(plan, input, host);
  const status = await openPlain({ workbench, plan, goal: goalFrom(input, plan, host) });
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
