import path from 'node:path';
import type { Config } from '../config/config.ts';
import { openTree, type Tree } from '../git/tree-at.ts';
import { type Plan, planOf } from '../plan.ts';
import { documentTexts } from '../read/document-texts.ts';
import { findDocuments, GITIGNORE } from '../read/find-documents.ts';
import { CONFIG_FILE, type Place, relativePath } from '../read/place.ts';
import { MAX_CARD_BYTES } from '../read/read-document.ts';
import { type Snapshot, SnapshotReader, snapshotFolders } from '../read/snapshot.ts';
import { UsageError } from '../usage-error.ts';

/** The cards of a commit. */
export interface PlanAt {
  readonly commit: string;
  readonly plan: Plan;
  /** The text of a document by its path, or undefined where it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
  /** The Markdown files at the top of the repository. */
  readonly outside: readonly string[];
}

/** The paths of the files in a commit. */
interface NamedFiles {
  readonly files: { keys(): Iterable<string> };
}

/** Whether somebody named the documents root on the command line, or the configuration decided about it. */
export type DocsRoot = 'asked' | 'configured';

/** Where the plan that a commit is compared with was read from. */
export interface Compared {
  readonly plan: Plan;
  readonly root: DocsRoot;
}

/**
 * Reads the cards of a commit with the same code as those on the disk, from git's objects. The configuration and the
 * `.gitignore` files of the commit hold for it; only which rules are asked is taken from today's configuration, so that
 * the findings of both can be compared.
 *
 * @param commit a full commit id
 * @throws UsageError when the clone lacks the commit's files, with what to fetch
 */
export async function readPlanAt(commit: string, { plan, root }: Compared): Promise<PlanAt> {
  const { top } = plan.place;
  const tree = await openTree(top, commit);
  const sizes = new Map([...tree.files].map(([name, { size }]) => [name, size]));
  const settings = await tree.read(settingFiles(tree), MAX_CARD_BYTES);
  const config = await configOf(settings.get(CONFIG_FILE), plan.config);
  const place: Place = { ...plan.place, docs: docsAt(tree, { plan, root, config }) };
  const folders = snapshotFolders(top, sizes.keys(), { bytes: settings });
  const documents = await findDocuments(place, config.ignore ?? [], folders);
  const wanted = documents.map((document) => document.path);
  const snapshot: Snapshot = { sizes, bytes: await tree.read(wanted, MAX_CARD_BYTES) };
  const read = await planOf({ place, config, documents, from: new SnapshotReader(snapshot) });
  return {
    commit,
    plan: read,
    textOf: documentTexts(new SnapshotReader(snapshot), documents),
    outside: [...sizes.keys()].filter((name) => name.endsWith('.md') && !name.includes('/')),
  };
}

function* settingFiles(tree: Tree): Generator<string> {
  for (const name of tree.files.keys())
    if (name === CONFIG_FILE || name === GITIGNORE || name.endsWith(`/${GITIGNORE}`)) yield name;
}

/** A configuration that cannot be read any more must not keep the change that mends it from being judged. */
export async function configOf(source: Buffer | undefined, now: Config): Promise<Config> {
  const { rules } = now;
  const today = rules === undefined ? {} : { rules };
  if (source === undefined) return today;
  const { parseConfig } = await import('../config/parse-config.ts');
  try {
    const { rules: _, ...config } = parseConfig(source.toString('utf8'));
    return { ...config, ...today };
  } catch (error) {
    if (error instanceof UsageError) return now;
    throw error;
  }
}

/** Decides about the documents root of a commit as of today's; one that it does not have yet lies where it does now. */
export function docsAt(
  tree: NamedFiles,
  { plan, root, config }: Compared & { readonly config: Config },
): string {
  const { top } = plan.place;
  const now = relativePath(plan.place, plan.place.docs);
  const configured = [config.docs, 'docs'].map(
    (each) => each && path.posix.normalize(`${each}/`).slice(0, -1),
  );
  const candidates = root === 'asked' ? [now, ...configured] : [...configured, now];
  const known = candidates.find((each) => each !== undefined && each !== '' && hasFolder(tree, each));
  return path.join(top, known ?? '.');
}

function hasFolder(tree: NamedFiles, folder: string): boolean {
  if (folder === '.') return true;
  for (const name of tree.files.keys()) if (name.startsWith(`${folder}/`)) return true;
  return false;
}
