import path from 'node:path';
import type { Card } from './cards/card.ts';
import { readFrontMatter } from './cards/frontmatter.ts';
import { parseMarkdown } from './cards/markdown.ts';
import { readHeader } from './cards/read-header.ts';
import type { Checklist, ChecklistItem } from './checklist/checklist.ts';
import { checklistOf } from './checklist/parse-checklist.ts';
import { closeCard, closeDiff, createCard, placeOf, requireCard, startCard } from './edit/advance-card.ts';
import { whyNotClosed } from './edit/close-card.ts';
import { isRefusal } from './edit/refusal.ts';
import { type GitPlace, readGitPlace, readPerson } from './git/git-place.ts';
import { type Plan, type PlanRequest, readPlan } from './plan.ts';
import { type Place, sharedGitDir } from './read/place.ts';
import { type CardText, readCardText } from './read/read-card-text.ts';
import { watchCards } from './read/watch-cards.ts';
import { UsageError } from './usage-error.ts';
import { openTrust, type Trust } from './verify/approve.ts';
import { CardFile } from './verify/card-file.ts';
import { fingerprintOf } from './verify/card-fingerprint.ts';
import { type CardEvidence, readEvidence, recordReceipt } from './verify/evidence.ts';
import type { Keeping } from './verify/keep-results.ts';
import { runAtTerminal } from './verify/run-at-terminal.ts';
import { DEFAULT_SHELL, type RunOptions, runCommand } from './verify/run-command.ts';
import { type CommandRunner, listCard, verifyCard } from './verify/verify-card.ts';
import { version } from './version.ts';
import type {
  ClosePreview,
  EditOutcome,
  Judgement,
  NewCard,
  Verification,
  VerifyRequest,
  Workbench,
} from './workbench.ts';

/** A command that says no time limit has this one, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Opens the workbench of the repository that a request names, on a plan that was read from it.
 *
 * @throws UsageError when approvals would have to be kept where they cannot be trusted, once one is needed
 */
export function openWorkbench(request: PlanRequest, plan: Plan): Workbench {
  return new RepositoryWorkbench(request, plan);
}

class RepositoryWorkbench implements Workbench {
  readonly #request: PlanRequest;
  readonly #plan: Plan;
  #opened: Trust | undefined;
  /** By path: whoever verifies a card knows the edits of the others. */
  readonly #files = new Map<string, CardFile>();

  constructor(request: PlanRequest, plan: Plan) {
    this.#request = request;
    this.#plan = plan;
  }

  readPlan(): Promise<Plan> {
    return readPlan(this.#request);
  }

  readCard(card: Card): Promise<CardText> {
    return readCardText(this.#place, card, this.#headings);
  }

  async gitPlace(): Promise<GitPlace | undefined> {
    return this.#place.gitDir === undefined ? undefined : readGitPlace(this.#place.top);
  }

  watch(onChange: () => void): { stop(): void } {
    return watchCards(this.#place, onChange);
  }

  unapproved(card: Card, commands: readonly string[]): readonly string[] {
    return this.#trust.pending(card, commands);
  }

  approve(card: Card, commands: readonly string[]): void {
    const refusal = this.#trust.approve(card, commands);
    if (refusal !== undefined) throw new UsageError(`Not approved: ${refusal.refused}.`, 'Nothing was run.');
  }

  async verify(card: Card, request: VerifyRequest): Promise<Verification> {
    const text = await this.readCard(card);
    // What a person ticked is settled until somebody unticks it; asking again at every run would teach to answer blindly.
    const select = (item: ChecklistItem) => !(item.kind === 'manual' && item.ticked);
    return this.#verify(card, { text, request, select });
  }

  async listVerify(card: Card): Promise<Verification> {
    const { checklist } = await this.readCard(card);
    const isApproved = (command: string) => this.#trust.isApproved(card, command);
    return { ...listCard({ checklist, isApproved }), troubles: [] };
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

  get #headings(): readonly string[] {
    return this.#plan.config.verification?.headings ?? [];
  }

  get #shell(): string {
    return this.#plan.config.verification?.shell ?? DEFAULT_SHELL;
  }

  get #trust(): Trust {
    if (this.#opened === undefined) {
      const { top } = this.#place;
      const opened = openTrust({
        top,
        gitDir: sharedGitDir(this.#place),
        env: process.env,
        shell: this.#shell,
      });
      if (isRefusal(opened))
        throw new UsageError(`Approvals cannot be kept: ${opened.refused}.`, 'Nothing was run.');
      this.#opened = opened;
    }
    return this.#opened;
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
    const timeoutMs = request.timeoutMs ?? this.#timeoutMs;
    const withLimits = (options: Parameters<CommandRunner>[1]): RunOptions => ({
      ...options,
      cwd: this.#place.top,
      shell: this.#shell,
      // A card may ask for less time than the person who runs it allows, and never for more.
      timeoutMs: Math.min(options.timeoutMs ?? timeoutMs, timeoutMs),
      ...(signal !== undefined && { signal }),
    });
    return verifyCard({
      card,
      checklist: work.text.checklist,
      isApproved: (command) => this.#trust.isApproved(card, command),
      run: (command, options) => runCommand(command, withLimits(options)),
      ...(handOver !== undefined && {
        runAtTerminal: (command, options) => handOver(() => runAtTerminal(command, withLimits(options))),
      }),
      ...(judge !== undefined && {
        judge: async (item, outcomes) => ({ who, ...(await judge(item, outcomes)) }),
      }),
      select: work.select,
      ...(request.asking !== undefined && { asking: request.asking }),
      ...(signal !== undefined && { signal }),
      keeping: await this.#keeping(card, work.text),
      onEvent: request.onEvent,
    });
  }

  async #keeping(card: Card, { text, header }: CardText): Promise<Keeping> {
    const git = await this.gitPlace();
    return {
      record: (receipts) => recordReceipt(this.#place.top, card.stem, ...receipts),
      file: this.#fileOf(card),
      parse: (text) => this.#parse(text),
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

  /** The repository may shorten the time limit, and never lengthen it. */
  get #timeoutMs(): number {
    return Math.min(this.#plan.config.verification?.timeoutMs ?? DEFAULT_TIMEOUT_MS, DEFAULT_TIMEOUT_MS);
  }

  #parse(text: string): Checklist {
    const reading = readHeader(text, readFrontMatter);
    const { bodyOffset, bodyLine } =
      reading.kind === 'read' ? reading.header : { bodyOffset: 0, bodyLine: 1 };
    const parsed = parseMarkdown(text.slice(bodyOffset), { offset: bodyOffset, line: bodyLine });
    return parsed.kind === 'refused' ? [] : checklistOf(parsed.root, text, this.#headings).items;
  }
}
