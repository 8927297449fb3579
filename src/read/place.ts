import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../is-inside.ts';
import { UsageError } from '../usage-error.ts';

/** The folders a plan is read from and written to. All paths are absolute and real. */
export interface Place {
  /** The top of the git work tree, or the folder that stands in for it where there is no git. */
  readonly top: string;
  /** The documents root. */
  readonly docs: string;
  /** The work tree's own git folder, where its HEAD is, or undefined without git. */
  readonly gitDir: string | undefined;
}

/** A place in a git repository. */
export type RepositoryPlace = Place & { readonly gitDir: string };

/** The git folder that all work trees of a repository share, or undefined without git. */
export function sharedGitDir(place: Place): string | undefined {
  if (place.gitDir === undefined) return undefined;
  const pointer = path.join(place.gitDir, 'commondir');
  if (!existsSync(pointer)) return place.gitDir;
  return path.resolve(place.gitDir, readFileSync(pointer, 'utf8').trim());
}

/** The folder for locks and unfinished files: in the git folder, so that none of them ever shows as a change. */
export function workFolder(place: Place): string {
  const shared = sharedGitDir(place);
  return shared === undefined ? path.join(place.top, '.mikado', 'work') : path.join(shared, 'mikado');
}

/** The file that configures a repository. */
export const CONFIG_FILE = '.mikado.yaml';

/** Finds the top of the git work tree around a folder by looking for `.git`; git itself is not run. */
export function findTop(from: string): string | undefined {
  let folder = realpathSync(from);
  for (;;) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/**
 * Decides which folder is the documents root: the one asked for, else the configured one, else `docs/` at the top of
 * the git work tree, else the current folder.
 *
 * @param asked the `--docs` folder, relative to `cwd`
 * @param configured the `docs` of the configuration, relative to the top
 * @throws UsageError when the folder that was named does not exist or is not a folder
 */
export function findPlace(
  cwd: string,
  { asked, configured }: { asked?: string | undefined; configured?: string | undefined },
): Place {
  const here = realpathSync(cwd);
  if (asked !== undefined) {
    const docs = realFolder(path.resolve(here, asked), asked, '--docs');
    const top = findTop(docs) ?? (isInside(docs, here) ? here : docs);
    return { top, docs, gitDir: findGitDir(top) };
  }
  const top = findTop(here) ?? here;
  const gitDir = findGitDir(top);
  if (configured !== undefined) {
    const docs = realFolder(path.resolve(top, configured), configured, `\`docs\` in ${CONFIG_FILE}`);
    if (!isInside(docs, top)) {
      throw new UsageError(
        `\`docs\` in ${CONFIG_FILE} leads out of the repository, to ${configured}.`,
        `Name a folder below ${top}.`,
      );
    }
    return { top, docs, gitDir };
  }
  const usual = path.join(top, 'docs');
  return { top, docs: isFolder(usual) ? realpathSync(usual) : here, gitDir };
}

/**
 * The documents root, relative to the top, where it is a repository of its own, such as a submodule: the commits of the
 * one around it do not hold its files. Undefined otherwise.
 */
export function separateDocs(place: Place): string | undefined {
  return findTop(place.docs) === place.top ? undefined : relativePath(place, place.docs);
}

/** A path as it is shown and compared: relative to the top, with `/`. The top itself is `.`. */
export function relativePath(place: Place, absolute: string): string {
  return path.relative(place.top, absolute).split(path.sep).join('/') || '.';
}

function realFolder(folder: string, name: string, from: string): string {
  if (!existsSync(folder))
    throw new UsageError(
      `The folder ${name} (${from}) does not exist.`,
      'Check the path, or leave it out to use docs/.',
    );
  if (!statSync(folder).isDirectory())
    throw new UsageError(`${name} (${from}) is not a folder.`, 'Name the folder that holds the cards.');
  return realpathSync(folder);
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Follows a `.git` file to the folder it names, as in linked work trees and submodules. */
function findGitDir(top: string): string | undefined {
  const entry = path.join(top, '.git');
  const stats = lstatSync(entry, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) return entry;
  const target = /^gitdir: (.+)$/m.exec(readFileSync(entry, 'utf8'))?.[1];
  if (target === undefined) return undefined;
  const gitDir = path.resolve(top, target);
  return isFolder(gitDir) ? realpathSync(gitDir) : undefined;
}
