import { StringDecoder } from 'node:string_decoder';
import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import { counted } from '../../counted.ts';
import type { CommandOutcome, VerifyEvent } from '../../verify/verify-event.ts';
import type { Judgement, Workbench } from '../../workbench/workbench.ts';
import { clean } from '../draw/rows.ts';
import { appendOutput, EMPTY_LOG } from '../model/run-log.ts';
import type { Conversation } from './conversation.ts';
import { askJudgement } from './judge-aloud.ts';
import { type Printed, printedLines } from './printed.ts';
import { isByPerson, itemName, resultSentence } from './sentences.ts';

/** One verification of a card, told by a sentence for each check that ends; what it prints is counted. */
export class CheckAloud {
  readonly #card: Card;
  readonly #items: readonly ChecklistItem[];
  readonly #conversation: Conversation;
  readonly #printed = new Map<number, Printed>();
  readonly #stopping = new AbortController();
  #decoder = new StringDecoder('utf8');
  #running: number | undefined;

  constructor(card: Card, items: readonly ChecklistItem[], conversation: Conversation) {
    this.#card = card;
    this.#items = items;
    this.#conversation = conversation;
  }

  /** What its checks printed so far, in their order. */
  get printed(): readonly Printed[] {
    return [...this.#printed.values()];
  }

  /** Stops the command that runs and skips the rest. */
  stop(by: 'SIGINT' | 'SIGTERM'): void {
    this.#stopping.abort(by);
  }

  /** Runs the whole checklist and asks about what a person has to judge; Enter meanwhile tells where it stands. */
  async run(workbench: Workbench): Promise<void> {
    const { signal } = this.#stopping;
    this.#conversation.say(
      `Verifying ${counted(this.#items.length, 'check')}. Enter tells where it stands, s and Enter stops it.`,
    );
    const { troubles } = await this.#conversation.hearing(this.#hear, () =>
      workbench.verify(this.#card, {
        signal,
        handOver: (work) => {
          this.#conversation.say('The command has the terminal now.');
          return this.#conversation.lend(work);
        },
        judge: (item, outcomes) => untilStopped(signal, this.#ask(item, outcomes)),
        onEvent: (event) => this.#follow(event),
      }),
    );
    if (signal.aborted) this.#conversation.say('The check was stopped.');
    for (const trouble of troubles) this.#conversation.say(`Not everything was recorded: ${clean(trouble)}`);
  }

  readonly #hear = (line: string): void => {
    if (/^s(top)?$/i.test(line)) {
      this.stop('SIGINT');
      return;
    }
    const item = this.#running === undefined ? undefined : this.#items[this.#running];
    if (item === undefined) return;
    const lines = printedLines(this.#printed.get(this.#running ?? -1));
    this.#conversation.say(
      `Check ${this.#place()}, ${itemName(item)}, is running; it printed ${counted(lines, 'line')} so far.`,
    );
  };

  #follow(event: VerifyEvent): void {
    switch (event.kind) {
      case 'item-started':
        this.#running = event.index;
        this.#decoder = new StringDecoder('utf8');
        return;
      case 'output':
        this.#keep(event.index, this.#decoder.write(event.chunk));
        return;
      case 'item-finished': {
        this.#running = event.index;
        const { result } = event.outcome;
        // That it was stopped is said once for all that is left out.
        if (result === 'skipped' && this.#stopping.signal.aborted) return;
        const printed = this.#printed.get(event.index);
        const said = resultSentence(event.outcome, this.#place());
        // Whoever was asked about it has been told.
        const isTold = printed === undefined || result === 'needs-person' || isByPerson(event.outcome);
        const lines = isTold ? '' : ` It printed ${counted(printedLines(printed), 'line')}.`;
        this.#conversation.say(said + lines);
        this.#running = undefined;
        return;
      }
      case 'card-finished':
        return;
    }
  }

  #keep(index: number, text: string): void {
    const item = this.#items[index];
    if (item === undefined) return;
    const before = this.#printed.get(index) ?? { name: itemName(item), log: EMPTY_LOG };
    this.#printed.set(index, { ...before, log: appendOutput(before.log, text) });
  }

  #ask(item: ChecklistItem, outcomes: readonly CommandOutcome[]): Promise<Judgement> {
    const index = this.#items.findIndex((each) => each.line === item.line);
    const printed = this.#printed.get(index);
    const place = `${index + 1} of ${this.#items.length}`;
    return askJudgement(this.#conversation, { item, place, outcomes, printed });
  }

  #place(): string {
    return `${(this.#running ?? 0) + 1} of ${this.#items.length}`;
  }
}

/** A question that nobody answers any more must not keep a stopped verification. */
function untilStopped(signal: AbortSignal, answer: Promise<Judgement>): Promise<Judgement> {
  const later: Judgement = { verdict: 'later' };
  if (signal.aborted) return Promise.resolve(later);
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(later), { once: true });
    answer.then(resolve, reject);
  });
}
