import type { Violation } from '../../branch/branch-standing.ts';
import { judgeBranch } from '../../branch/judge-branch.ts';
import { type BranchReading, readBranch } from '../../past/read-branch.ts';
import { workflowCommand } from '../../report/github.ts';
import { paintFor } from '../../report/paint.ts';
import { shortId } from '../../short-id.ts';
import { visible } from '../../visible.ts';
import { printJson } from '../answer.ts';
import { askedRoot, readAskedPlan } from '../asked-plan.ts';
import { askedFormat } from '../check/findings-formats.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { branchJson, otherBranchJson } from './branch-json.ts';
import { standingText, violationsText } from './branch-text.ts';

/** Judges the commits of a Mikado branch; exit status 1 when one of them breaks a rule. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const format = askedFormat(input);
  const plan = await readAskedPlan(input, host);
  const reading = await readBranch({
    plan,
    root: askedRoot(input),
    base: input.values.get('base'),
    head: input.values.get('head'),
    env: host.env,
  });
  if (reading.kind === 'other') return endOther(reading, format, host);
  const standing = judgeBranch(reading.history);
  const { violations } = standing;
  if (format === 'json') printJson(host, branchJson(standing));
  else {
    const paint = paintFor(host.stdout);
    host.stdout.write(standingText(standing, paint) + violationsText(violations, paint));
    if (format === 'github') host.stdout.write(annotations(violations));
  }
  return violations.length > 0 ? 1 : 0;
}

function endOther({ branch }: Extract<BranchReading, { kind: 'other' }>, format: string, host: Host): 0 {
  const name = branch === undefined ? 'This commit' : `The branch ${visible(branch)}`;
  if (format === 'json') printJson(host, otherBranchJson(branch));
  else host.stdout.write(`${name} is for no goal, so there is nothing to judge.\n`);
  return 0;
}

/** Annotations of files, as GitHub, Forgejo and Gitea read them. */
function annotations(violations: readonly Violation[]): string {
  return violations
    .map(({ rule, path, sentence, step }) => {
      const place = path === undefined ? {} : { file: visible(path), line: '1' };
      const commit = shortId(step.commit.commit ?? '');
      const text = visible(`${commit} ${step.commit.subject}: ${sentence}`);
      return `${workflowCommand('error', { ...place, title: `mikado: ${rule}` }, text)}\n`;
    })
    .join('');
}
