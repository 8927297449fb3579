import path from 'node:path';
import type { Card } from '../cards/card.ts';
import { readFrontMatter } from '../cards/frontmatter.ts';
import { parseMarkdown } from '../cards/markdown.ts';
import { readHeader } from '../cards/read-header.ts';
import { type Checklist, type ChecklistItem, scriptsOf } from '../checklist/checklist.ts';
import { checklistOf } from '../checklist/parse-checklist.ts';
import type { EditOutcome } from '../edit/edit-outcome.ts';
import { writePlaceOf } from '../edit/write-file.ts';
import { readGitPlace, readPerson } from '../git/git-place.ts';
import type { Plan } from '../plan.ts';
import { lookUpPrograms } from '../read/look-up-programs.ts';
import type { Place } from '../read/place.ts';
import { type CardText, readCardText } from '../read/read-card-text.ts';
import { CardFile } from '../verify/card-file.ts';
import { fingerprintOf } from '../verify/card-fingerprint.ts';
import { chosenEnvironment } from '../verify/command-environment.ts';
import { recordReceipt } from '../verify/evidence.ts';
import type { CommandRunner } from '../verify/judge-item.ts';
import type { Keeping } from '../verify/keep-results.ts';
import { listCard } from '../verify/list-card.ts';
import { runAtTerminal } from '../verify/run-at-terminal.ts';
import { type RunOptions, runCommand } from '../verify/run-command.ts';
import { verifyCard } from '../verify/verify-card.ts';
import { version } from '../version.ts';
import type { RunConsent } from './run-consent.ts';
import type { UndoBook } from './undo-book.ts';
import type { Judgement, RefusedCommand, RunPolicy, Verification, VerifyRequest } from './workbench.ts';

/** Verifies the cards of a plan: runs what may run, by the words of a policy, and keeps what came of it. */
export class CardVerifier {
  readonly #plan: Plan;
  readonly #policy: RunPolicy;
  readonly #consent: RunConsent;
  readonly #undo: UndoBook;
  readonly #env: NodeJS.ProcessEnv;
  /** By path: whoever verifies a card knows the edits of the others. */
  readonly #files = new Map<string, CardFile>();

  constructor(
    plan: Plan,
    by: {
      readonly policy: RunPolicy;
      readonly consent: RunConsent;
      readonly env: NodeJS.ProcessEnv;
      readonly undo: UndoBook;
    },
  ) {
    this.#plan = plan;
    this.#policy = by.policy;
    this.#consent = by.consent;
    this.#env = by.env;
    this.#undo = by.undo;
  }

  /** Reads a card's text and its checklist as it would be verified now. */
  readCard(card: Card): Promise<CardText> {
    return readCardText(this.#place, card, this.#judging);
  }

  /** The commands of a card that may not run now, each once, with the reason. */
  async refusedCommands(card: Card): Promise<readonly RefusedCommand[]> {
    const { checklist } = await this.readCard(card);
    const whyNot = await this.#consent.whyNot(card, checklist);
    return [...new Set(checklist.flatMap(scriptsOf))].flatMap((command) => {
      const reason = whyNot(command);
      return reason === undefined ? [] : [{ command, reason }];
    });
  }

  /** Runs a card's checklist, records what came of each item, and ticks what passed. */
  async verify(card: Card, request: VerifyRequest): Promise<Verification> {
    const text = await this.readCard(card);
    const { only } = request;
    return this.#verify(card, {
      text,
      request,
      select: (item) => only?.some((each) => isSame(item, each)) ?? isToVerify(item, request),
    });
  }

  /** Says what `verify` would do, and runs nothing. */
  async list(card: Card, how: Pick<VerifyRequest, 'boxes'>): Promise<Verification> {
    const { checklist } = await this.readCard(card);
    const { whyNot, select } = await this.#consentFor(card, checklist);
    const listed = listCard({
      checklist,
      whyNot,
      select: (item) => select(item) && isToVerify(item, how),
    });
    return { ...listed, troubles: [] };
  }

  /** Records a person's word on one manual item and ticks or unticks it. */
  async judge(card: Card, item: ChecklistItem, judgement: Judgement): Promise<EditOutcome> {
    if (item.kind !== 'manual') {
      return {
        kind: 'refused',
        message: 'this item is not one for a person alone',
        help: `mikado verify ${card.stem}`,
      };
    }
    const text = await this.readCard(card);
    const isIt = (each: ChecklistItem) => isSame(each, item);
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

  get #place(): Place {
    return this.#plan.place;
  }

  /** What items are judged by besides their words; looked up anew, as task files change while the screen is open. */
  get #judging() {
    const { headings } = this.#plan.config.verification ?? {};
    return { headings, programs: lookUpPrograms(this.#place.top, this.#env) };
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
    const { judge, signal, handOver, log, interruptMs } = request;
    const who = judge === undefined ? '' : await readPerson(this.#place.top);
    const timeoutMs = request.timeoutMs ?? this.#consent.timeoutMs;
    const { whyNot, select } = await this.#consentFor(card, work.text.checklist);
    const withLimits = (options: Parameters<CommandRunner>[1]): RunOptions => ({
      ...options,
      cwd: this.#place.top,
      shell: this.#consent.shell,
      env: chosenEnvironment(this.#env, this.#policy.environment),
      // A card may ask for less time than the person who runs it allows, and never for more.
      timeoutMs: Math.min(options.timeoutMs ?? timeoutMs, timeoutMs),
      ...(signal !== undefined && { signal }),
      ...(interruptMs !== undefined && { interruptMs }),
    });
    return verifyCard({
      card,
      checklist: work.text.checklist,
      whyNot,
      run: (command, options) => {
        log?.command(command);
        return runCommand(command, {
          ...withLimits(options),
          ...(log !== undefined && { onEveryByte: log.add }),
        });
      },
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
      ...(this.#policy.results === 'kept' && { keeping: await this.#keeping(card, work) }),
      onEvent: request.onEvent,
    });
  }

  /** Which commands of a card may run; where new ones are to be skipped, their items are not even looked at. */
  async #consentFor(card: Card, checklist: Checklist) {
    const whyNot = await this.#consent.whyNot(card, checklist);
    const { consent } = this.#policy;
    const isBarred = this.#consent.barOf(card) !== undefined;
    const skips = !isBarred && consent.kind === 'base' && consent.fresh === 'skip';
    const mayRun = (command: string) => whyNot(command) === undefined;
    return {
      whyNot,
      select: (item: ChecklistItem) => !skips || scriptsOf(item).every(mayRun),
    };
  }

  async #keeping(
    card: Card,
    { text: { text, header }, request }: { readonly text: CardText; readonly request: VerifyRequest },
  ): Promise<Keeping> {
    const git = this.#place.gitDir === undefined ? undefined : await readGitPlace(this.#place.top);
    return {
      record: (receipts) => recordReceipt(this.#place.top, card.stem, ...receipts),
      file: this.#fileOf(card),
      text,
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

  #fileOf(card: Card): CardFile {
    const { path: cardPath } = card;
    const known = this.#files.get(cardPath);
    if (known !== undefined) return known;
    const file = new CardFile(path.join(this.#place.top, cardPath), writePlaceOf(this.#place), (change) =>
      this.#undo.note({ card, what: 'ticks', ...change }),
    );
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

function isSame(one: ChecklistItem, other: ChecklistItem): boolean {
  return one.line === other.line && one.text === other.text;
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
