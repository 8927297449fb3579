import type { BranchStanding, ResetPoint, Violation } from '../../branch/branch-standing.ts';
import { type StripSign, stripOf } from '../../branch/strip.ts';
import { counted } from '../../counted.ts';
import { branchOfGoal, branchPattern } from '../../goal-branch.ts';
import { nearName } from '../../near-name.ts';
import type { Paint, Role } from '../../report/paint.ts';
import { shellWord } from '../../shell-word.ts';
import { shortId } from '../../short-id.ts';
import { visible } from '../../visible.ts';

const ROLES: Readonly<Record<StripSign['role'], Role>> = {
  plan: 'strong',
  impl: 'strong',
  close: 'good',
  finalize: 'good',
  merge: 'quiet',
  wall: 'quiet',
  wrong: 'bad',
};

/** What the places of a branch are called. */
export const PLACES: Readonly<Record<BranchStanding['place'], string>> = {
  planning: 'planning',
  'mid-cycle': 'mid-cycle',
  'between-cycles': 'between cycles',
  finalized: 'finalized',
  violation: 'violation',
};

/** Where a branch stands: its strip, its place, and what may come next. */
export function standingText(standing: BranchStanding, paint: Paint): string {
  const { branch, goal, base, steps, place, next, resetPoint, savePoint } = standing;
  const name = visible(branch ?? `the branch of ${goal}`);
  const strip = stripOf(steps).map(({ sign, role }) => paint(ROLES[role], sign));
  const commits = counted(steps.length, 'commit');
  const lines = [
    `${paint('strong', name)}, ${commits} since ${visible(base.ref)} (${shortId(base.commit)})`,
    ...(strip.length === 0 ? [] : ['', `  ${strip.join(' ')}`, '']),
    `place: ${place === 'violation' ? paint('bad', PLACES[place]) : PLACES[place]}`,
    ...goalLines(standing),
    ...(place === 'violation' ? [] : [`next:  ${next.length === 0 ? 'merge the branch' : next.join(', ')}`]),
    ...(place === 'planning' || place === 'finalized' ? [] : [pointText('a new card', resetPoint)]),
    ...(savePoint.commit === resetPoint.commit || place === 'finalized'
      ? []
      : [pointText('a new try', savePoint)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What is to be said of a goal that has no card, and what can be done about it; nothing after finalize. */
function goalLines({ goal, goalCard, phase, branch, plan }: BranchStanding): readonly string[] {
  if (goalCard === 'there' || phase === 'finalized') return [];
  const [name, document] = [visible(goal), plan.documents.find(({ stem }) => stem === goal)];
  if (goalCard === 'gone' && phase === 'between-cycles')
    return [`goal:  ${name} is done, and has no Mikado fields left`];
  if (document !== undefined)
    return [
      `goal:  ${visible(document.path)} is no card; it is one with \`status: active\` in its front matter`,
    ];
  const goals = plan.chains.map((chain) => chain.goal);
  const near =
    goals.find((each) => each.branch?.value === branch)?.stem ??
    nearName(
      goal,
      goals.map(({ stem }) => stem),
    );
  const missing = `goal:  there is no card ${name}${goalCard === 'gone' ? ' any more' : ' yet'}`;
  const lines = [
    phase === 'planning' ? `${missing}: mikado new ${visible(shellWord(goal))} --commit` : missing,
  ];
  if (near === undefined || branch === undefined) return lines;
  const other = branchOfGoal(near, branchPattern(plan.config));
  lines.push(
    `       or is this the branch of ${visible(near)}? git branch --move ${visible(shellWord(other))}`,
  );
  return lines;
}

function pointText(what: string, { commit, subject, replay }: ResetPoint): string {
  const of = subject === undefined ? 'where the branch began' : visible(subject);
  const ids = replay.flatMap((step) => (step.commit.commit === null ? [] : [shortId(step.commit.commit)]));
  const again = ids.length === 0 ? '' : `\n${' '.repeat(what.length + 2)}then replay ${ids.join(' ')}`;
  return `${what}: back to ${shortId(commit)} (${of})${again}`;
}

/** What is wrong with a branch, commit by commit, each with the way back. */
export function violationsText(violations: readonly Violation[], paint: Paint): string {
  const commits = [...new Set(violations.map(({ step }) => step))];
  return commits
    .map((step) => {
      const own = violations.filter((each) => each.step === step);
      const { commit, subject } = step.commit;
      const id = commit === null ? 'this commit' : shortId(commit);
      return `\n${[`${paint('strong', id)} ${visible(subject)}`, ...faultLines(own, paint), ...wayLines(own)].join('\n')}\n`;
    })
    .join('');
}

function faultLines(violations: readonly Violation[], paint: Paint): readonly string[] {
  return violations.map(({ rule, path, sentence }) => {
    const place = path === undefined ? '' : `${visible(path)}: `;
    return `  ${paint('bad', 'error')}: ${place}${visible(sentence)} ${paint('quiet', `[${rule}]`)}`;
  });
}

/** One way back mends all that is wrong with a commit. */
function wayLines([first]: readonly Violation[]): readonly string[] {
  const commands = first?.wayBack.commands ?? [];
  return commands.length === 0
    ? []
    : ['  way back:', ...commands.map((command) => `    ${visible(command)}`)];
}
