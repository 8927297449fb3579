/**
 * The command line or the configuration is wrong: exit status 2. Thrown with a sentence that says what, and a next step.
 * Caught once, where the program starts. Trouble with the cards themselves is a `Diagnostic`, never thrown.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}
