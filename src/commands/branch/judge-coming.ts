import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BranchStanding, Violation } from '../../branch/branch-standing.ts';
import { judgeBranch } from '../../branch/judge-branch.ts';
import { subjectOfMessage } from '../../branch/message-subject.ts';
import { rightSubject, splitOf } from '../../branch/remake-commit.ts';
import { readStagedChanges } from '../../git/branch-log.ts';
import { runGit } from '../../git/git.ts';
import { readBranch } from '../../past/read-branch.ts';
import { paintFor } from '../../report/paint.ts';
import { shellWord } from '../../shell-word.ts';
import { shortId } from '../../short-id.ts';
import { visible } from '../../visible.ts';
import { askedRoot, readAskedPlan } from '../asked-plan.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { violationsText } from './branch-text.ts';
import { toldToAmend } from './told-to-amend.ts';

/** What git told a hook. */
interface Coming {
  readonly message: string;
  readonly gitDir: string;
  readonly input: Input;
  readonly host: Host;
}

/** Judges what is staged with a message as the next commit of the branch; exit status 1 when it may not be made. */
export async function judgeComing(coming: Coming): Promise<ExitStatus> {
  const { host, input, gitDir } = coming;
  const plan = await readAskedPlan(input, host);
  const { top } = plan.place;
  const subject = subjectOfMessage(coming.message, await commentString(top));
  // Git itself refuses an empty message.
  if (subject === '') return 0;
  const head = (await runGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))?.trim();
  if (head === undefined) return 0;
  const merges = mergedHeads(gitDir);
  const standingOn = async (
    parent: string,
    merged: readonly string[],
  ): Promise<BranchStanding | undefined> => {
    const changes = await readStagedChanges(top, parent, host.env.GIT_INDEX_FILE);
    const root = askedRoot(input);
    const reading = await readBranch({
      ...{ plan, root, env: host.env },
      on: parent,
      coming: { subject, merges: merged, changes },
    });
    return reading.kind === 'other' ? undefined : judgeBranch(reading.history);
  };
  const [before, ...others] = merges.length > 0 ? [] : await parentsOf(top, head);
  const amended = async () => (before === undefined ? undefined : standingOn(before, others));
  const isAmended = before === undefined ? false : toldToAmend(process.ppid);
  const standing = isAmended === true ? await amended() : await standingOn(head, merges);
  if (standing === undefined || wrongNow(standing).length === 0) return 0;
  // Where it is not known, what is good as the last commit made anew is let through.
  const other = isAmended === undefined ? await amended() : undefined;
  if (other !== undefined && other.steps.length > 0 && wrongNow(other).length === 0) return 0;
  host.stderr.write(refusalText(standing, host));
  return 1;
}

/** What is wrong with the commit that is about to be made; what was wrong before is for `branch check`. */
function wrongNow({ violations }: BranchStanding): readonly Violation[] {
  return violations.filter(({ step }) => step.commit.commit === null);
}

function refusalText(standing: BranchStanding, host: Host): string {
  const wrong = wrongNow(standing);
  const said = violationsText(wrong, paintFor(host.stderr)).trimStart();
  const step = standing.steps.at(-1);
  const remake = step && { step, split: splitOf(step), goal: standing.goal };
  const subject = remake && rightSubject(remake);
  const help = subject === undefined ? helpFor(standing, wrong) : `The subject of what is staged: ${subject}`;
  const others = standing.violations.length - wrong.length;
  const known = others === 0 ? [] : ['The branch has more that is wrong: mikado branch check'];
  return `mikado: not committed: ${said}${[help, ...known].map((line) => `  ${visible(line)}\n`).join('')}`;
}

function helpFor({ resetPoint, goal }: BranchStanding, [first]: readonly Violation[]): string {
  switch (first?.rule) {
    case 'goal-not-planned':
      return `Plan the goal first: mikado new ${shellWord(goal)} --commit`;
    case 'late-card':
    case 'late-plan':
      return `Cards are planned at ${shortId(resetPoint.commit)}: mikado discover STEM --for CARD goes there and back.`;
    case 'plan-with-code':
    case 'impl-edits-card':
    case 'close-with-more':
    case 'finalize-with-code':
      return `Leave it out of this commit: git restore --staged -- ${shellWord(first.path ?? '')}`;
    case 'close-nothing':
      return 'Close a card first: mikado close CARD --commit';
    case 'close-not-ready':
      return 'Close what is open below first: mikado ready';
    case 'after-finalize':
      return 'Merge the branch, or take the finalize commit back: git reset --soft HEAD^';
    default:
      return 'mikado branch check says where the branch stands.';
  }
}

function mergedHeads(gitDir: string): readonly string[] {
  const file = path.join(gitDir, 'MERGE_HEAD');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]{40,64}$/.test(line));
}

async function parentsOf(top: string, commit: string): Promise<readonly string[]> {
  const parents = (await runGit(top, ['rev-parse', `${commit}^@`])) ?? '';
  return parents.split('\n').filter((id) => id !== '');
}

async function commentString(top: string): Promise<string> {
  const said = await runGit(top, ['config', '--get-regexp', '^core\\.comment(string|char)$']);
  const value = said?.trim().split('\n').at(-1)?.replace(/^\S+ /, '');
  return value === undefined || value === '' || value === 'auto' ? '#' : value;
}
