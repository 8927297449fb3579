import type { Card } from '../../cards/card.ts';
import { scriptsOf } from '../../checklist/checklist.ts';
import type { Plan } from '../../plan.ts';
import { commandText } from '../../report/checklist-text.ts';
import { OutputLines } from '../../report/output-lines.ts';
import { type Paint, paintFor } from '../../report/paint.ts';
import { itemAnswers, type VerifyAnswer, verifyJson } from '../../report/verify-json.ts';
import type { Progress } from '../../report/verify-progress.ts';
import { cardSummary, headText, itemText, runSummary } from '../../report/verify-run-text.ts';
import { stopAllCommands } from '../../verify/run-command.ts';
import { sideBySide } from '../../verify/side-by-side.ts';
import type { VerifyEvent } from '../../verify/verify-event.ts';
import { visible } from '../../visible.ts';
import type { RunPolicy, Verification, Workbench } from '../../workbench/workbench.ts';
import { canAsk } from '../ask.ts';
import type { Input } from '../command.ts';
import type { Host } from '../host.ts';
import { askJudgement } from './ask-judgement.ts';
import type { Choice } from './choose-cards.ts';
import { ProgressLine } from './progress-line.ts';
import { Stage } from './stage.ts';

/** What running checklists needs. */
export interface VerifyParts {
  readonly plan: Plan;
  readonly workbench: Workbench;
  readonly policy: RunPolicy;
  readonly input: Input;
  readonly host: Host;
}

/** How long a question waits for the card that is being heard, in milliseconds: most checks are quicker than this. */
const PATIENCE_MS = 500;

/**
 * How long an interrupted command has after INT, and once more after TERM, in milliseconds. Whoever presses Ctrl-C here
 * waits for the end, which is less patient than a screen that stays.
 */
const INTERRUPT_MS = 1_000;

/** What came of a card that was not started because of an interruption: something stopped it. */
const NOT_STARTED: Verification = { result: 'killed', items: [], troubles: [] };

/** Verifies cards side by side, telling of each as it goes, and answers with what came of them. */
export async function verifyCards(choice: Choice, parts: VerifyParts): Promise<VerifyAnswer> {
  const run = new VerifyRun(choice, { ...parts, progressText: await loadProgressText(parts) });
  try {
    return await run.verify();
  } finally {
    run.stop();
  }
}

/** How to say how far a run is, where that is drawn at all: it takes a while to load. */
async function loadProgressText({ host, input }: VerifyParts): Promise<ProgressText | undefined> {
  const isDrawn = host.stderr.isTerminal && host.env.TERM !== 'dumb' && !input.flags.has('quiet');
  return isDrawn ? (await import('../../report/verify-progress.ts')).progressText : undefined;
}

type ProgressText = (progress: Progress, columns: number) => string;

class VerifyRun {
  readonly #choice: Choice;
  readonly #parts: VerifyParts;
  readonly #paint: Paint;
  readonly #line: ProgressLine | undefined;
  readonly #stage: Stage;
  readonly #lines = new Map<Card, OutputLines>();
  /** When each card at work started. */
  readonly #running = new Map<Card, number>();
  #done = 0;

  constructor(
    choice: Choice,
    { progressText, ...parts }: VerifyParts & { readonly progressText: ProgressText | undefined },
  ) {
    const { host } = parts;
    this.#choice = choice;
    this.#parts = parts;
    this.#paint = paintFor(host.stdout);
    this.#line =
      progressText && new ProgressLine(host.stderr, (columns) => progressText(this.#progress(), columns));
    this.#stage = new Stage({
      print: (piece) => this.#above(() => host[piece.to].write(piece.text)),
      again: (card) => ({ to: 'stderr', text: `${headText(card, this.#paint)} goes on\n` }),
      patienceMs: PATIENCE_MS,
    });
  }

  async verify(): Promise<VerifyAnswer> {
    const { host, plan } = this.#parts;
    const { cards, jobs, shard } = this.#choice;
    // A second Ctrl-C does not wait for commands to end by themselves.
    host.onExit(() => {
      stopAllCommands();
      this.stop();
    });
    const signal = host.interrupted;
    const verified = await sideBySide(cards, { jobs, signal, work: (card) => this.#verify(card) });
    const answered = cards.map((card, index) => ({ card, ...(verified[index] ?? NOT_STARTED) }));
    const answer = verifyJson(plan, answered, shard);
    if (!signal.aborted) this.#above(() => this.#print(runSummary(answer.cards, this.#paint)));
    return answer;
  }

  stop(): void {
    this.#line?.stop();
  }

  async #verify(card: Card): Promise<Verification> {
    const { plan, workbench, host } = this.#parts;
    const { timeoutMs } = this.#choice;
    this.#running.set(card, performance.now());
    const gap = this.#choice.cards.indexOf(card) > 0 ? '\n' : '';
    this.#tell(card, `${gap}${headText(card, this.#paint)}\n`);
    const state = plan.stateOf(card).kind;
    if (state === 'blocked')
      this.#say(card, '  It is blocked, so it cannot be closed yet; verifying it shows what is missing.\n');
    if (state === 'done')
      this.#say(
        card,
        '  It is done, so its boxes stay as they are; verifying it shows whether it still holds.\n',
      );
    const verification = await workbench.verify(card, {
      onEvent: (event) => this.#onEvent(card, event),
      signal: host.interrupted,
      interruptMs: INTERRUPT_MS,
      boxes: state === 'done' ? 'leave' : 'move',
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(this.#parts.input.flags.has('terminal') && { atTerminal: 'all' }),
      ...(canAsk(host) && {
        judge: (item, outcomes) =>
          this.#alone(card, (wasInterrupted) =>
            askJudgement(host, { item, outcomes, isShown: !wasInterrupted }),
          ),
        handOver: (work) => this.#alone(card, () => work()),
      }),
    });
    this.#end(card, verification);
    return verification;
  }

  #end(card: Card, verification: Verification): void {
    const { host, plan, policy } = this.#parts;
    for (const trouble of verification.troubles)
      this.#stage.say(card, { to: 'stderr', text: `mikado: ${visible(trouble)}\n` });
    const [answer] = verifyJson(plan, [{ card, ...verification }]).cards;
    if (answer !== undefined && !host.interrupted.aborted)
      this.#tell(card, cardSummary(answer, this.#paint, policy.results));
    this.#running.delete(card);
    this.#done += 1;
    this.#stage.end(card);
  }

  #onEvent(card: Card, event: VerifyEvent): void {
    switch (event.kind) {
      case 'item-started':
        if (event.command === null) break;
        for (const script of scriptsOf(event.item)) this.#say(card, `  $ ${commandText(script)}\n`);
        break;
      case 'output':
        // To escape it takes many times its size, which nobody would see.
        if (this.#parts.input.flags.has('quiet')) break;
        this.#say(card, this.#linesOf(card).add(event.chunk), 'output');
        break;
      case 'item-finished':
        this.#say(card, this.#linesOf(card).end(), 'output');
        this.#tell(card, itemText(itemAnswers(event.outcome), this.#paint));
        break;
      case 'card-finished':
        break;
    }
  }

  /** Gives a card the terminal, without the progress line and without the others. */
  #alone<T>(card: Card, work: (wasInterrupted: boolean) => Promise<T>): Promise<T> {
    return this.#stage.alone(card, (wasInterrupted) => {
      this.#say(card, this.#linesOf(card).end(), 'output');
      const doIt = () => work(wasInterrupted);
      return this.#line === undefined ? doIt() : this.#line.without(doIt);
    });
  }

  #linesOf(card: Card): OutputLines {
    const known = this.#lines.get(card);
    if (known !== undefined) return known;
    const lines = new OutputLines();
    this.#lines.set(card, lines);
    return lines;
  }

  /** Tells a result, unless the result is to be JSON. */
  #tell(card: Card, text: string): void {
    if (!this.#parts.input.flags.has('json')) this.#stage.say(card, { to: 'stdout', text });
  }

  /** Tells how it goes. */
  #say(card: Card, text: string, what: 'words' | 'output' = 'words'): void {
    if (text === '' || this.#parts.input.flags.has('quiet')) return;
    this.#stage.say(card, { to: 'stderr', text, isOutput: what === 'output' });
  }

  #print(text: string): void {
    if (!this.#parts.input.flags.has('json')) this.#parts.host.stdout.write(text);
  }

  #above(print: () => void): void {
    if (this.#line === undefined) print();
    else this.#line.above(print);
  }

  #progress(): Progress {
    const now = performance.now();
    const running = [...this.#running].map(([{ stem }, since]) => ({ stem, ms: now - since }));
    return { running, done: this.#done, total: this.#choice.cards.length };
  }
}
