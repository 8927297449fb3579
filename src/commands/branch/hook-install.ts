import { chmodSync, existsSync, lstatSync, readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { changeFile, createFile, type WriteOutcome, writePlaceOf } from '../../edit/write-file.ts';
import { runUsersGit } from '../../git/git.ts';
import { isInside } from '../../is-inside.ts';
import { findPlace, type Place, sharedGitDir } from '../../read/place.ts';
import type { Answer } from '../../report/schemas.ts';
import { shellWord } from '../../shell-word.ts';
import { UsageError } from '../../usage-error.ts';
import { visible } from '../../visible.ts';
import { printJson } from '../answer.ts';
import type { ExitStatus, Input } from '../command.ts';
import type { Host } from '../host.ts';
import { findHookManager } from './hook-managers.ts';

/**
 * The whole of a hook's work, on one line so that it can be found and taken out again. A package that only this project
 * has installed is found, too.
 */
const LINE =
  'm=$(PATH="$PATH:$PWD/node_modules/.bin"; command -v mikado || :); if [ -n "$m" ]; then "$m" hook commit-msg "$1" || exit $?; else echo "mikado is not installed: nobody judged this commit" >&2; fi # mikado hook install';
/** Such a line, whichever version of this program wrote it. */
const OWN_LINE = /^.*# mikado hook install\n?/m;
const SHELL = /^#!\s*(?:\/usr\/bin\/env\s+)?\S*\b(?:ba|da|z|k)?sh\b/;

type Outcome = Omit<Answer<'hook'>, 'schemaVersion'>;
type Wish = 'install' | 'uninstall';

/** A file that could not be written, and why. */
interface Trouble {
  readonly file: string;
  readonly trouble: string;
}

/** Has git judge each message on the branch of a goal, without touching a hook of somebody else; or takes that back. */
export async function run(input: Input, host: Host): Promise<ExitStatus> {
  const place = findPlace(host.cwd, { asked: input.values.get('docs') });
  if (place.gitDir === undefined)
    throw new UsageError('There is no git repository here.', 'Go to a clone of the repository.');
  const outcome = input.flags.has('uninstall') ? await uninstall(place) : await install(place);
  if ('trouble' in outcome) {
    host.stderr.write(`mikado: ${visible(outcome.file)} could not be written: ${visible(outcome.trouble)}\n`);
    return 5;
  }
  if (input.flags.has('json')) printJson(host, { schemaVersion: 1, ...outcome } satisfies Answer<'hook'>);
  else host.stdout.write(outcomeText(outcome));
  return outcome.did === 'left-to-you' ? 1 : 0;
}

async function install(place: Place): Promise<Outcome | Trouble> {
  return managed(place, 'install') ?? inFile(place, 'install');
}

/** A line may be left in a hook from before a program took over. */
async function uninstall(place: Place): Promise<Outcome | Trouble> {
  const outcome = await inFile(place, 'uninstall');
  return 'did' in outcome && outcome.did === 'nothing' ? (managed(place, 'uninstall') ?? outcome) : outcome;
}

/** Hooks that a program writes anew at will are its own: what to change is said, and nothing is written. */
function managed(place: Place, wish: Wish): Outcome | undefined {
  const found = findHookManager(place.top);
  if (found === undefined) return undefined;
  const { name, file, lines, after, isNamed } = found;
  if (wish === 'uninstall') {
    if (!isNamed) return undefined;
    return { did: 'left-to-you', file, why: `${name} writes the hooks here; take this out of it`, lines };
  }
  if (isNamed) return { did: 'nothing', file, why: `it names the hook already; then: ${after}`, lines: [] };
  const why = `${name} writes the hooks here; add this to it, then: ${after}`;
  return { did: 'left-to-you', file, why, lines };
}

async function inFile(place: Place, wish: Wish): Promise<Outcome | Trouble> {
  const folder = await hooksFolder(place);
  const target = path.join(folder, 'commit-msg');
  const file = isInside(target, place.top) ? path.relative(place.top, target) : target;
  const isFile = lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
  const text = isFile ? readFileSync(target, 'utf8') : undefined;
  if (wish === 'uninstall' && (text === undefined || !OWN_LINE.test(text)))
    return { did: 'nothing', file, why: 'it is not installed', lines: [] };
  const root = [place.top, sharedGitDir(place) ?? place.top].find((each) => isInside(target, each));
  if (root === undefined) {
    const what = wish === 'install' ? 'add this line there' : 'take this line out there';
    const why = `core.hooksPath leads out of this repository; ${what}`;
    return { did: 'left-to-you', file, why, lines: [LINE] };
  }
  const isHusky = path.basename(folder) === '.husky';
  const at = { target, file, writing: { ...writePlaceOf(place), root }, isHusky };
  return wish === 'install' ? installed(text, at) : uninstalled(text ?? '', at);
}

/** A hook's file, and where it may be written. */
interface HookFile {
  readonly target: string;
  readonly file: string;
  readonly writing: { readonly root: string; readonly workFolder: string };
  readonly isHusky: boolean;
}

async function installed(text: string | undefined, at: HookFile): Promise<Outcome | Trouble> {
  const { target, file, writing, isHusky } = at;
  if (text?.includes(LINE) === true) return { did: 'nothing', file, why: 'it is there already', lines: [] };
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) {
    const made = await createFile(target, `#!/bin/sh\n${LINE}\n`, writing);
    if (made.kind === 'written') chmodSync(target, 0o755);
    const why = isHusky ? 'wrote the hook, which husky runs where it is set up: npx husky' : 'wrote the hook';
    return settled(made, { did: 'written', file, why, lines: [] });
  }
  const isShell = text !== undefined && (SHELL.test(text) || (isHusky && !text.startsWith('#!')));
  if (!isShell) {
    const why = 'a hook is there that is no shell script; have it do this';
    return { did: 'left-to-you', file, why, lines: [LINE] };
  }
  const added = await changeFile(target, { ...writing, change: withLine });
  // Git passes over a hook that is not executable; whose hook that is, has a reason for it.
  const isOff = !isHusky && (lstatSync(target).mode & 0o111) === 0;
  const hint = isOff ? `; git passes over it until it is executable: chmod +x ${shellWord(file)}` : '';
  const why = `added a line to the hook that is there${hint}`;
  return settled(added, { did: 'added', file, why, lines: [LINE] });
}

/** A script with the line right after its first, in place of one of another version. */
function withLine(script: string): string {
  const text = script.replace(OWN_LINE, '');
  if (!text.startsWith('#!')) return `${LINE}\n${text}`;
  const end = text.indexOf('\n');
  return end === -1 ? `${text}\n${LINE}\n` : `${text.slice(0, end)}\n${LINE}\n${text.slice(end + 1)}`;
}

async function uninstalled(text: string, at: HookFile): Promise<Outcome | Trouble> {
  const { target, file, writing } = at;
  const change = (now: string) => now.replace(OWN_LINE, '');
  if (change(text) === '#!/bin/sh\n') {
    unlinkSync(target);
    return { did: 'removed', file, why: 'removed the hook', lines: [] };
  }
  const taken = await changeFile(target, { ...writing, change });
  return settled(taken, { did: 'removed', file, why: 'took its line out of the hook', lines: [] });
}

function settled(outcome: WriteOutcome, done: Outcome): Outcome | Trouble {
  if (outcome.kind === 'written' || outcome.kind === 'unchanged') return done;
  return { file: done.file, trouble: 'reason' in outcome ? outcome.reason : 'it was changed meanwhile' };
}

/** Where git looks for hooks; husky's own folder stands in for the one that it writes them to, or will. */
async function hooksFolder({ top }: Place): Promise<string> {
  const run = await runUsersGit(top, ['rev-parse', '--git-path', 'hooks']);
  const found = run.kind === 'ended' && run.code === 0 ? run.stdout.toString('utf8').trim() : '.git/hooks';
  const folder = path.resolve(top, found);
  const husky = path.join(top, '.husky');
  if (folder === path.join(husky, '_')) return husky;
  if (!existsSync(husky)) return folder;
  const set = await runUsersGit(top, ['config', '--get', 'core.hooksPath']);
  return set.kind === 'ended' && set.code === 0 ? folder : husky;
}

function outcomeText({ did, file, why, lines }: Outcome): string {
  const shown = did === 'left-to-you' ? lines.map((line) => `  ${line}\n`).join('') : '';
  const head = did === 'left-to-you' ? 'Nothing was written: ' : '';
  return `${head}${visible(file)}: ${visible(why)}.\n${shown}`;
}
