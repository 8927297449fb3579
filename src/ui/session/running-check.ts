import type { Card } from '../../cards/card.ts';
import type { ChecklistItem } from '../../checklist/checklist.ts';
import type { CommandOutcome, VerifyEvent } from '../../verify/verify-event.ts';
import type { Judgement, Workbench } from '../../workbench/workbench.ts';
import type { Happening } from '../model/happening.ts';
import { isInPart, type Part } from '../model/part.ts';
import { sentenceOf } from '../panes/words.ts';
import { OutputBuffer } from './output-buffer.ts';

/** How often output is drawn, in milliseconds. */
const OUTPUT_MS = 50;

/** The one verification that can run at a time: told as events, stopped and answered from the screen. */
export class RunningCheck {
  readonly #workbench: Workbench;
  readonly #send: (happening: Happening) => void;
  readonly #lend: <T>(work: () => Promise<T>) => Promise<T>;
  #stopping: AbortController | undefined;
  #verification: Promise<void> | undefined;
  /** How to answer for the items that wait, by their lines. */
  readonly #waiting = new Map<number, (judgement: Judgement) => void>();

  /** @param to `send` takes what happens, in order; `lend` gives the terminal to a check for as long as it runs */
  constructor(
    workbench: Workbench,
    to: {
      readonly send: (happening: Happening) => void;
      readonly lend: <T>(work: () => Promise<T>) => Promise<T>;
    },
  ) {
    this.#workbench = workbench;
    this.#send = to.send;
    this.#lend = to.lend;
  }

  /**
   * Starts to verify a card; does nothing while another is being verified.
   *
   * @param part what of the checklist to verify; all of it beside the screen unless given
   */
  start(card: Card, part?: Part): void {
    if (this.#verification !== undefined) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#verification = this.#follow(card, { signal: stopping.signal, part })
      .catch((error: unknown) => this.#send({ kind: 'noticed', message: sentenceOf(error) }))
      .finally(() => {
        this.#verification = undefined;
        this.#stopping = undefined;
        this.#send({ kind: 'verify-ended', card });
      });
  }

  /** Gives the person's word on an item that waits for it. */
  answer(item: ChecklistItem, judgement: Judgement): void {
    this.#waiting.get(item.line)?.(judgement);
  }

  /**
   * Stops the command that runs, and resolves once the verification has ended.
   *
   * @param by `SIGINT` where a person interrupts it, which is to a command as Ctrl-C at a terminal; else it is told to end
   */
  async stop(by: 'SIGINT' | 'SIGTERM'): Promise<void> {
    this.#stopping?.abort(by);
    await this.#verification;
  }

  async #follow(
    card: Card,
    { signal, part }: { readonly signal: AbortSignal; readonly part: Part | undefined },
  ): Promise<void> {
    const output = new OutputBuffer(OUTPUT_MS, (text) => this.#send({ kind: 'output', card, text }));
    const log = part?.where === 'terminal' ? undefined : this.#workbench.beginLog(card);
    this.#send({ kind: 'verify-started', card, part, logFile: log?.path });
    try {
      const { troubles } = await this.#workbench.verify(card, {
        signal,
        ...(log !== undefined && { log }),
        ...(part !== undefined && { only: part.items }),
        ...(part?.where === 'terminal' && { atTerminal: 'all', handOver: this.#lend }),
        asking: 'meanwhile',
        judge: (item, outcomes) => {
          output.flush();
          return this.#ask(card, { item, outcomes, signal });
        },
        onEvent: (event) => {
          if (event.kind === 'output') {
            output.push(event.chunk);
            return;
          }
          output.flush();
          if (isAbout(event, part)) this.#send({ kind: 'verifying', event });
        },
      });
      const [trouble] = troubles;
      if (trouble !== undefined) {
        this.#send({ kind: 'noticed', message: `Not everything was recorded: ${trouble}` });
      }
    } finally {
      log?.end();
      output.flush();
    }
  }

  /** A manual item needs no command and so no waiting: it is answered when the person gets to it. */
  #ask(
    card: Card,
    about: {
      readonly item: ChecklistItem;
      readonly outcomes: readonly CommandOutcome[];
      readonly signal: AbortSignal;
    },
  ): Promise<Judgement> {
    const { item, outcomes, signal } = about;
    if (item.kind === 'manual' || signal.aborted) return Promise.resolve({ verdict: 'later' });
    return new Promise((resolve) => {
      const settle = (judgement: Judgement): void => {
        this.#waiting.delete(item.line);
        signal.removeEventListener('abort', giveUp);
        resolve(judgement);
      };
      const giveUp = (): void => settle({ verdict: 'later' });
      this.#waiting.set(item.line, settle);
      signal.addEventListener('abort', giveUp);
      this.#send({ kind: 'asked', card, item, outcomes });
    });
  }
}

/** Tells whether an event is about something that was asked to run; what was left out is told as skipped. */
function isAbout(event: Exclude<VerifyEvent, { readonly kind: 'output' }>, part: Part | undefined): boolean {
  switch (event.kind) {
    case 'item-started':
      return isInPart(part, event.item);
    case 'item-finished':
      return isInPart(part, event.outcome.item);
    case 'card-finished':
      return true;
  }
}
