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

/**
 * The environment of a card's command: the user's own, without what a launcher such as npm added to it, and with the
 * id of the run. Real checks need the user's `KUBECONFIG` or `SSH_AUTH_SOCK`, and the user approved the command.
 */
export function commandEnvironment(env: NodeJS.ProcessEnv, runId: string): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(
    ([name]) => !name.startsWith('npm_') && !LAUNCHER_VARIABLES.has(name),
  );
  const outer = env[RUN_VARIABLE];
  return { ...Object.fromEntries(own), [RUN_VARIABLE]: outer === undefined ? runId : `${outer}:${runId}` };
}
