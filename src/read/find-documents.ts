import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { isInside, type Place, relativePath } from './place.ts';

/** A Markdown file under the documents root. */
export interface DocumentFile {
  /** The file name without `.md`. */
  readonly stem: string;
  /** Relative to the top folder, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** Why the file is not read although it is there, such as a link that leads out of the repository. */
  readonly refused?: string;
}

/** Folders that never hold documents, whatever their place. */
const LEFT_OUT = new Set(['changelog.d', 'node_modules']);
const GITIGNORE = '.gitignore';

/** The patterns of one `.gitignore` and the folder they hold for. */
interface IgnoreLayer {
  readonly folder: string;
  ignores(relative: string): boolean;
}

/**
 * Finds every document under the root, in the order of paths by code units.
 *
 * Hidden folders are not entered, nor what is left out by name, by a `.gitignore` from the top folder downwards, or by
 * the configuration. What ends in `.md` and is no regular file of this repository (a pipe, a folder, a link to elsewhere)
 * is listed as refused.
 *
 * @param ignore patterns of the configuration, relative to the documents root
 */
export async function findDocuments(
  place: Place,
  ignore: readonly string[],
): Promise<readonly DocumentFile[]> {
  const documents: DocumentFile[] = [];
  const above: IgnoreLayer[] = ignore.length === 0 ? [] : [await ignoreLayer(place.docs, ignore)];
  for (const folder of foldersAbove(place)) {
    if (existsSync(path.join(folder, GITIGNORE))) above.push(await readGitignore(folder));
  }
  const pending = [{ folder: place.docs, layers: above }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { folder } = next;
    const entries = readdirSync(folder, { withFileTypes: true });
    const own = entries.some((entry) => entry.name === GITIGNORE);
    const layers = own ? [...next.layers, await readGitignore(folder)] : next.layers;
    for (const entry of entries) {
      const isDocument = entry.name.endsWith('.md');
      if (entry.name.startsWith('.') || !(isDocument || entry.isDirectory())) continue;
      const absolute = `${folder}${path.sep}${entry.name}`;
      if (layers.length > 0 && isIgnored(layers, absolute, entry)) continue;
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) pending.push({ folder: absolute, layers });
      if (isDocument) documents.push(documentAt(place, absolute, entry));
    }
  }
  return documents.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function documentAt(place: Place, absolute: string, entry: Dirent): DocumentFile {
  const file = { stem: entry.name.slice(0, -3), path: relativePath(place, absolute), absolute };
  const refused = entry.isFile() ? undefined : whyRefused(entry, absolute, place);
  return refused === undefined ? file : { ...file, refused };
}

function isIgnored(layers: readonly IgnoreLayer[], absolute: string, entry: Dirent): boolean {
  return layers.some((layer) => {
    const relative = path.relative(layer.folder, absolute).split(path.sep).join('/');
    return layer.ignores(entry.isDirectory() ? `${relative}/` : relative);
  });
}

function readGitignore(folder: string): Promise<IgnoreLayer> {
  return ignoreLayer(folder, [readFileSync(path.join(folder, GITIGNORE), 'utf8')]);
}

/** The library that understands the patterns is loaded only where there are any. */
async function ignoreLayer(folder: string, patterns: readonly string[]): Promise<IgnoreLayer> {
  const { default: ignore } = await import('ignore');
  const rules = ignore().add([...patterns]);
  return { folder, ignores: (relative) => rules.ignores(relative) };
}

/** The folders from the top down to the documents root, the root itself left out. */
function* foldersAbove(place: Place): Generator<string> {
  let folder = place.top;
  for (const part of path
    .relative(place.top, place.docs)
    .split(path.sep)
    .filter((each) => each !== '')) {
    yield folder;
    folder = path.join(folder, part);
  }
}

/** Says that a document is not read, as a diagnostic of its file. */
export function refusedDiagnostic(file: DocumentFile, reason: string): Diagnostic {
  return {
    code: 'not-a-file',
    severity: 'error',
    message: `${file.stem}.md is not read: ${reason}.`,
    path: file.path,
    line: 1,
    column: 1,
    endColumn: 2,
    related: [],
    help: 'Put a regular file in its place, or leave it out with `ignore` in .mikado.yaml.',
  };
}

function whyRefused(entry: Dirent, absolute: string, place: Place): string | undefined {
  if (entry.isDirectory()) return 'it is a folder';
  if (entry.isFIFO()) return 'it is a named pipe';
  if (entry.isSocket()) return 'it is a socket';
  if (!entry.isSymbolicLink()) return 'it is a device';
  try {
    const real = realpathSync(absolute);
    if (!isInside(real, place.top)) return 'it is a link that leads out of the repository';
    if (isInside(real, path.join(place.top, '.git'))) return 'it is a link into the git folder';
    return statSync(real).isFile() ? undefined : 'it is a link to something that is no file';
  } catch {
    return 'it is a link that leads nowhere';
  }
}
