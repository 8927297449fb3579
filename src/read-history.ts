import { Vocabulary } from './cards/status.ts';
import type { Config } from './config.ts';
import { type FileChange, type FileHistory, readFileHistory, readSizes } from './git/history.ts';
import { readBlobs } from './git/tree-at.ts';
import { type CardThen, cardsAfter, changesTo, type Step } from './history/step.ts';
import { type Plan, planOf } from './plan.ts';
import { type DocumentFile, findDocuments, GITIGNORE } from './read/find-documents.ts';
import { CONFIG_FILE, type Place } from './read/place.ts';
import { CardReader } from './read/read-cards.ts';
import { MAX_CARD_BYTES } from './read/read-document.ts';
import { RememberedCards } from './read/remember-cards.ts';
import { SnapshotReader, snapshotFolders } from './read/snapshot.ts';
import { type Compared, configOf, docsAt } from './read-plan-at.ts';

/** What the cards and the choice of documents depend on. */
const PATTERNS = ['*.md', CONFIG_FILE, GITIGNORE, `*/${GITIGNORE}`];

/** The graph at every commit that changed it. */
export interface CardHistory {
  /** Oldest first; commits that changed nothing about the graph are left out. */
  readonly steps: readonly Step[];
  /** Commits that touched a document or what decides about documents. */
  readonly commits: number;
  /** False in a shallow clone: what the first step holds may be older than that. */
  readonly complete: boolean;
}

/**
 * Reads the cards at every commit on the way from the first one to HEAD, from git's objects and with the code that reads
 * those on the disk: three git processes however many commits there are, nothing checked out and nothing fetched.
 *
 * @param now the time that no commit can be later than, in milliseconds since 1970
 * @returns undefined outside a repository and before the first commit
 * @throws UsageError when the clone lacks files of the history, with what to fetch
 */
export async function readHistory(compared: Compared, now: number): Promise<CardHistory | undefined> {
  const { top, gitDir } = compared.plan.place;
  const history = gitDir === undefined ? undefined : await readFileHistory(top, PATTERNS);
  if (history === undefined) return undefined;
  const walk = new Walk(compared, await readVersions(top, history));
  const steps: Step[] = [];
  const cards = new Map<string, CardThen>();
  let time = Number.NEGATIVE_INFINITY;
  let last: Plan | undefined;
  for (const { commit, author, authored, subject, changes } of history.commits) {
    // A rebase leaves the date of the author, who may have written it before what it now stands on.
    time = Math.min(now, Math.max(time, authored));
    const plan = await walk.advance(changes);
    const movedFrom = new Map(
      changes.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]])),
    );
    const { changed, gone } =
      plan === last && movedFrom.size === 0 ? { changed: [], gone: [] } : changesTo(cards, plan);
    if (changed.length + gone.length > 0)
      steps.push({ at: { commit, time, author }, subject, changed, gone, movedFrom });
    last = plan;
  }
  return { steps, commits: history.commits.length, complete: history.complete };
}

/** The step from the last commit to the work tree; undefined where nothing about the graph differs. */
export function stepToday({ steps }: Pick<CardHistory, 'steps'>, plan: Plan, now: number): Step | undefined {
  const { changed, gone } = changesTo(new Map(cardsAfter(steps, steps.length - 1)), plan);
  if (changed.length + gone.length === 0) return undefined;
  return { at: { commit: null, time: now, author: null }, subject: '', changed, gone, movedFrom: new Map() };
}

/** The bytes of objects, and the sizes of those too that are too large to be read. */
interface Versions {
  readonly sizes: ReadonlyMap<string, number>;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

async function readVersions(top: string, history: FileHistory): Promise<Versions> {
  const oids = new Set(history.commits.flatMap(({ changes }) => changes.flatMap(({ oid }) => oid ?? [])));
  const sizes = await readSizes(top, oids);
  const small = new Set([...oids].filter((oid) => (sizes.get(oid) ?? 0) <= MAX_CARD_BYTES));
  return { sizes, blobs: (await readBlobs(top, small)) ?? new Map() };
}

/** Follows the files from commit to commit, and reads a plan only where the cards may have changed. */
class Walk {
  readonly #compared: Compared;
  readonly #versions: Versions;
  readonly #oids = new Map<string, string>();
  readonly #sizes = new Map<string, number>();
  readonly #bytes = new Map<string, Buffer>();
  #config: Config = {};
  #place: Place;
  #documents: readonly DocumentFile[] = [];
  #reader: RememberedCards | undefined;
  #plan: Plan | undefined;

  constructor(compared: Compared, versions: Versions) {
    this.#compared = compared;
    this.#versions = versions;
    this.#place = compared.plan.place;
  }

  /** The plan after a commit's changes: the one before where they do not change what the cards say of themselves. */
  async advance(changes: readonly FileChange[]): Promise<Plan> {
    const structural = changes.some((change) => this.#isStructural(change));
    const before = new Map(changes.map(({ path }) => [path, this.#claimOf(path)]));
    for (const change of changes) this.#apply(change);
    if (structural) await this.#findDocuments();
    else if (this.#plan !== undefined && changes.every(({ path }) => this.#isAsBefore(path, before)))
      return this.#plan;
    this.#plan = await planOf({
      place: this.#place,
      config: this.#config,
      documents: this.#documents,
      loader: this.#loader(),
      reader: this.#readerNow(),
    });
    return this.#plan;
  }

  #isStructural({ path, oid, from }: FileChange): boolean {
    return !path.endsWith('.md') || from !== undefined || (oid !== undefined) !== this.#oids.has(path);
  }

  #apply({ path, oid }: FileChange): void {
    const bytes = oid === undefined ? undefined : this.#versions.blobs.get(oid);
    if (oid === undefined) {
      this.#oids.delete(path);
      this.#sizes.delete(path);
    } else {
      this.#oids.set(path, oid);
      this.#sizes.set(path, this.#versions.sizes.get(oid) ?? 0);
    }
    if (bytes === undefined) this.#bytes.delete(path);
    else this.#bytes.set(path, bytes);
  }

  async #findDocuments(): Promise<void> {
    const { plan } = this.#compared;
    const config = await configOf(this.#bytes.get(CONFIG_FILE), plan.config);
    if (JSON.stringify(config.status) !== JSON.stringify(this.#config.status)) this.#reader = undefined;
    this.#config = config;
    this.#place = { ...plan.place, docs: docsAt({ files: this.#oids }, { ...this.#compared, config }) };
    const folders = snapshotFolders(plan.place.top, { sizes: this.#sizes, bytes: this.#bytes });
    this.#documents = await findDocuments(this.#place, config.ignore ?? [], folders);
  }

  #loader(): SnapshotReader {
    return new SnapshotReader({ sizes: this.#sizes, bytes: this.#bytes });
  }

  #readerNow(): RememberedCards {
    this.#reader ??= new RememberedCards(
      new CardReader(this.#loader(), new Vocabulary(this.#config.status)),
      (path) => this.#oids.get(path),
    );
    return this.#reader;
  }

  #isAsBefore(path: string, before: ReadonlyMap<string, string>): boolean {
    const claim = this.#claimOf(path);
    return claim !== 'unknown' && claim === before.get(path);
  }

  /** What a document says of itself that the graph is made of; the title too, which a reader sees. */
  #claimOf(path: string): string {
    const stem = path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
    const read =
      path.endsWith('.md') && this.#oids.has(path) ? this.#readerNow().read({ stem, path }) : 'unknown';
    if (read === 'needs-yaml') return 'unknown';
    if (typeof read === 'string') return read;
    const { title, status, declared, readable, requires, branch } = read.card;
    const required = requires.map((each) => [each.stem, each.folder]);
    return JSON.stringify([title, status?.value, declared, readable, required, branch?.value]);
  }
}
