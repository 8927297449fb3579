import path from 'node:path';
import type { Card } from './cards/card.ts';
import { readFrontMatter } from './cards/frontmatter.ts';
import { parseMarkdown } from './cards/markdown.ts';
import { readHeader } from './cards/read-header.ts';
import { type Checklist, type ChecklistItem, scriptsOf } from './checklist/checklist.ts';
import { checklistOf } from './checklist/parse-checklist.ts';
import { closeCard, closeDiff, createCard, placeOf, requireCard, startCard } from './edit/advance-card.ts';
import { whyNotClosed } from './edit/close-card.ts';
import { type GitPlace, readGitPlace, readPerson } from './git/git-place.ts';
import { type Plan, type PlanRequest, readPlan } from './plan.ts';
import { lookUpPrograms } from './read/look-up-programs.ts';
import type { Place } from './read/place.ts';
import { type CardText, readCardText } from './read/read-card-text.ts';
import { watchCards } from './read/watch-cards.ts';
import { RunConsent } from './run-consent.ts';
import { UsageError } from './usage-error.ts';
import type { ApprovalRequest } from './verify/approval-text.ts';
import { CardFile } from './verify/card-file.ts';
import { fingerprintOf } from './verify/card-fingerprint.ts';
import { chosenEnvironment } from './verify/command-environment.ts';
import { type CardEvidence, readEvidence, recordReceipt } from './verify/evidence.ts';
import type { Keeping } from './verify/keep-results.ts';
import { runAtTerminal } from './verify/run-at-terminal.ts';
import { type RunOptions, runCommand } from './verify/run-command.ts';
import { type CommandRunner, listCard, verifyCard } from './verify/verify-card.ts';
import { version } from './version.ts';
import {
  type ClosePreview,
  type EditOutcome,
  type Judgement,
  type NewCard,
  type RefusedCommand,
  type RunPolicy,
  USUAL_POLICY,
  type Verification,
  type VerifyRequest,
  type Workbench,
} from './workbench.ts';

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
  /** By path: whoever verifies a card knows the edits of the others. */
  readonly #files = new Map<string, CardFile>();

  constructor(request: PlanRequest, { plan, policy }: { readonly plan: Plan; readonly policy: RunPolicy }) {
    this.#request = request;
    this.#plan = plan;
    this.policy = policy;
    this.#consent = new RunConsent(plan, policy, process.env);
  }

  readPlan(): Promise<Plan> {
    return readPlan(this.#request);
  }

  readCard(card: Card): Promise<CardText> {
    return readCardText(this.#place, card, this.#judging);
  }

  async gitPlace(): Promise<GitPlace | undefined> {
    return this.#place.gitDir === undefined ? undefined : readGitPlace(this.#place.top);
  }

  watch(onChange: () => void): { stop(): void } {
    return watchCards(this.#place, onChange);
  }

  get warnings(): readonly string[] {
    return this.#consent.warnings;
  }

  approvalFor(card: Card, commands: readonly string[]): ApprovalRequest {
    const { timeoutMs, trust } = this.#consent;
    const { environment } = this.policy;
    return { card, commands: trust.pending(card, commands), timeoutMs, environment };
  }

  async approve({ commands }: ApprovalRequest): Promise<void> {
    const commit = (await this.gitPlace())?.commit ?? null;
    const facts = commands.map((command) => command.facts);
    const refusal = this.#consent.trust.approve(facts, commit);
    if (refusal !== undefined) throw new UsageError(`Not approved: ${refusal.refused}.`, 'Nothing was run.');
  }

  async refusedCommands(card: Card): Promise<readonly RefusedCommand[]> {
    const { checklist } = await this.readCard(card);
    const whyNot = await this.#consent.whyNot(card, checklist);
    return [...new Set(checklist.flatMap(scriptsOf))].flatMap((command) => {
      const reason = whyNot(command);
      return reason === undefined ? [] : [{ command, reason }];
    });
  }

  async verify(card: Card, request: VerifyRequest): Promise<Verification> {
    const text = await this.readCard(card);
    return this.#verify(card, { text, request, select: (item) => isToVerify(item, request) });
  }

  async listVerify(card: Card, how: Pick<VerifyRequest, 'boxes'> = {}): Promise<Verification> {
    const { checklist } = await this.readCard(card);
    const { isApproved, select } = await this.#consentFor(card, checklist);
    const listed = listCard({
      checklist,
      isApproved,
      select: (item) => select(item) && isToVerify(item, how),
    });
    return { ...listed, troubles: [] };
  }

  receipts(card: Card, text: CardText): CardEvidence {
    return readEvidence(this.#place.top, card.stem, text);
  }

  async judge(card: Card, item: ChecklistItem, judgement: Judgement): Promise<EditOutcome> {
    if (item.kind !== 'manual') {
      return {
        kind: 'refused',
        message: 'this item is not one for a person alone',
        help: `mikado verify ${card.stem}`,
      };
    }
    const text = await this.readCard(card);
    const isIt = (each: ChecklistItem) => each.line === item.line && each.text === item.text;
    if (!text.checklist.some(isIt))
      return { kind: 'changed-meanwhile', message: 'the item is no longer in the card' };
    const request = { onEvent: () => {}, judge: async () => judgement };
    const { items, troubles } = await this.#verify(card, { text, request, select: isIt });
    const [trouble] = troubles;
    if (trouble !== undefined) return { kind: 'failed', message: trouble };
    const changed = items.find((each) => each.result === 'changed');
    if (changed !== undefined)
      return { kind: 'changed-meanwhile', message: changed.note ?? 'the card was changed meanwhile' };
    return { kind: 'written', path: card.path };
  }

  async previewClose(plan: Plan, card: Card): Promise<ClosePreview> {
    const text = await this.readCard(card);
    const refusals = whyNotClosed(plan, card, text);
    const diff = text.diagnostics.length > 0 ? [] : closeDiff(plan, text.text);
    return { refusals, diff, becomesReady: plan.unlocksOf(card) };
  }

  async close(plan: Plan, card: Card, how?: { readonly force?: string }): Promise<EditOutcome> {
    const text = await this.readCard(card);
    const refusals = whyNotClosed(plan, card, text);
    const [first] = refusals;
    if (how?.force === undefined) {
      if (first !== undefined) return { kind: 'refused', message: first.reason, help: first.help };
      return closeCard(plan, card, 'checked');
    }
    if (plan.stateOf(card).kind === 'done')
      return { kind: 'refused', message: `${card.stem} is done already`, help: `mikado reopen ${card.stem}` };
    const git = await this.gitPlace();
    const unrecorded = recordReceipt(this.#place.top, card.stem, {
      schemaVersion: 1,
      kind: 'forced-close',
      reason: how.force,
      who: await readPerson(this.#place.top),
      when: new Date().toISOString(),
      commit: git?.commit ?? null,
    });
    if (unrecorded !== undefined) return { kind: 'failed', message: unrecorded.refused };
    return closeCard(plan, card, 'forced');
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

  get #place(): Place {
    return this.#plan.place;
  }

  /** What items are judged by besides their words; looked up anew, as task files change while the screen is open. */
  get #judging() {
    const { headings } = this.#plan.config.verification ?? {};
    return { headings, programs: lookUpPrograms(this.#place.top, process.env) };
  }

  async #verify(
    card: Card,
    work: {
      readonly text: CardText;
      readonly request: VerifyRequest;
      readonly select: (item: ChecklistItem) => boolean;
    },
  ): Promise<Verification> {
    const { request } = work;
    const { judge, signal, handOver } = request;
    const who = judge === undefined ? '' : await readPerson(this.#place.top);
    const timeoutMs = request.timeoutMs ?? this.#consent.timeoutMs;
    const { isApproved, select } = await this.#consentFor(card, work.text.checklist);
    const withLimits = (options: Parameters<CommandRunner>[1]): RunOptions => ({
      ...options,
      cwd: this.#place.top,
      shell: this.#consent.shell,
      env: chosenEnvironment(process.env, this.policy.environment),
      // A card may ask for less time than the person who runs it allows, and never for more.
      timeoutMs: Math.min(options.timeoutMs ?? timeoutMs, timeoutMs),
      ...(signal !== undefined && { signal }),
    });
    return verifyCard({
      card,
      checklist: work.text.checklist,
      isApproved,
      run: (command, options) => runCommand(command, withLimits(options)),
      ...(handOver !== undefined && {
        runAtTerminal: (command, options) => handOver(() => runAtTerminal(command, withLimits(options))),
      }),
      ...(request.atTerminal !== undefined && { atTerminal: request.atTerminal }),
      ...(judge !== undefined && {
        judge: async (item, outcomes) => ({ who, ...(await judge(item, outcomes)) }),
      }),
      select: (item) => work.select(item) && select(item),
      ...(request.asking !== undefined && { asking: request.asking }),
      ...(signal !== undefined && { signal }),
      ...(this.policy.results === 'kept' && { keeping: await this.#keeping(card, work) }),
      onEvent: request.onEvent,
    });
  }

  /** Which commands of a card may run; where new ones are to be skipped, their items are not even looked at. */
  async #consentFor(card: Card, checklist: Checklist) {
    const whyNot = await this.#consent.whyNot(card, checklist);
    const { consent } = this.policy;
    const skips = consent.kind === 'base' && consent.fresh === 'skip';
    const isApproved = (command: string) => whyNot(command) === undefined;
    return {
      isApproved,
      select: (item: ChecklistItem) => !skips || scriptsOf(item).every(isApproved),
    };
  }

  async #keeping(
    card: Card,
    { text: { text, header }, request }: { readonly text: CardText; readonly request: VerifyRequest },
  ): Promise<Keeping> {
    const git = await this.gitPlace();
    return {
      record: (receipts) => recordReceipt(this.#place.top, card.stem, ...receipts),
      file: this.#fileOf(card),
      parse: (text) => this.#parse(text),
      boxes: request.boxes ?? 'move',
      facts: {
        commit: git?.commit ?? null,
        dirty: git?.dirty ?? null,
        version,
        card: fingerprintOf(text, header),
      },
    };
  }

  #fileOf({ path: cardPath }: Card): CardFile {
    const known = this.#files.get(cardPath);
    if (known !== undefined) return known;
    const file = new CardFile(path.join(this.#place.top, cardPath), placeOf(this.#place));
    this.#files.set(cardPath, file);
    return file;
  }

  #parse(text: string): Checklist {
    const reading = readHeader(text, readFrontMatter);
    const { bodyOffset, bodyLine } =
      reading.kind === 'read' ? reading.header : { bodyOffset: 0, bodyLine: 1 };
    const parsed = parseMarkdown(text.slice(bodyOffset), { offset: bodyOffset, line: bodyLine });
    return parsed.kind === 'refused' ? [] : checklistOf(parsed.root, text, this.#judging).items;
  }
}

/**
 * Tells whether an item is verified at all. What a person ticked is settled until somebody unticks it: asking again at
 * every run would teach to answer blindly. Of a done card only what runs is looked at again, and a person only judges
 * what it printed.
 */
function isToVerify(
  { kind, ticked, check }: ChecklistItem,
  { boxes, judge, handOver }: Pick<VerifyRequest, 'boxes' | 'judge' | 'handOver'>,
): boolean {
  if (boxes !== 'leave') return !(kind === 'manual' && ticked);
  if (kind === 'assisted') return judge !== undefined;
  return kind === 'automatic' && (check?.terminal !== true || handOver !== undefined);
}
