import type { AuthorCheck } from '../checklist/checklist.ts';

/** Watches standard output for what an author claims of it, in memory that does not grow with the output. */
export class StdoutClaim {
  readonly #sought: Buffer;
  readonly #mustBeEmpty: boolean;
  #end: Buffer = Buffer.alloc(0);
  #found: boolean;
  #any = false;

  constructor(claim: AuthorCheck['stdout']) {
    this.#mustBeEmpty = claim?.kind === 'empty';
    this.#sought = Buffer.from(claim?.kind === 'contains' ? claim.text : '', 'utf8');
    this.#found = this.#sought.length === 0;
  }

  add(chunk: Buffer): void {
    this.#any ||= chunk.length > 0;
    if (this.#found) return;
    // What is sought may lie across two chunks.
    const text = Buffer.concat([this.#end, chunk]);
    this.#found = text.includes(this.#sought);
    this.#end = text.subarray(Math.max(0, text.length - this.#sought.length + 1));
  }

  /** Tells whether everything that was added is what the author claims. */
  holds(): boolean {
    return this.#mustBeEmpty ? !this.#any : this.#found;
  }
}
