import type { Card } from './cards/card.ts';
import { Vocabulary } from './cards/status.ts';
import type { Config } from './config.ts';
import type { FileChange } from './git/history.ts';
import type { Versions } from './git/read-versions.ts';
import { type Plan, planOf } from './plan.ts';
import { type DocumentFile, findDocuments, GITIGNORE } from './read/find-documents.ts';
import { CONFIG_FILE, type Place } from './read/place.ts';
import { type CardFile, CardReader } from './read/read-cards.ts';
import { RememberedCards } from './read/remember-cards.ts';
import { SnapshotReader, snapshotFolders } from './read/snapshot.ts';
import { type Compared, configOf, docsAt } from './read-plan-at.ts';

/** Follows the files from commit to commit, and reads a plan only where the cards may have changed. */
export class HistoryWalk {
  readonly #compared: Compared;
  readonly #versions: Versions;
  readonly #oids = new Map<string, string>();
  readonly #sizes = new Map<string, number>();
  readonly #bytes = new Map<string, Buffer>();
  /** The paths of the `.gitignore` files. */
  readonly #ignoring = new Set<string>();
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
    if (structural) await this.#findDocuments(changes);
    else if (this.#plan !== undefined && changes.every(({ path }) => this.#isAsBefore(path, before)))
      return this.#plan;
    const edited = structural ? undefined : this.#edited(changes);
    this.#plan = edited ?? (await this.#readPlan());
    return this.#plan;
  }

  /** The text of a file after the last commit. */
  textOf(path: string): string | undefined {
    return this.#bytes.get(path)?.toString('utf8');
  }

  /** The plan where cards were only edited, and all require what they did; undefined where the graph may be another. */
  #edited(changes: readonly FileChange[]): Plan | undefined {
    const edited = new Map<Card, CardFile>();
    for (const { path } of changes) {
      const was = this.#plan?.cards.find((card) => card.path === path);
      if (was === undefined) {
        if (this.#readerNow().read(documentAt(path)) === 'no-card') continue;
        return undefined;
      }
      const file = this.#rereadCard(was);
      if (file === undefined || !requiresSame(was, file.card)) return undefined;
      edited.set(was, file);
    }
    return this.#plan?.withEdited(edited);
  }

  /** What a card's document is now; undefined where it is no card any more, or that takes more to tell. */
  #rereadCard(was: Card): CardFile | undefined {
    const reader = this.#readerNow();
    const own = reader.read(documentAt(was.path));
    if (typeof own === 'object') return own;
    const isRequired = this.#plan?.graph.dependentsOf(was).some((card) => card !== was) === true;
    const required = own === 'no-card' && isRequired ? reader.readRequired(documentAt(was.path)) : undefined;
    return typeof required === 'object' ? required : undefined;
  }

  #readPlan(): Promise<Plan> {
    return planOf({
      place: this.#place,
      config: this.#config,
      documents: this.#documents,
      loader: this.#loader(),
      reader: this.#readerNow(),
    });
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
    if (path === GITIGNORE || path.endsWith(`/${GITIGNORE}`)) this.#ignoring.add(path);
    if (bytes === undefined) this.#bytes.delete(path);
    else this.#bytes.set(path, bytes);
  }

  async #findDocuments(changes: readonly FileChange[]): Promise<void> {
    const { plan } = this.#compared;
    const config = await configOf(this.#bytes.get(CONFIG_FILE), plan.config);
    if (JSON.stringify(config.status) !== JSON.stringify(this.#config.status)) this.#reader = undefined;
    this.#config = config;
    const docs = docsAt({ files: this.#oids }, { ...this.#compared, config });
    const isSame = this.#plan !== undefined && docs === this.#place.docs && changes.every(isPlainDocument);
    this.#place = { ...plan.place, docs };
    this.#documents = isSame
      ? await this.#changedDocuments(changes)
      : await this.#documentsAmong(this.#sizes);
  }

  /** The documents where only some came and went: to look through all folders for each would take most of the time. */
  async #changedDocuments(changes: readonly FileChange[]): Promise<readonly DocumentFile[]> {
    const changed = new Set(changes.map(({ path }) => path));
    const kept = this.#documents.filter(({ path }) => !changed.has(path));
    const sizes = new Map(
      [...changed, ...this.#ignoring].flatMap((path) => {
        const size = this.#sizes.get(path);
        return size === undefined ? [] : [[path, size]];
      }),
    );
    const came = await this.#documentsAmong(sizes);
    return [...kept, ...came].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #documentsAmong(sizes: ReadonlyMap<string, number>): Promise<readonly DocumentFile[]> {
    const folders = snapshotFolders(this.#place.top, { sizes, bytes: this.#bytes });
    return findDocuments(this.#place, this.#config.ignore ?? [], folders);
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
    const isDocument = path.endsWith('.md') && this.#oids.has(path);
    const read = isDocument ? this.#readerNow().read(documentAt(path)) : 'unknown';
    if (read === 'needs-yaml') return 'unknown';
    if (typeof read === 'string') return read;
    const { title, status, declared, readable, requires, branch } = read.card;
    const required = requires.map((each) => [each.stem, each.folder]);
    return JSON.stringify([title, status?.value, declared, readable, required, branch?.value]);
  }
}

function documentAt(path: string): DocumentFile {
  return { stem: path.slice(path.lastIndexOf('/') + 1, -'.md'.length), path };
}

function requiresSame(was: Card, now: Card): boolean {
  return (
    was.requires.length === now.requires.length &&
    was.requires.every(({ stem, folder }, at) => {
      const other = now.requires[at];
      return other?.stem === stem && other.folder === folder;
    })
  );
}

/** A folder may be named like a document, and then is listed as one that cannot be read. */
function isPlainDocument({ path }: FileChange): boolean {
  return path.endsWith('.md') && !path.includes('.md/');
}
