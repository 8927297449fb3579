import { makeFolder, makeRepository, mikado } from '../../rig/cli.ts';
import { type PtyScreen, startMikado } from '../../rig/pty.ts';
import { makeSpawnTrap } from '../../rig/spawn-trap.ts';

/** A card whose checklist runs these commands, each as an item of its own. */
export function cardOf(...commands: readonly string[]): string {
  const items = commands.map((command) => `- [ ] \`${command}\` <!-- check: run -->\n`);
  return `---\nstatus: active\nrequires: []\n---\n\n# A card\n\n## Verification\n\n${items.join('')}`;
}

/** A repository, a state folder of its own, and a trap for what is started there. */
export function makeTrusting(files: Readonly<Record<string, string>>) {
  const cwd = makeRepository(files);
  const trap = makeSpawnTrap();
  const env = { XDG_STATE_HOME: makeFolder(), ...trap.env };
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    mikado(args, { cwd, env: { ...env, ...more } });
  const open = (args: readonly string[]): PtyScreen =>
    startMikado(args, { columns: 150, rows: 40, cwd, env });
  /** Approves all commands of a card as a script does that read them. */
  const approve = async (card: string): Promise<void> => {
    const { stdout } = await run(['trust', card, '--show']);
    const hash = /sha256:[0-9a-f]{64}$/m.exec(stdout)?.[0] ?? '';
    const { code, stderr } = await run(['trust', card, '--hash', hash]);
    if (code !== 0) throw new Error(stderr);
  };
  /** What was started besides git: the commands of cards, and nothing else ever is. */
  const started = () => trap.started().map((words) => words.at(-1));
  return { cwd, env, run, open, approve, started };
}
