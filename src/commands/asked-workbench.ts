import type { Plan } from '../plan.ts';
import { openWorkbench } from '../workbench/open-workbench.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { askedRequest } from './asked-plan.ts';
import type { Input } from './command.ts';
import type { Host } from './host.ts';

/** Opens the workbench of the repository that a command line asks for, on its plan. */
export function openAskedWorkbench(plan: Plan, input: Input, host: Host): Workbench {
  return openWorkbench(askedRequest(input, host), plan);
}
