import type { Violation } from '../../branch/branch-standing.ts';
import { judgeBranch } from '../../branch/judge-branch.ts';
import { type BranchReading, readBranch } from '../../past/read-branch.ts';
import { paintFor } from '../../report/paint.ts';
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

/** Annotations of files, as GitHub, Forgejo and Gitea read them: `%`, CR and LF escaped, in properties `:` and `,` too. */
function annotations(violations: readonly Violation[]): string {
  return violations
    .map(({ rule, path, sentence, step }) => {
      const title = `title=mikado%3A ${rule}`;
      const place = path === undefined ? title : `file=${property(path)},line=1,${title}`;
      const commit = step.commit.commit?.slice(0, 10) ?? '';
      return `::error ${place}::${data(`${commit} ${step.commit.subject}: ${sentence}`)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
