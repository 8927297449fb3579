import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import { isInside } from '../is-inside.ts';
import type { IgnoreLayer } from './ignore-layer.ts';
import { type Place, relativePath } from './place.ts';

/** A Markdown file under the documents root. */
export interface DocumentFile {
  /** The file name without `.md`. */
  readonly stem: string;
  /** Relative to the top folder, with `/`. */
  readonly path: string;
  /** Why the file is not read although it is there, such as a link that leads out of the repository. */
  readonly refused?: string;
}

/** Folders that never hold documents, whatever their place. */
const LEFT_OUT = new Set(['changelog.d', 'node_modules']);
/** The file that names what is left out of a folder and those below it. */
export const GITIGNORE = '.gitignore';

/** What a folder holds under one name. */
export type FolderEntry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory'>;

/** Folders to look for documents in, on the disk or in a commit, by absolute paths. */
export interface Folders {
  /** Lists a folder, in any order. */
  list(folder: string): FolderEntry[];
  /** The text of a file, or undefined where there is none. */
  textOf(file: string): string | undefined;
  /** Why an entry that is no regular file is not read, in words, or undefined when it is read all the same. */
  whyRefused(absolute: string, place: Place): string | undefined;
}

/** The folders on the disk. */
export const DISK: Folders = {
  list: (folder) => readdirSync(folder, { withFileTypes: true }),
  textOf: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
  whyRefused,
};

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
  folders: Folders,
): Promise<readonly DocumentFile[]> {
  const layers: IgnoreLayer[] = ignore.length === 0 ? [] : [await newLayer(place.docs, ignore.join('\n'))];
  for (const folder of foldersAbove(place)) layers.push(...(await readGitignore(folder, folders)));
  const documents: DocumentFile[] = [];
  await walk(
    { absolute: place.docs, path: prefixOf(relativePath(place, place.docs)), layers },
    { place, folders, documents },
  );
  return documents;
}

/** What a walk looks in, and what it has found. */
interface Walk {
  readonly place: Place;
  readonly folders: Folders;
  readonly documents: DocumentFile[];
}

/** A folder to look through; its path ends in `/`, or is empty at the top. */
interface Folder {
  readonly absolute: string;
  readonly path: string;
  readonly layers: readonly IgnoreLayer[];
}

/** Adds the documents of a folder and those below it. The depth of folders is bounded by the length of a path. */
async function walk(folder: Folder, into: Walk): Promise<void> {
  const entries = inPathOrder(into.folders.list(folder.absolute));
  const own = entries.some((entry) => entry.name === GITIGNORE);
  const layers = own
    ? [...folder.layers, ...(await readGitignore(folder.absolute, into.folders))]
    : folder.layers;
  for (const entry of entries) {
    if (!isWanted(entry) || isIgnored(layers, folder.absolute, entry)) continue;
    const absolute = `${folder.absolute}${path.sep}${entry.name}`;
    const name = `${folder.path}${entry.name}`;
    if (entry.name.endsWith('.md')) into.documents.push(documentAt(into, { absolute, path: name }, entry));
    if (entry.isDirectory()) await walk({ absolute, path: `${name}/`, layers }, into);
  }
}

function prefixOf(relative: string): string {
  return relative === '.' ? '' : `${relative}/`;
}

function isWanted(entry: FolderEntry): boolean {
  if (entry.name.startsWith('.')) return false;
  return entry.name.endsWith('.md') || (entry.isDirectory() && !LEFT_OUT.has(entry.name));
}

/** Most systems list names in this order already, which is sooner seen than done. */
function inPathOrder(entries: FolderEntry[]): readonly FolderEntry[] {
  const isSorted = entries.every((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || byPathOrder(before, entry) < 0;
  });
  return isSorted ? entries : entries.sort(byPathOrder);
}

/** The order that the paths below two entries have: a folder counts with the `/` that follows it. */
function byPathOrder(a: FolderEntry, b: FolderEntry): number {
  const one = a.isDirectory() ? `${a.name}/` : a.name;
  const other = b.isDirectory() ? `${b.name}/` : b.name;
  return one < other ? -1 : one > other ? 1 : 0;
}

function documentAt(
  { place, folders }: Walk,
  at: { readonly absolute: string; readonly path: string },
  entry: FolderEntry,
): DocumentFile {
  const file = { stem: entry.name.slice(0, -'.md'.length), path: at.path };
  const refused = entry.isFile() ? undefined : folders.whyRefused(at.absolute, place);
  return refused === undefined ? file : { ...file, refused };
}

function isIgnored(layers: readonly IgnoreLayer[], folder: string, entry: FolderEntry): boolean {
  if (layers.length === 0) return false;
  const absolute = path.join(folder, entry.name);
  return layers.some((layer) => {
    const relative = path.relative(layer.folder, absolute).split(path.sep).join('/');
    return layer.ignores(entry.isDirectory() ? `${relative}/` : relative);
  });
}

async function readGitignore(folder: string, folders: Folders): Promise<readonly IgnoreLayer[]> {
  const patterns = folders.textOf(path.join(folder, GITIGNORE));
  return patterns === undefined ? [] : [await newLayer(folder, patterns)];
}

/** The library that understands the patterns is loaded only where there are any. */
async function newLayer(folder: string, patterns: string): Promise<IgnoreLayer> {
  const { ignoreLayer } = await import('./ignore-layer.ts');
  return ignoreLayer(folder, patterns);
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
export function refusedDiagnostic(file: DocumentFile, reason: string, severity: Severity): Diagnostic {
  return {
    code: 'not-a-file',
    severity,
    message: `${file.stem}.md is not read: ${reason}.`,
    path: file.path,
    line: 1,
    column: 1,
    endColumn: 2,
    related: [],
    help: 'Put a regular file in its place, or leave it out with `ignore` in .mikado.yaml.',
  };
}

function whyRefused(absolute: string, place: Place): string | undefined {
  const entry = lstatSync(absolute, { throwIfNoEntry: false });
  if (entry === undefined) return 'it vanished while being read';
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
