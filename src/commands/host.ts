/** The world a command runs in: the process, or a test's stand-in for it. Only `cli.ts` knows the process itself. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly stdin: NodeJS.ReadStream;
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly interrupted: AbortSignal;
  /** Calls back on the way out of the process, whatever the reason; the callback must not wait for anything. */
  onExit(callback: () => void): void;
}

/** Where text goes. */
export interface TextStream {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Whether colour and bold are wanted here. */
  readonly hasColour: boolean;
  /** Writes text that is already safe to print. Writing to a pipe that was closed is no error. */
  write(text: string): void;
}
