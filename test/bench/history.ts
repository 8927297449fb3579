import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Walk } from '../../src/git/history.ts';
import { followLives } from '../../src/history/lives.ts';
import { readHistory } from '../../src/past/read-history.ts';
import { readPlan } from '../../src/plan.ts';
import { testEnvironment } from '../rig/cli.ts';
import { compare, type Probe } from './measure.ts';

const START = 1_700_000_000;
const RUNS = [
  ['cold', 'first-parent'],
  ['kept', 'first-parent'],
  ['cold', 'full'],
] as const;
const MOST_OUTPUT = 1024 * 1024 * 1024;

function git(folder: string, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, { cwd: folder, env: testEnvironment(), input, maxBuffer: MOST_OUTPUT });
}

/** Makes a repository in which every commit adds a card, closes one, or writes into one. */
export function writeHistory(top: string, commits: number): string {
  git(top, ['init', '--quiet', '--initial-branch=main', 'history']);
  const folder = join(top, 'history');
  const requires: string[] = [];
  const commands: string[] = [];
  const put = (path: string, text: string) =>
    commands.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text);
  for (let at = 0; at < commits; at += 1) {
    commands.push('commit refs/heads/main', `author A <a@example.org> ${START + at * 3600} +0000`);
    commands.push(`committer A <a@example.org> ${START + at * 3600} +0000`, 'data 4', 'step');
    const stem = `card-${at - (at % 3)}`;
    const body = `# ${stem}\n\n${`Words of ${stem} that nobody reads.\n`.repeat(40)}`;
    if (at % 3 === 0) {
      requires.push(stem);
      put('docs/goal.md', `---\nstatus: active\nrequires: [${requires.join(', ')}]\n---\n# Goal\n`);
    }
    const header = at % 3 === 2 ? 'modified: today' : 'status: active';
    put(`docs/${stem}.md`, `---\n${header}\n---\n${body}${at % 3 === 0 ? '' : `More, by ${at}.\n`}`);
  }
  git(folder, ['fast-import', '--quiet'], `${commands.join('\n')}\n`);
  git(folder, ['reset', '--quiet', '--hard', 'main']);
  return folder;
}

/**
 * The time in milliseconds that it takes to read the cards at every commit and to follow them.
 *
 * @param memory whether nothing is kept of an earlier run, or all of it
 */
export function readingHistory(folder: string, memory: 'cold' | 'kept', walk: Walk = 'first-parent'): Probe {
  return async () => {
    if (memory === 'cold') rmSync(join(folder, '.git/mikado'), { recursive: true, force: true });
    const plan = await readPlan({ cwd: folder });
    const start = performance.now();
    const history = await readHistory({ plan, root: 'configured' }, Date.now(), walk);
    const lives = followLives(history?.steps ?? [], Date.now());
    if (lives.length === 0) throw new Error('no card was found in the history');
    return performance.now() - start;
  };
}

/** The time in milliseconds that git takes to print what changed in the same files, for nobody to read. */
export function logPatches(folder: string): Probe {
  const args = ['log', '-p', '--first-parent', '--', '*.md', '.mikado.yaml', '.gitignore', '*/.gitignore'];
  return () => {
    const start = performance.now();
    spawnSync('git', args, { cwd: folder, env: testEnvironment(), stdio: 'ignore' });
    return performance.now() - start;
  };
}

/** Prints each ratio when this file is run by itself: `node test/bench/history.ts`. */
async function print(): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'mikado-bench-'));
  try {
    for (const commits of [350, 1400]) {
      const folder = writeHistory(mkdtempSync(join(top, 'of-')), commits);
      for (const [start, walk] of RUNS) {
        const { own, peer } = await compare(readingHistory(folder, start, walk), logPatches(folder), 15);
        const ratio = `${own.toFixed(1)} ms / ${peer.toFixed(1)} ms = ${(own / peer).toFixed(2)}x`;
        console.log(`${commits} commits, ${walk}, ${start}: ${ratio} of git log -p`);
      }
    }
  } finally {
    rmSync(top, { recursive: true });
  }
}

if (import.meta.main) await print();
