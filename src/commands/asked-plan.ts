import type { DocsRoot } from '../past/read-plan-at.ts';
import { type Plan, type PlanRequest, readPlan } from '../plan.ts';
import type { Input } from './command.ts';
import type { Host } from './host.ts';

/** Which plan a command line asks for. */
export function askedRequest(input: Input, host: Host): PlanRequest {
  return { cwd: host.cwd, docs: input.values.get('docs') };
}

/** Reads the plan that a command line asks for. */
export function readAskedPlan(input: Input, host: Host): Promise<Plan> {
  return readPlan(askedRequest(input, host));
}

/** Whether a command line names the documents root, for whoever reads the same plan at another commit. */
export function askedRoot(input: Input): DocsRoot {
  return input.values.has('docs') ? 'asked' : 'configured';
}
