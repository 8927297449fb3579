import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/**
 * Reads process groups, `+ 123` for one that runs and `- 123` for one that has ended. When nobody can write to it any
 * more, ends those that are left, and every process whose environment holds the mark that is its first argument, where
 * `/proc` tells: TERM, and two seconds later KILL.
 */
export const WATCHDOG_SCRIPT = `
groups=
while read -r sign group; do
  others=
  for each in $groups; do [ "$each" = "$group" ] || others="$others $each"; done
  groups=$others
  [ "$sign" = + ] && groups="$groups $group"
done
mark=$1
end() {
  found=1
  marked=$(grep -lsF -- "$mark" /proc/[0-9]*/environ)
  for each in $groups; do kill "$1" "-$each" && found=0; done
  for each in $marked; do each=\${each#/proc/}; kill "$1" "\${each%/environ}" && found=0; done
  return "$found"
}
end -TERM || exit
sleep 2
end -KILL`;

/**
 * Ends the commands of this process should it be killed with `kill -9`, which leaves it no moment to do so itself: a shell
 * of its own session waits for the end of a pipe that only this process holds. It costs nothing while it waits, and ends
 * with this process.
 */
class Watchdog {
  readonly #mark = randomBytes(8).toString('hex');
  readonly #groups = new Set<number>();
  #shell: ChildProcess | undefined;
  /** Lines about what has ended, which can wait for the next one that starts. */
  #untold = '';

  /** Makes ready for a command, and answers a new id for its environment, by which it and all that it starts are known. */
  begin(): string {
    this.#shell ??= this.#start();
    return this.#mark + randomBytes(8).toString('hex');
  }

  /** Watches over a process group until the function that is returned is called. */
  watch(group: number): () => void {
    this.#groups.add(group);
    this.#tell(`+ ${group}\n`);
    return () => {
      this.#groups.delete(group);
      this.#untold += `- ${group}\n`;
      setImmediate(() => this.#tell(''));
    };
  }

  #tell(line: string): void {
    const lines = this.#untold + line;
    this.#untold = '';
    if (lines !== '') this.#shell?.stdin?.write(lines);
  }

  #start(): ChildProcess {
    const shell = spawn('/bin/sh', ['-c', WATCHDOG_SCRIPT, 'mikado', this.#mark], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Where there is no shell, or somebody has killed it, commands are only not watched over.
    shell.on('error', () => undefined);
    shell.stdin?.on('error', () => undefined);
    shell.unref();
    if (shell.stdin !== null && 'unref' in shell.stdin && typeof shell.stdin.unref === 'function')
      shell.stdin.unref();
    // An ordinary end leaves nothing to look for.
    process.once('exit', () => this.#groups.size === 0 && shell.kill());
    return shell;
  }
}

/** The one of this process. */
export const WATCHDOG = new Watchdog();
