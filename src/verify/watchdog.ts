import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads process groups, `+ 123` for one that runs and `- 123` for one that has ended. When nobody can write to it any
 * more, ends those that are left: TERM, and two seconds later KILL.
 */
export const WATCHDOG_SCRIPT = `
groups=
while read -r sign group; do
  others=
  for each in $groups; do [ "$each" = "$group" ] || others="$others $each"; done
  groups=$others
  [ "$sign" = + ] && groups="$groups $group"
done
[ -z "$groups" ] && exit
for each in $groups; do kill -TERM "-$each"; done
sleep 2
for each in $groups; do kill -KILL "-$each"; done`;

/**
 * Ends the commands of this process should it be killed with `kill -9`, which leaves it no moment to do so itself: a shell
 * of its own session waits for the end of a pipe that only this process holds. It costs nothing while it waits, and ends
 * with this process.
 */
class Watchdog {
  #shell: ChildProcess | undefined;

  /** Makes ready, so that no time passes between the start of a command and its watch. */
  begin(): void {
    this.#shell ??= this.#start();
  }

  /** Watches over a process group until the function that is returned is called. */
  watch(group: number): () => void {
    this.#tell(`+ ${group}`);
    return () => this.#tell(`- ${group}`);
  }

  #tell(line: string): void {
    this.begin();
    this.#shell?.stdin?.write(`${line}\n`);
  }

  #start(): ChildProcess {
    const shell = spawn('/bin/sh', ['-c', WATCHDOG_SCRIPT], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Where there is no shell, or somebody has killed it, commands are only not watched over.
    shell.on('error', () => undefined);
    shell.stdin?.on('error', () => undefined);
    shell.unref();
    if (shell.stdin !== null && 'unref' in shell.stdin && typeof shell.stdin.unref === 'function')
      shell.stdin.unref();
    return shell;
  }
}

/** The one of this process. */
export const WATCHDOG = new Watchdog();
