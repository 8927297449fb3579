import type { ParsedCard } from '../cards/parse-card.ts';
import type { Config } from '../config/config.ts';
import type { FileChange } from '../git/history.ts';
import type { Versions } from '../git/read-versions.ts';
import type { Page } from '../graph/moving-links.ts';
import type { planOf } from '../plan.ts';
import { CardVersions } from '../read/card-versions.ts';
import { type DocumentFile, findDocuments, GITIGNORE } from '../read/find-documents.ts';
import { CONFIG_FILE, type Place } from '../read/place.ts';
import { snapshotFolders } from '../read/snapshot.ts';
import { type Compared, configOf, docsAt } from './read-plan-at.ts';

/** What a tree is made of. */
export interface TreeSource {
  readonly compared: Compared;
  readonly versions: Versions;
  /** What was read, where several trees may have the same documents. */
  readonly memory?: Map<string, TreePage> | undefined;
}

/** A document of a commit, in the version that it has there. */
interface TreePage extends Page {
  readonly version: string;
  /** The words for a status that it was read with. */
  readonly words: string;
  readonly file: ParsedCard | 'no-card';
}

/** The documents that a commit changed, by their paths. */
export interface Turn {
  readonly before: ReadonlyMap<string, Page>;
  /** For each path that a document came to, went from or was edited at. */
  readonly after: ReadonlyMap<string, Page | undefined>;
}

/** The documents of a commit, which follow what later commits change. */
export class DocumentTree {
  readonly #source: TreeSource;
  /** What holds each file, by its path. */
  readonly #files = new Map<string, string>();
  /** The paths of the `.gitignore` files. */
  readonly #ignoring = new Set<string>();
  readonly #documents = new Map<string, DocumentFile>();
  readonly #pages = new Map<string, TreePage>();
  #config: Config = {};
  #words = '';
  #reader: CardVersions;
  #place: Place;

  constructor(source: TreeSource) {
    this.#source = source;
    this.#place = source.compared.plan.place;
    this.#reader = this.#readerFor({});
  }

  /** The same documents, to go on with in another way. */
  copy(): DocumentTree {
    const copy = new DocumentTree(this.#source);
    for (const [path, version] of this.#files) copy.#files.set(path, version);
    for (const path of this.#ignoring) copy.#ignoring.add(path);
    for (const [path, document] of this.#documents) copy.#documents.set(path, document);
    for (const [path, page] of this.#pages) copy.#pages.set(path, page);
    copy.#config = this.#config;
    copy.#words = this.#words;
    copy.#reader = this.#reader;
    copy.#place = this.#place;
    return copy;
  }

  /** The documents by their paths. */
  get pages(): ReadonlyMap<string, Page> {
    return this.#pages;
  }

  /** Goes on to a later commit, and answers the documents that are new, other versions or gone. */
  async advance(changes: readonly FileChange[]): Promise<Turn> {
    const isEdit = changes.every((change) => this.#isEdit(change));
    for (const change of changes) this.#apply(change);
    const paths = isEdit ? changes.map(({ path }) => path) : await this.#findDocuments(changes);
    const before = new Map<string, Page>();
    const after = new Map<string, Page | undefined>();
    for (const path of paths) {
      const was = this.#pages.get(path);
      const now = await this.#read(path);
      if (now === was) continue;
      after.set(path, now);
      if (was !== undefined) before.set(path, was);
      if (now === undefined) this.#pages.delete(path);
      else this.#pages.set(path, now);
    }
    return { before, after };
  }

  /** What the plan of the commit is made of. */
  planSource(): Parameters<typeof planOf>[0] {
    const reader = this.#reader;
    return {
      place: this.#place,
      config: this.#config,
      documents: [...this.#documents.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
      from: {
        loadYaml: () => reader.loadYaml(),
        read: ({ path }) => this.#pages.get(path)?.file ?? 'no-card',
        readRequired: (document) => reader.readRequired(document, this.#files.get(document.path) ?? ''),
      },
    };
  }

  /** What holds a file now; undefined where there is none. */
  versionOf(path: string): string | undefined {
    return this.#files.get(path);
  }

  /** Whether all that happened to a file is that it has other bytes. */
  #isEdit({ path, oid, from }: FileChange): boolean {
    return path.endsWith('.md') && from === undefined && (oid !== undefined) === this.#files.has(path);
  }

  #apply({ path, oid }: FileChange): void {
    if (oid === undefined) this.#files.delete(path);
    else this.#files.set(path, oid);
    if (!isIgnoreFile(path)) return;
    if (oid === undefined) this.#ignoring.delete(path);
    else this.#ignoring.add(path);
  }

  /** Answers the paths that documents may have come to or gone from, or been edited at. */
  async #findDocuments(changes: readonly FileChange[]): Promise<Iterable<string>> {
    const { compared } = this.#source;
    const { plan } = compared;
    if (this.#pages.size === 0 || changes.some(({ path }) => path === CONFIG_FILE))
      this.#configure(await configOf(this.#bytesOf(CONFIG_FILE), plan.config));
    const docs = docsAt({ files: this.#files }, { ...compared, config: this.#config });
    // To look through all folders for the few documents that come and go would take most of the time.
    const isPart = this.#pages.size > 0 && docs === this.#place.docs && changes.every(isPlainDocument);
    this.#place = { ...plan.place, docs };
    const changed = new Set(changes.map(({ path }) => path));
    const replaced = isPart ? changed : new Set([...this.#documents.keys(), ...changed]);
    for (const path of replaced) this.#documents.delete(path);
    const among = isPart
      ? [...changed, ...this.#ignoring].filter((path) => this.#files.has(path))
      : this.#files.keys();
    const bytes = { get: (path: string) => this.#bytesOf(path) };
    const folders = snapshotFolders(plan.place.top, among, { bytes });
    for (const document of await findDocuments(this.#place, this.#config.ignore ?? [], folders)) {
      this.#documents.set(document.path, document);
      replaced.add(document.path);
    }
    return replaced;
  }

  #bytesOf(path: string): Buffer | undefined {
    return this.#source.versions.blobs.get(this.#files.get(path) ?? '');
  }

  #configure(config: Config): void {
    this.#config = config;
    const words = JSON.stringify(config.status ?? {});
    if (words !== this.#words) this.#reader = this.#readerFor(config);
    this.#words = words;
  }

  #readerFor({ status }: Config): CardVersions {
    const { sizes, blobs } = this.#source.versions;
    return new CardVersions({ sizes, bytes: blobs }, status);
  }

  async #read(path: string): Promise<TreePage | undefined> {
    const document = this.#documents.get(path);
    if (document === undefined) return undefined;
    const version = this.#files.get(path) ?? '';
    const words = this.#words;
    const was = this.#pages.get(path);
    if (was?.version === version && was.words === words) return was;
    const { memory } = this.#source;
    const key = `${version} ${words} ${path}`;
    const known = memory?.get(key);
    if (known !== undefined) return known;
    const reader = this.#reader;
    const file = await readWith(reader, () => reader.read(document, version));
    const page: TreePage = {
      ...{ stem: document.stem, path, version, words, file },
      own: file === 'no-card' ? undefined : file.card,
      asRequired: async () => (await readWith(reader, () => reader.readRequired(document, version))).card,
    };
    memory?.set(key, page);
    return page;
  }
}

async function readWith<T>(reader: CardVersions, read: () => T | 'needs-yaml'): Promise<T> {
  for (;;) {
    const found = read();
    if (found !== 'needs-yaml') return found;
    await reader.loadYaml();
  }
}

/** A folder may be named like a document, and then is listed as one that cannot be read. */
function isPlainDocument({ path }: FileChange): boolean {
  return path.endsWith('.md') && !path.includes('.md/');
}

/** Whether the cards and the choice of documents depend on a file. */
export function isRead(path: string): boolean {
  return path.endsWith('.md') || path === CONFIG_FILE || isIgnoreFile(path);
}

function isIgnoreFile(path: string): boolean {
  return path === GITIGNORE || path.endsWith(`/${GITIGNORE}`);
}
