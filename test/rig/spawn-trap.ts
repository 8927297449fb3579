import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WATCHDOG_SCRIPT } from '../../src/verify/watchdog.ts';
import { makeFolder } from './cli.ts';

const RECORDER = fileURLToPath(new URL('record-spawns.cjs', import.meta.url));

/** Sees every process that a program under test starts. */
export interface SpawnTrap {
  /** Variables that set the trap for a program. */
  readonly env: Readonly<Record<string, string>>;
  /** The processes started so far, each as its program and arguments: all but git and the shell that watches over commands. */
  started(): readonly (readonly string[])[];
}

/** Sets a trap for programs written for Node. */
export function makeSpawnTrap(): SpawnTrap {
  const log = join(makeFolder(), 'spawns');
  return {
    env: { NODE_OPTIONS: `--require=${RECORDER}`, MIKADO_TEST_SPAWNS: log },
    started: () => {
      if (!existsSync(log)) return [];
      const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
      return lines.map(parseLine).filter((words) => words[0] !== 'git' && !words.includes(WATCHDOG_SCRIPT));
    },
  };
}

function parseLine(line: string): readonly string[] {
  const words: unknown = JSON.parse(line);
  return Array.isArray(words) ? words.map(String) : [];
}
