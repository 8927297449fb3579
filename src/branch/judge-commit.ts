import type { Card } from '../cards/card.ts';
import type { Plan } from '../plan.ts';
import type { BranchCommit } from './branch-commit.ts';
import type { BranchRuleCode } from './branch-rules.ts';
import { isClosed, isIntroduced, isReopened, type JudgedChange, judgedChanges } from './card-changes.ts';
import { isQuiet } from './split-commit.ts';
import type { Subject } from './subject.ts';

/** Something that a commit of a branch did and may not. */
export interface Fault {
  readonly rule: BranchRuleCode;
  /** The file, or undefined where it is about the commit as a whole. */
  readonly path: string | undefined;
  /** One sentence. It may hold text from a file. */
  readonly sentence: string;
}

/** Where in the order of a branch a commit stands. */
export interface Position {
  readonly isAfterWork: boolean;
  readonly isAfterFinalize: boolean;
}

/**
 * Judges one commit by what it contains, with its subject only as the claim that is checked.
 *
 * @param subject what the commit says of itself; undefined where it says nothing that is understood
 */
export function judgeCommit(
  commit: BranchCommit,
  { subject, goal, position }: { subject: Subject | undefined; goal: string; position: Position },
): readonly Fault[] {
  const changes = judgedChanges(commit);
  if (commit.merges.length > 0) return mergeFaults(commit, changes);
  if (subject === undefined) return [...formFaults(commit), ...lateCards(commit, changes, position)];
  const faults =
    subject.goal === goal
      ? []
      : [fault('subject-goal', `It names the goal ${subject.goal}, and the branch is for ${goal}.`)];
  const isMend = subject.form === 'fixup';
  if (position.isAfterFinalize && !isMend && subject.form !== 'revert')
    faults.push(fault('after-finalize', `It comes after the ${goal} chain was finalized.`));
  return [
    ...faults,
    ...goalFaults(commit, { subject, goal, position }),
    ...(isMend || subject.kind === 'finalize' ? [] : orderFaults(commit, { changes, subject, position })),
    ...contentFaults(commit, { changes, subject, goal }),
  ];
}

function formFaults({ subject }: BranchCommit): readonly Fault[] {
  return [fault('subject-form', `\`${subject}\` does not say which job the commit has.`)];
}

function mergeFaults(commit: BranchCommit, changes: readonly JudgedChange[]): readonly Fault[] {
  if (!commit.isFromBase) return [fault('merge-not-base', 'It brings in commits that are not on the base.')];
  // Both sides may have changed a card, and their sum is no word of the merge itself.
  return changes
    .filter((each) => each.is === 'card' && each.was?.declared !== each.now?.declared && !isFromSide(each))
    .map((each) => fault('merge-edits-card', `The merge itself ${whatWasDone(each)}.`, each.path));
}

/** Whether a side of a merge says the same of a card's status as the merge does. */
function isFromSide({ after, sides }: JudgedChange): boolean {
  const said = (text: string | undefined) => /^status[ \t]*:[ \t]*(.*?)[ \t]*$/m.exec(text ?? '')?.[1];
  return sides.some((side) => said(side) === said(after));
}

function whatWasDone(change: JudgedChange): string {
  const stem = change.now?.stem ?? change.was?.stem ?? '';
  if (change.was === undefined) return `introduces the card ${stem}`;
  if (change.now === undefined) return `takes the card ${stem} away`;
  return `${isClosed(change) ? 'closes' : 'reopens'} the card ${stem}`;
}

/** Told once, of the commit with which work begins. One that introduces the goal itself brings a late card, no less. */
function goalFaults(
  { before, after }: BranchCommit,
  { subject, goal, position }: { subject: Subject; goal: string; position: Position },
): readonly Fault[] {
  const isWork = subject.kind === 'impl' || subject.kind === 'close';
  const isBeginning = isWork && subject.form !== 'fixup' && !position.isAfterWork;
  if (!isBeginning || goalCard(before, goal) !== undefined || goalCard(after, goal) !== undefined) return [];
  return [fault('goal-not-planned', `Work begins with it, and the goal ${goal} has no card.`)];
}

function lateCards(
  commit: BranchCommit,
  changes: readonly JudgedChange[],
  { isAfterWork }: Position,
): readonly Fault[] {
  if (!isAfterWork) return [];
  return changes
    .filter((each) => isIntroduced(each, commit))
    .map((each) =>
      fault('late-card', `It introduces the card ${each.now?.stem} after work has begun.`, each.path),
    );
}

function orderFaults(
  commit: BranchCommit,
  { changes, subject, position }: { changes: readonly JudgedChange[]; subject: Subject; position: Position },
): readonly Fault[] {
  const isWork = subject.kind !== 'plan';
  const late = lateCards(commit, changes, { ...position, isAfterWork: position.isAfterWork || isWork });
  if (isWork || late.length > 0 || !position.isAfterWork) return late;
  return [fault('late-plan', 'It changes the plan after work has begun.')];
}

function contentFaults(
  commit: BranchCommit,
  { changes, subject, goal }: { changes: readonly JudgedChange[]; subject: Subject; goal: string },
): readonly Fault[] {
  switch (subject.kind) {
    case 'plan':
      return planFaults(changes);
    case 'impl':
      return changes
        .filter((each) => each.is === 'card' && !isIntroduced(each, commit))
        .map((each) =>
          fault('impl-edits-card', `An impl commit changes no card, and this one ${edits(each)}.`, each.path),
        );
    case 'close':
      return closeFaults(commit, changes, subject);
    case 'finalize':
      return finalizeFaults(commit, { changes, subject, goal });
  }
}

function edits(change: JudgedChange): string {
  const stem = change.now?.stem ?? change.was?.stem;
  if (change.was !== undefined && change.now !== undefined && change.from !== undefined)
    return `renames ${change.was.stem} to ${stem}`;
  if (isClosed(change)) return `closes ${stem}`;
  if (isReopened(change)) return `reopens ${stem}`;
  return `changes ${stem}`;
}

function planFaults(changes: readonly JudgedChange[]): readonly Fault[] {
  return changes.flatMap((each): readonly Fault[] => {
    if (each.is === 'code')
      return [fault('plan-with-code', 'A plan commit holds cards only, and this is no document.', each.path)];
    if (isClosed(each))
      return [
        fault('plan-closes-card', `It closes ${each.was?.stem}, which is for a close commit.`, each.path),
      ];
    return [];
  });
}

function closeFaults(
  commit: BranchCommit,
  changes: readonly JudgedChange[],
  { form }: Subject,
): readonly Fault[] {
  const isTurned = form === 'revert' ? isReopened : isClosed;
  const turned = changes.filter(isTurned);
  if (turned.length === 0 && form !== 'fixup')
    return [fault('close-nothing', `It ${form === 'revert' ? 'reopens' : 'closes'} no card.`)];
  const faults: Fault[] = [];
  for (const each of changes) {
    const { now, path } = each;
    if (isClosed(each) && now !== undefined && commit.after.isTroubledBelow(now))
      faults.push(
        fault('close-not-ready', `It closes ${now.stem}, and ${openBelow(commit.after, now)}.`, path),
      );
    const mayBe =
      each.is === 'evidence' || ((isTurned(each) || form === 'fixup') && each.is === 'card' && isQuiet(each));
    if (mayBe || isIntroduced(each, commit)) continue;
    const what = isTurned(each)
      ? `It changes more of ${now?.stem} than its status`
      : 'It changes a file that is neither a card that it closes nor evidence';
    faults.push(fault('close-with-more', `${what}.`, path));
  }
  return faults;
}

function openBelow(plan: Plan, card: Card): string {
  const below = plan.graph
    .chainOf(card)
    .filter((each) => each !== card && plan.stateOf(each).kind !== 'done');
  const stems = below.map(({ stem }) => stem);
  if (stems.length === 0) return 'something that it requires is missing or cannot be read';
  return `${stems.slice(0, 3).join(', ')}${stems.length > 3 ? ` and ${stems.length - 3} more` : ''} below it ${stems.length === 1 ? 'is' : 'are'} open`;
}

function finalizeFaults(
  { before, after }: BranchCommit,
  { changes, subject, goal }: { changes: readonly JudgedChange[]; subject: Subject; goal: string },
): readonly Fault[] {
  const code = changes
    .filter((each) => each.is === 'code' && !each.path.endsWith('.md'))
    .map((each) => fault('finalize-with-code', 'A finalize commit holds Markdown only.', each.path));
  if (subject.form !== 'own') return code;
  const card = goalCard(before, goal);
  if (card === undefined)
    return [fault('finalize-nothing', `There is no card ${goal} to finalize.`), ...code];
  if (!isChainDone(before, goal)) {
    const open = before.stateOf(card).kind === 'done' ? '' : `${goal} is open, and `;
    const below = before.isTroubledBelow(card) ? openBelow(before, card) : 'nothing below it is';
    return [fault('finalize-open', `The chain is not done: ${open}${below}.`, card.path), ...code];
  }
  const chain = before.graph.chainOf(card);
  const stems = new Set(chain.map(({ stem }) => stem));
  const left = after.cards.filter(
    (each) =>
      stems.has(each.stem) && after.graph.dependentsClosure(each).every(({ stem }) => stems.has(stem)),
  );
  return [
    ...left.map(({ stem, path }) =>
      fault('finalize-leaves-fields', `The card ${stem} still has its Mikado fields.`, path),
    ),
    ...code,
  ];
}

/** The card that a branch is for, or undefined where no card has that name. */
export function goalCard(plan: Plan, goal: string): Card | undefined {
  return plan.cards.find(({ stem }) => stem === goal);
}

/** Whether a goal and everything that it requires is done. */
export function isChainDone(plan: Plan, goal: string): boolean {
  const card = goalCard(plan, goal);
  return card !== undefined && plan.stateOf(card).kind === 'done' && !plan.isTroubledBelow(card);
}

function fault(rule: BranchRuleCode, sentence: string, path?: string): Fault {
  return { rule, path, sentence };
}
