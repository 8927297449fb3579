import type { Card } from '../cards/card.ts';
import { type ChecklistItem, scriptsOf } from '../checklist/checklist.ts';
import { parseDuration } from '../duration.ts';
import { openWorkbench } from '../open-workbench.ts';
import type { Plan } from '../plan.ts';
import { verifyJson } from '../report/json.ts';
import { type Paint, paintFor } from '../report/paint.ts';
import { commandText, outcomeText, RESULT_ROLES, RESULT_WORDS } from '../report/verify-text.ts';
import { UsageError } from '../usage-error.ts';
import { stopAllCommands } from '../verify/run-command.ts';
import type { CommandOutcome, ItemResult, VerifyEvent } from '../verify/verify-event.ts';
import { visible } from '../visible.ts';
import type { Judgement, Verification, Workbench } from '../workbench.ts';
import { printJson, readAskedPlan } from './answer.ts';
import { approveCards } from './approve-commands.ts';
import { ask, canAsk } from './ask.ts';
import type { ExitStatus, Input } from './command.ts';
import { findCard } from './find-card.ts';
import type { Host } from './host.ts';

type Verified = Verification & { readonly card: Card };

/** Verifies cards one after another. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const plan = await readAskedPlan(input, host);
  const cards = cardsToVerify(plan, input, host);
  const timeoutMs = timeoutFrom(input);
  const workbench = openWorkbench({ cwd: host.cwd, docs: input.values.get('docs') }, plan);
  const session = new VerifySession({ plan, workbench, input, host });
  if (input.flags.has('dry-run')) return session.list(cards);
  if ((await approveCards(cards, { plan, workbench, input, host })) === 'refused') return 3;
  // A second Ctrl-C does not wait for commands to end by themselves.
  host.onExit(stopAllCommands);
  const verified: Verified[] = [];
  for (const card of cards) {
    if (host.interrupted.aborted) break;
    verified.push({ card, ...(await session.verify(card, timeoutMs)) });
  }
  if (input.flags.has('json')) printJson(host, verifyJson(verified));
  return statusOf(verified);
}

function cardsToVerify(plan: Plan, input: Input, host: Host): readonly Card[] {
  if (input.flags.has('ready')) {
    if (input.operands.length > 0)
      throw new UsageError('mikado verify takes cards or --ready, not both.', 'Leave one out.');
    return plan.rankReady().map((ranked) => ranked.card);
  }
  if (input.operands.length === 0)
    throw new UsageError('mikado verify needs a card, or --ready.', 'mikado ready lists the ready cards.');
  return [...new Set(input.operands.map((name) => findCard(plan, name, host.cwd)))];
}

function timeoutFrom(input: Input): number | undefined {
  const text = input.values.get('timeout');
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds === 0) {
    throw new UsageError(
      `--timeout takes a time such as 30s or 5m, and ${text} is none.`,
      'The units are ms, s, m and h.',
    );
  }
  return milliseconds;
}

/** The exit status of a run: what could not be kept weighs most, then what changed, was refused, failed or is open. */
function statusOf(verified: readonly Verified[]): ExitStatus {
  if (verified.some(({ troubles }) => troubles.length > 0)) return 5;
  const results = verified.flatMap(({ items }) => items.map((item) => item.result));
  if (results.includes('changed')) return 6;
  if (results.includes('refused')) return 3;
  return results.every((result) => result === 'passed' || result === 'skipped') ? 0 : 1;
}

class VerifySession {
  readonly #plan: Plan;
  readonly #workbench: Workbench;
  readonly #input: Input;
  readonly #host: Host;
  readonly #paint: Paint;

  constructor(parts: { plan: Plan; workbench: Workbench; input: Input; host: Host }) {
    this.#plan = parts.plan;
    this.#workbench = parts.workbench;
    this.#input = parts.input;
    this.#host = parts.host;
    this.#paint = paintFor(parts.host.stdout);
  }

  /** Says what would run and what would be asked; runs nothing. */
  async list(cards: readonly Card[]): Promise<ExitStatus> {
    const listed: Verified[] = [];
    for (const card of cards) listed.push({ card, ...(await this.#workbench.listVerify(card)) });
    if (this.#isJson) {
      printJson(this.#host, verifyJson(listed));
      return 0;
    }
    for (const { card, items } of listed) {
      this.#print(`${this.#headOf(card)}\n`);
      for (const { item, result } of items) this.#print(this.#plannedText(item, result));
      if (items.length === 0) this.#print('  no checklist\n');
    }
    return 0;
  }

  /** Verifies one card, telling of each item as it comes. */
  async verify(card: Card, timeoutMs: number | undefined): Promise<Verification> {
    this.#print(`${this.#headOf(card)}\n`);
    const state = this.#plan.stateOf(card);
    if (state.kind === 'blocked')
      this.#say(`  It is blocked, so it cannot be closed yet; verifying it shows what is missing.\n`);
    const verification = await this.#workbench.verify(card, {
      onEvent: (event) => this.#onEvent(event),
      signal: this.#host.interrupted,
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(canAsk(this.#host) && { judge: (item, outcomes) => this.#judge(item, outcomes) }),
    });
    for (const trouble of verification.troubles) this.#host.stderr.write(`mikado: ${visible(trouble)}\n`);
    this.#print(this.#summary(card, verification));
    return verification;
  }

  #onEvent(event: VerifyEvent): void {
    switch (event.kind) {
      case 'item-started':
        for (const script of scriptsOf(event.item)) this.#say(`  $ ${commandText(script)}\n`);
        break;
      case 'output':
        this.#say(outputLines(event.chunk));
        break;
      case 'item-finished':
        this.#print(`  ${outcomeText(event.outcome, this.#paint)}`);
        break;
      case 'card-finished':
        break;
    }
  }

  async #judge(item: ChecklistItem, outcomes: readonly CommandOutcome[]): Promise<Judgement> {
    this.#say(`\n  ${visible(item.text)}\n`);
    const last = outcomes.at(-1);
    if (last !== undefined)
      this.#say(`  The command ended with exit status ${last.exitCode}, which does not decide this one.\n`);
    if (item.expectation !== null) this.#say(`  The card expects: ${visible(item.expectation)}\n`);
    for (;;) {
      const answer = await ask(this.#host, '  Does it hold? y, n or [later], and a note if you like: ');
      const [word = '', ...rest] = (answer ?? '').split(/\s+/);
      const note = rest.join(' ');
      const noted = note === '' ? {} : { note };
      if (word === 'y') return { verdict: 'passed', ...noted };
      if (word === 'n') return { verdict: 'failed', ...noted };
      if (word === '' || word === 'later' || word === 'l') return { verdict: 'later' };
      this.#say('  Answer y, n or later.\n');
    }
  }

  #summary(card: Card, { result, items }: Verification): string {
    if (items.length === 0) return '  no checklist\n';
    const ticked = items.filter(
      ({ item, result }) =>
        result === 'passed' || (result === 'skipped' && (item.ticked || item.kind === 'waived')),
    ).length;
    const word = this.#paint(RESULT_ROLES[result], RESULT_WORDS[result]);
    const next =
      ticked === items.length && this.#plan.stateOf(card).kind === 'ready'
        ? `; close it: mikado close ${visible(card.stem)}`
        : '';
    return `${visible(card.stem)}: ${word}, ${ticked} of ${items.length} ${items.length === 1 ? 'item' : 'items'} hold${next}\n`;
  }

  #headOf(card: Card): string {
    return `${this.#paint('strong', visible(card.stem))}  ${visible(card.title === card.stem ? '' : card.title)}`.trimEnd();
  }

  #plannedText(item: ChecklistItem, result: ItemResult): string {
    const commands = scriptsOf(item)
      .map((script) => `      $ ${commandText(script)}\n`)
      .join('');
    return `  ${item.kind}${PLANNED[result] ?? ''}  ${visible(item.text)}\n${commands}`;
  }

  get #isJson(): boolean {
    return this.#input.flags.has('json');
  }

  /** Prints a result, unless the result is to be JSON. */
  #print(text: string): void {
    if (!this.#isJson) this.#host.stdout.write(text);
  }

  /** Tells of progress. */
  #say(text: string): void {
    if (!this.#input.flags.has('quiet')) this.#host.stderr.write(text);
  }
}

/** What the list of a dry run adds to an item's kind. */
const PLANNED: Partial<Record<ItemResult, string>> = { refused: ' (not approved yet)' };

/** Output of a command, each line behind a bar so that it cannot pass for a line of ours. */
function outputLines(chunk: Buffer): string {
  const lines = chunk
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  return lines.map((line) => `  | ${visible(line)}\n`).join('');
}
