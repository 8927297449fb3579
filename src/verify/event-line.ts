import type { VerifyEvent } from './verify-event.ts';

/** Tells events in their order, those too that are known only later than the ones after them. */
export class EventLine {
  readonly #onEvent: (event: VerifyEvent) => void;
  #last: Promise<void> = Promise.resolve();
  #heldBytes = 0;

  constructor(onEvent: ((event: VerifyEvent) => void) | undefined) {
    this.#onEvent = onEvent ?? (() => {});
  }

  /** The output that waits for an event before it. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  tell(event: VerifyEvent | Promise<VerifyEvent>): void {
    const bytes = 'chunk' in event ? event.chunk.length : 0;
    this.#heldBytes += bytes;
    this.#last = this.#last.then(async () => {
      this.#heldBytes -= bytes;
      this.#onEvent(await event);
    });
  }

  /** Resolves once everything so far is told. */
  told(): Promise<void> {
    return this.#last;
  }
}
