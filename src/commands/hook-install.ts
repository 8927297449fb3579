import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { placeOf } from '../edit/advance-card.ts';
import { changeFile, createFile, type WriteOutcome } from '../edit/write-file.ts';
import { runUsersGit } from '../git/git.ts';
import { isInside } from '../is-inside.ts';
import { findPlace, type Place, sharedGitDir } from '../read/place.ts';
import type { Answer } from '../report/schemas.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';
import { printJson } from './answer.ts';
import type { ExitStatus, Input } from './command.ts';
import type { Host } from './host.ts';

/** The whole of a hook's work, on one line so that it can be found and taken out again. */
const LINE =
  'if command -v mikado >/dev/null; then mikado hook commit-msg "$1" || exit $?; else echo "mikado is not installed: nobody judged this commit" >&2; fi # mikado hook install';
const OWN_FILE = `#!/bin/sh\n${LINE}\n`;
const SHELL = /^#!\s*(?:\/usr\/bin\/env\s+)?\S*\b(?:ba|da|z|k)?sh\b/;

/** Programs that write git's hooks from a file of their own, and what is to be added to it. */
const MANAGERS = [
  {
    name: 'lefthook',
    files: ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'],
    lines: ['commit-msg:', '  commands:', '    mikado:', '      run: mikado hook commit-msg {1}'],
    after: 'lefthook install',
  },
  {
    name: 'pre-commit or prek',
    files: ['.pre-commit-config.yaml', '.pre-commit-config.yml', 'prek.toml'],
    lines: [
      '  - repo: local',
      '    hooks:',
      '      - id: mikado-branch',
      '        name: mikado hook commit-msg',
      '        entry: mikado hook commit-msg',
      '        language: system',
      '        stages: [commit-msg]',
      '        always_run: true',
    ],
    after: 'prek install --hook-type commit-msg, or pre-commit install --hook-type commit-msg',
  },
] as const;

type Outcome = Omit<Answer<'hook'>, 'schemaVersion'>;

/** Has git judge each message on the branch of a goal, without touching a hook of somebody else; or takes that back. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const place = findPlace(host.cwd, { asked: input.values.get('docs') });
  if (place.gitDir === undefined)
    throw new UsageError('There is no git repository here.', 'Go to a clone of the repository.');
  const wish = input.flags.has('uninstall') ? 'uninstall' : 'install';
  const outcome = (wish === 'install' ? managed(place) : undefined) ?? (await inFile(place, wish));
  if ('trouble' in outcome) {
    host.stderr.write(`mikado: ${visible(outcome.file)} could not be written: ${visible(outcome.trouble)}\n`);
    return 5;
  }
  if (input.flags.has('json')) printJson(host, { schemaVersion: 1, ...outcome } satisfies Answer<'hook'>);
  else host.stdout.write(outcomeText(outcome));
  return outcome.did === 'left-to-you' ? 1 : 0;
}

/** Hooks that a program writes anew at will are its own: what to add is said, and nothing is written. */
function managed(place: Place): Outcome | undefined {
  for (const { name, files, lines, after } of MANAGERS) {
    const file = files.find((each) => existsSync(path.join(place.top, each)));
    if (file === undefined) continue;
    const isThere = readFileSync(path.join(place.top, file), 'utf8').includes('mikado hook commit-msg');
    const why = `${name} writes the hooks here`;
    return isThere
      ? { did: 'nothing', file, why: `${file} names it already; then: ${after}`, lines: [] }
      : { did: 'left-to-you', file, why: `${why}; add this to ${file}, then: ${after}`, lines: [...lines] };
  }
  return undefined;
}

async function inFile(
  place: Place,
  wish: 'install' | 'uninstall',
): Promise<Outcome | { readonly file: string; readonly trouble: string }> {
  const folder = await hooksFolder(place);
  const target = path.join(folder, 'commit-msg');
  const file = isInside(target, place.top) ? path.relative(place.top, target) : target;
  const root = [place.top, sharedGitDir(place) ?? place.top].find((each) => isInside(target, each));
  if (root === undefined)
    return {
      did: 'left-to-you',
      file,
      why: 'core.hooksPath leads out of this repository; add this line there',
      lines: [LINE],
    };
  const stats = lstatSync(target, { throwIfNoEntry: false });
  const text = stats?.isFile() === true ? readFileSync(target, 'utf8') : undefined;
  if (wish === 'uninstall') return uninstalled(text, { target, file, place, root });
  if (text?.includes(LINE) === true) return { did: 'nothing', file, why: 'it is there already', lines: [] };
  if (stats === undefined) {
    mkdirSync(folder, { recursive: true });
    const made = await createFile(target, OWN_FILE, { ...placeOf(place), root });
    if (made.kind === 'written') chmodSync(target, 0o755);
    return settled(made, { did: 'written', file, why: 'wrote the hook', lines: [] });
  }
  const isShell = text !== undefined && (SHELL.test(text) || (isHusky(folder) && !text.startsWith('#!')));
  if (!isShell)
    return {
      did: 'left-to-you',
      file,
      why: 'a hook is there that is no shell script; have it do this',
      lines: [LINE],
    };
  const change = (now: string) =>
    now.startsWith('#!') ? now.replace('\n', () => `\n${LINE}\n`) : `${LINE}\n${now}`;
  const added = await changeFile(target, { ...placeOf(place), root, change });
  return settled(added, { did: 'added', file, why: 'added a line to the hook that is there', lines: [LINE] });
}

async function uninstalled(
  text: string | undefined,
  at: { readonly target: string; readonly file: string; readonly place: Place; readonly root: string },
): Promise<Outcome | { readonly file: string; readonly trouble: string }> {
  const { target, file, place, root } = at;
  if (text?.includes(LINE) !== true) return { did: 'nothing', file, why: 'it is not installed', lines: [] };
  if (text === OWN_FILE) {
    unlinkSync(target);
    return { did: 'removed', file, why: 'removed the hook', lines: [] };
  }
  const change = (now: string) => now.replace(`${LINE}\n`, '');
  const taken = await changeFile(target, { ...placeOf(place), root, change });
  return settled(taken, { did: 'removed', file, why: 'took its line out of the hook', lines: [] });
}

function settled(
  outcome: WriteOutcome,
  done: Outcome,
): Outcome | { readonly file: string; readonly trouble: string } {
  if (outcome.kind === 'written' || outcome.kind === 'unchanged') return done;
  return { file: done.file, trouble: 'reason' in outcome ? outcome.reason : 'it was changed meanwhile' };
}

/** Where git looks for hooks; husky's own folder stands in for the one that it writes them to. */
async function hooksFolder({ top }: Place): Promise<string> {
  const run = await runUsersGit(top, ['rev-parse', '--git-path', 'hooks']);
  const found = run.kind === 'ended' && run.code === 0 ? run.stdout.toString('utf8').trim() : '.git/hooks';
  const folder = path.resolve(top, found);
  return folder === path.join(top, '.husky', '_') ? path.join(top, '.husky') : folder;
}

function isHusky(folder: string): boolean {
  return path.basename(folder) === '.husky';
}

function outcomeText({ did, file, why, lines }: Outcome): string {
  const shown = did === 'left-to-you' ? lines.map((line) => `  ${line}\n`).join('') : '';
  const head = did === 'left-to-you' ? 'Nothing was written: ' : '';
  return `${head}${visible(file)}: ${visible(why)}.\n${shown}`;
}
