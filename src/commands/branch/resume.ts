import { paintFor } from '../../report/paint.ts';
import { printJson } from '../answer.ts';
import { readAskedPlan } from '../asked-plan.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { resumeJson } from './resume-json.ts';
import { readSituation } from './resume-situation.ts';
import { situationText } from './resume-text.ts';

/** Says where the work stands, for somebody who comes to it cold, and what comes next. Changes nothing. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const situation = await readSituation(plan, input, host);
  if (input.flags.has('json')) printJson(host, resumeJson(situation));
  else host.stdout.write(situationText(situation, paintFor(host.stdout)));
  return 0;
}
