import path from 'node:path';
import type { BranchStanding } from '../branch/branch-standing.ts';
import type { Card } from '../cards/card.ts';
import type { ChecklistItem } from '../checklist/checklist.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type CloseMode, startCard } from '../edit/advance-card.ts';
import type { EditOutcome, NewCard } from '../edit/edit-outcome.ts';
import { createCard } from '../edit/new-card.ts';
import type { Refusal } from '../edit/refusal.ts';
import { requireCard } from '../edit/require-card.ts';
import { type GitPlace, readGitPlace } from '../git/git-place.ts';
import type { Timeline } from '../history/timeline.ts';
import type { DocsRoot } from '../past/read-plan-at.ts';
import { type Plan, type PlanRequest, readPlan } from '../plan.ts';
import { type Place, workFolder } from '../read/place.ts';
import type { CardText } from '../read/read-card-text.ts';
import { watchCards } from '../read/watch-cards.ts';
import { takeTurns } from '../take-turns.ts';
import type { ApprovalRequest, Bar } from '../verify/approval-text.ts';
import { type CardEvidence, readEvidence } from '../verify/evidence.ts';
import { OutputLog } from '../verify/output-log.ts';
import type { WhyNot } from '../why-not.ts';
import { CardCloser } from './card-closer.ts';
import { CardVerifier } from './card-verifier.ts';
import type { PreparedCommit } from './commit-edit.ts';
import type { Fixable } from './fixable.ts';
import { RunConsent } from './run-consent.ts';
import { UndoBook } from './undo-book.ts';
import {
  type ClosePreview,
  type FixPreview,
  type HandEdit,
  type Judgement,
  type LendTerminal,
  type RefusedCommand,
  type RunPolicy,
  type UndoOutcome,
  USUAL_POLICY,
  type Verification,
  type VerifyRequest,
  type Workbench,
} from './workbench.ts';

/** Checking the texts of more documents would make keys wait. */
const MOST_CHECKED = 500;

/**
 * Opens the workbench of the repository that a request names, on a plan that was read from it.
 *
 * @param policy by whose word commands run; a person's unless the command line says otherwise
 * @throws UsageError when approvals would have to be kept where they cannot be trusted, once one is needed
 */
export function openWorkbench(request: PlanRequest, plan: Plan, policy: RunPolicy = USUAL_POLICY): Workbench {
  return new RepositoryWorkbench(request, { plan, policy });
}

class RepositoryWorkbench implements Workbench {
  readonly #request: PlanRequest;
  readonly #plan: Plan;
  readonly #consent: RunConsent;
  readonly policy: RunPolicy;
  readonly #verifier: CardVerifier;
  readonly #closer: CardCloser;
  readonly #undo: UndoBook;

  constructor(request: PlanRequest, { plan, policy }: { readonly plan: Plan; readonly policy: RunPolicy }) {
    this.#request = request;
    this.#plan = plan;
    this.policy = policy;
    this.#consent = new RunConsent(plan, policy, process.env);
    this.#undo = new UndoBook(plan.place);
    this.#verifier = new CardVerifier(plan, {
      policy,
      consent: this.#consent,
      env: process.env,
      undo: this.#undo,
    });
    this.#closer = new CardCloser({
      place: plan.place,
      root: this.#root,
      env: process.env,
      readCard: (card) => this.readCard(card),
      undo: this.#undo,
    });
  }

  readPlan(before?: Plan): Promise<Plan> {
    return readPlan(this.#request, takeTurns(), before);
  }

  readCard(card: Card): Promise<CardText> {
    return this.#verifier.readCard(card);
  }

  async gitPlace(): Promise<GitPlace | undefined> {
    return this.#place.gitDir === undefined ? undefined : readGitPlace(this.#place.top);
  }

  async branchStanding(plan: Plan): Promise<BranchStanding | undefined> {
    const { readStanding } = await import('../past/read-standing.ts');
    return readStanding(plan, this.#root);
  }

  async timeline(): Promise<Timeline | undefined> {
    const { readHistory, stepToday } = await import('../past/read-history.ts');
    const now = Date.now();
    const plan = await this.readPlan();
    const history = await readHistory({ plan, root: this.#root }, now);
    if (history === undefined) return undefined;
    const today = stepToday(history, plan, now);
    const steps = today === undefined ? history.steps : [...history.steps, today];
    return (await import('../history/timeline.ts')).timelineOf({ steps, complete: history.complete }, now);
  }

  watch(onChange: () => void, since?: number): { stop(): void } {
    return watchCards(this.#place, onChange, since);
  }

  get warnings(): readonly string[] {
    return this.#consent.warnings;
  }

  barOf(card: Card): Bar | undefined {
    return this.#consent.barOf(card);
  }

  approvalFor(card: Card, commands: readonly string[]): ApprovalRequest {
    return this.#consent.approvalFor(card, commands);
  }

  async approve(request: ApprovalRequest): Promise<void> {
    this.#consent.approve(request, (await this.gitPlace())?.commit ?? null);
  }

  beginLog({ stem }: Card): OutputLog | undefined {
    return OutputLog.begin(path.join(workFolder(this.#place), 'logs'), stem);
  }

  async page(file: string, lend: LendTerminal): Promise<string | undefined> {
    const { runPager } = await import('./run-editor.ts');
    const end = await lend((signal) => runPager(file, { cwd: this.#place.top, env: process.env, signal }));
    return end.kind === 'failed' ? end.message : undefined;
  }

  async runGit(command: string, lend: LendTerminal): Promise<string | undefined> {
    const { runAtHand } = await import('./run-editor.ts');
    const end = await lend((signal) =>
      runAtHand(command, { cwd: this.#place.top, env: process.env, signal }),
    );
    return end.kind === 'failed' ? end.message : undefined;
  }

  refusedCommands(card: Card): Promise<readonly RefusedCommand[]> {
    return this.#verifier.refusedCommands(card);
  }

  verify(card: Card, request: VerifyRequest): Promise<Verification> {
    return this.#verifier.verify(card, request);
  }

  listVerify(card: Card, how: Pick<VerifyRequest, 'boxes'> = {}): Promise<Verification> {
    return this.#verifier.list(card, how);
  }

  judge(card: Card, item: ChecklistItem, judgement: Judgement): Promise<EditOutcome> {
    return this.#verifier.judge(card, item, judgement);
  }

  receipts(card: Card, text: CardText): CardEvidence {
    return readEvidence(this.#place.top, card.stem, text);
  }

  async edit(
    plan: Plan,
    at: { readonly path: string; readonly line: number },
    lend: LendTerminal,
  ): Promise<HandEdit> {
    const { editByHand } = await import('./edit-by-hand.ts');
    return editByHand(plan, at, lend);
  }

  previewClose(plan: Plan, card: Card): Promise<ClosePreview> {
    return this.#closer.preview(plan, card);
  }

  close(plan: Plan, card: Card, how?: { readonly force?: string }): Promise<EditOutcome> {
    return this.#closer.close(plan, card, how?.force);
  }

  prepareClose(plan: Plan, card: Card, mode: CloseMode): Promise<PreparedCommit | WhyNot> {
    return this.#closer.prepareCommit(plan, card, mode);
  }

  async findProblems(plan: Plan): Promise<readonly Diagnostic[] | undefined> {
    if (plan.documents.length > MOST_CHECKED) return undefined;
    const { checkCards } = await import('../check-cards.ts');
    return (await checkCards(plan)).diagnostics;
  }

  async previewFix(plan: Plan, problem: Fixable): Promise<FixPreview | Refusal> {
    const { previewFix } = await import('./fix-problem.ts');
    return previewFix(plan, problem, (card) => this.readCard(card));
  }

  async fix(plan: Plan, problem: Fixable): Promise<EditOutcome> {
    const { fixProblem } = await import('./fix-problem.ts');
    return fixProblem(plan, problem, this.#undo);
  }

  undo(): Promise<UndoOutcome> {
    return this.#undo.undo();
  }

  async start(plan: Plan, card: Card): Promise<EditOutcome> {
    if (plan.stateOf(card).kind === 'done') {
      return { kind: 'refused', message: `${card.stem} is done`, help: `mikado reopen ${card.stem}` };
    }
    return startCard(plan, card);
  }

  async reopen(plan: Plan, card: Card): Promise<EditOutcome> {
    if (plan.cards.includes(card) && plan.stateOf(card).kind !== 'done') {
      return { kind: 'refused', message: `${card.stem} is open`, help: `mikado show ${card.stem}` };
    }
    return startCard(plan, card);
  }

  create(plan: Plan, card: NewCard): Promise<EditOutcome> {
    return createCard(plan, card);
  }

  require(plan: Plan, card: Card, stem: string): Promise<EditOutcome> {
    return requireCard(plan, card, stem);
  }

  get #root(): DocsRoot {
    return this.#request.docs === undefined ? 'configured' : 'asked';
  }

  get #place(): Place {
    return this.#plan.place;
  }
}
