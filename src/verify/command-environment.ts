/** What names the runs a process belongs to, outermost first. Its descendants inherit it unless they clear it. */
export const RUN_VARIABLE = 'MIKADO_RUN';

/** Set by npm, yarn and pnpm for the program they start, and of no business to what that program starts. */
const LAUNCHER_VARIABLES: ReadonlySet<string> = new Set([
  'BERRY_BIN_FOLDER',
  'INIT_CWD',
  'NODE',
  'NODE_OPTIONS',
  'PNPM_SCRIPT_SRC_DIR',
  'PROJECT_CWD',
  'YARN_WRAP_OUTPUT',
]);

/** What nearly every program needs, and what tells it where it is: none of these is a secret or changes what it runs. */
const CLEAN_VARIABLES: readonly string[] = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'TZ',
  'TMPDIR',
  'CI',
];

/** Which of the user's variables a card's commands get. */
export type EnvironmentChoice =
  | { readonly kind: 'inherited' }
  /** A short list, and what was named besides. */
  | { readonly kind: 'clean'; readonly added: readonly string[] };

/** Tells whether a variable is set by a launcher such as npm, and so is never passed on. */
export function isLauncherVariable(name: string): boolean {
  return name.startsWith('npm_') || LAUNCHER_VARIABLES.has(name);
}

/** The environment that a card's commands start from: the user's own, or of it only what was chosen, with a dumb terminal. */
export function chosenEnvironment(env: NodeJS.ProcessEnv, choice: EnvironmentChoice): NodeJS.ProcessEnv {
  if (choice.kind === 'inherited') return env;
  const passed = new Set([...CLEAN_VARIABLES, RUN_VARIABLE, ...choice.added]);
  const kept = Object.entries(env).filter(([name]) => passed.has(name) || name.startsWith('LC_'));
  return { TERM: 'dumb', ...Object.fromEntries(kept) };
}

/** The names that `chosenEnvironment` passes, as a person is told of them. */
export function passedNames({ added }: Extract<EnvironmentChoice, { kind: 'clean' }>): readonly string[] {
  return [...CLEAN_VARIABLES, 'LC_*', ...added];
}

/**
 * The environment of a card's command: the user's own, without what a launcher such as npm added to it, and with the
 * id of the run. Real checks need the user's `KUBECONFIG` or `SSH_AUTH_SOCK`, and the user approved the command.
 */
export function commandEnvironment(env: NodeJS.ProcessEnv, runId: string): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !isLauncherVariable(name));
  const outer = env[RUN_VARIABLE];
  return { ...Object.fromEntries(own), [RUN_VARIABLE]: outer === undefined ? runId : `${outer}:${runId}` };
}
