import type { Card } from '../../cards/card.ts';
import { plainCard } from '../../cards/parse-card.ts';
import { scriptsOf } from '../../checklist/checklist.ts';
import { counted } from '../../counted.ts';
import { isRefusal } from '../../edit/refusal.ts';
import type { Plan } from '../../plan.ts';
import { type ApprovalState, approvalsJson } from '../../report/trust-json.ts';
import { UsageError } from '../../usage-error.ts';
import type { Approval } from '../../verify/approval.ts';
import { commandLines } from '../../verify/approval-text.ts';
import type { Trust } from '../../verify/approve.ts';
import type { Denial, Denials } from '../../verify/denial.ts';
import { visible } from '../../visible.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import { findCard } from '../find-card.ts';
import type { Host } from '../host.ts';
import { chosenDenials } from './trust-deny.ts';

/** What was asked of `mikado trust`, with where approvals and refusals are kept. */
export interface TrustRequest {
  readonly plan: Plan;
  readonly workbench: Workbench;
  readonly trust: Trust;
  readonly denials: Denials;
  readonly input: Input;
  readonly host: Host;
}

type Found = ApprovalState & { readonly approval: Approval };

const STATES: Readonly<Record<Found['state'], string>> = {
  current: '',
  changed: '; changed since, so that it is asked about again',
  gone: '; its card no longer has it',
};

/** Lists the approvals of this repository, or takes some of them back and says which. */
export async function runOnApprovals(request: TrustRequest): Promise<ExitStatus> {
  const { trust, denials, input, host } = request;
  const found = await lookThrough(chosen(request), request);
  const removed = input.flags.has('prune') ? found.filter(({ state }) => state === 'gone') : found;
  const denied = input.flags.has('prune') ? [] : chosenDenials(request);
  const isRemoving = !input.flags.has('list');
  if (isRemoving) {
    const refusal = trust.revoke(removed.map(({ approval }) => approval)) ?? denials.lift(denied);
    if (isRefusal(refusal)) {
      host.stderr.write(`mikado: ${visible(refusal.refused)}\n`);
      return 5;
    }
    trust.sweep();
  }
  if (input.flags.has('json')) printJson(host, approvalsJson(removed, denied));
  else host.stdout.write(listText({ found: removed, denied }, isRemoving ? 'taken back' : 'listed'));
  return 0;
}

/** The approvals that the command line names; all where it names no card. */
function chosen({ plan, trust, denials, input, host }: TrustRequest): readonly Approval[] {
  const approvals = trust.list();
  if (input.operands.length === 0) return approvals;
  // The name of a folder that was refused, or of a card that is gone, is no name of an approval.
  const isDenied = (name: string): boolean =>
    chosenDenials({ plan, denials, input: { ...input, operands: [name] }, host }).length > 0;
  const paths = new Set(
    input.operands.flatMap((name) => {
      try {
        return [pathOf(name, { plan, approvals, cwd: host.cwd })];
      } catch (error) {
        if (error instanceof UsageError && isDenied(name)) return [];
        throw error;
      }
    }),
  );
  return approvals.filter(({ card }) => paths.has(card));
}

/** The card that a name means; it may be gone, and then its approvals know its path. */
function pathOf(
  name: string,
  known: { readonly plan: Plan; readonly approvals: readonly Approval[]; readonly cwd: string },
): string {
  try {
    return findCard(known.plan, name, known.cwd).path;
  } catch (error) {
    const old = known.approvals.find(({ card }) => card === name || card.endsWith(`/${name}.md`));
    if (old === undefined || !(error instanceof UsageError)) throw error;
    return old.card;
  }
}

async function lookThrough(
  approvals: readonly Approval[],
  { plan, workbench, trust }: TrustRequest,
): Promise<readonly Found[]> {
  const commands = new Map<string, ReadonlySet<string>>();
  for (const path of new Set(approvals.map(({ card }) => card))) {
    const card = cardAt(plan, path);
    const checklist = card === undefined ? [] : (await workbench.readCard(card)).checklist;
    commands.set(path, new Set(checklist.flatMap(scriptsOf)));
  }
  return approvals.map((approval) => {
    if (commands.get(approval.card)?.has(approval.command) !== true) return { approval, state: 'gone' };
    return { approval, state: trust.isCurrent(approval) ? 'current' : 'changed' };
  });
}

/** A card that was closed may be a mere document by now, and is approved all the same. */
function cardAt(plan: Plan, path: string): Card | undefined {
  const document = plan.documents.find((each) => each.path === path);
  return plan.cards.find((card) => card.path === path) ?? (document && plainCard(document, undefined));
}

function listText(
  { found, denied }: { readonly found: readonly Found[]; readonly denied: readonly Denial[] },
  done: 'listed' | 'taken back',
): string {
  if (found.length === 0 && denied.length === 0)
    return done === 'listed' ? 'No command of this repository is approved.\n' : 'Nothing to take back.\n';
  const lines: string[] = [];
  const paths = new Set([...found.map(({ approval }) => approval.card), ...denied.map(({ path }) => path)]);
  for (const path of paths) {
    lines.push(visible(path));
    for (const { when } of denied.filter((each) => each.path === path))
      lines.push(`      refused for good ${minute(when)}`);
    for (const { approval, state } of found.filter((each) => each.approval.card === path)) {
      lines.push(...commandLines(approval.command).map((line) => `    ${line}`));
      lines.push(`      approved ${minute(approval.when)}${STATES[state]}`);
    }
  }
  const counts = [
    ...(found.length > 0 ? [counted(found.length, 'approval')] : []),
    ...(denied.length > 0 ? [counted(denied.length, 'refusal')] : []),
  ];
  if (done === 'taken back') lines.push(`Took back ${counts.join(' and ')}.`);
  return lines.map((line) => `${line}\n`).join('');
}

/** A time as a person reads it. */
function minute(when: string): string {
  return `${visible(when.slice(0, 16).replace('T', ' '))} UTC`;
}
