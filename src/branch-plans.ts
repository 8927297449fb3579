import type { BranchChange } from './branch/branch-commit.ts';
import { Vocabulary } from './cards/status.ts';
import type { LoggedChange } from './git/branch-log.ts';
import { openTree, readBlobs } from './git/tree-at.ts';
import { type Plan, planOf } from './plan.ts';
import { findDocuments, GITIGNORE } from './read/find-documents.ts';
import { CONFIG_FILE, type Place } from './read/place.ts';
import { CardReader } from './read/read-cards.ts';
import { MAX_CARD_BYTES } from './read/read-document.ts';
import { RememberedCards } from './read/remember-cards.ts';
import { SnapshotReader, snapshotFolders } from './read/snapshot.ts';
import { type Compared, configOf, docsAt } from './read-plan-at.ts';

/** The cards from commit to commit, starting where a branch left its base. */
export class BranchPlans {
  readonly #compared: Compared;
  readonly #blobs: ReadonlyMap<string, Buffer>;
  readonly #oids = new Map<string, string>();
  readonly #sizes = new Map<string, number>();
  readonly #bytes = new Map<string, Buffer>();
  #reader: RememberedCards | undefined;
  #words = '';
  #plan: Plan;

  private constructor(compared: Compared, blobs: ReadonlyMap<string, Buffer>) {
    this.#compared = compared;
    this.#blobs = blobs;
    this.#plan = compared.plan;
  }

  /**
   * Reads the cards of a commit, and what the changes after it need, with two git processes.
   *
   * @throws UsageError when the clone lacks the commit's files, with what to fetch
   */
  static async open(
    compared: Compared,
    commit: string,
    changes: readonly LoggedChange[],
  ): Promise<BranchPlans> {
    const { top } = compared.plan.place;
    const tree = await openTree(top, commit);
    const files = [...tree.files.values()].filter((file) => isRead(file.path) && file.size <= MAX_CARD_BYTES);
    const later = changes.flatMap(({ path, from, before, after, sides }) =>
      isRead(path) || (from !== undefined && isRead(from)) ? [before ?? [], after ?? [], sides].flat() : [],
    );
    const blobs = await readBlobs(top, new Set([...files.map(({ oid }) => oid), ...later]));
    const plans = new BranchPlans(compared, blobs ?? new Map());
    for (const { path, oid } of files) plans.#put(path, oid);
    await plans.#read();
    return plans;
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** The plan after a commit. */
  async advance(changes: readonly LoggedChange[]): Promise<Plan> {
    const read = changes.filter(({ path, from }) => isRead(path) || (from !== undefined && isRead(from)));
    if (read.length === 0) return this.#plan;
    for (const { path, from, after } of read) {
      if (from !== undefined) this.#put(from, undefined);
      this.#put(path, isRead(path) ? after : undefined);
    }
    await this.#read();
    return this.#plan;
  }

  /** A change with the texts of the document that it is about. */
  withTexts({ path, from, before, after, sides }: LoggedChange): BranchChange {
    const texts = sides.flatMap((each) => this.#textOf(each) ?? []);
    return { path, from, before: this.#textOf(before), after: this.#textOf(after), sides: texts };
  }

  #textOf(oid: string | undefined): string | undefined {
    return oid === undefined ? undefined : this.#blobs.get(oid)?.toString('utf8');
  }

  #put(path: string, oid: string | undefined): void {
    const bytes = oid === undefined ? undefined : this.#blobs.get(oid);
    if (oid === undefined || bytes === undefined) {
      for (const map of [this.#oids, this.#sizes, this.#bytes]) map.delete(path);
      return;
    }
    this.#oids.set(path, oid);
    this.#sizes.set(path, bytes.length);
    this.#bytes.set(path, bytes);
  }

  async #read(): Promise<void> {
    const { plan } = this.#compared;
    const config = await configOf(this.#bytes.get(CONFIG_FILE), plan.config);
    const place: Place = {
      ...plan.place,
      docs: docsAt({ files: this.#oids }, { ...this.#compared, config }),
    };
    const snapshot = { sizes: this.#sizes, bytes: this.#bytes };
    const documents = await findDocuments(
      place,
      config.ignore ?? [],
      snapshotFolders(plan.place.top, snapshot),
    );
    const loader = new SnapshotReader(snapshot);
    const words = JSON.stringify(config.status);
    if (this.#reader === undefined || this.#words !== words) {
      const source = new CardReader(loader, new Vocabulary(config.status));
      this.#reader = new RememberedCards(source, (path) => this.#oids.get(path));
      this.#words = words;
    }
    this.#plan = await planOf({ place, config, documents, loader, reader: this.#reader });
  }
}

/** What the cards and the choice of documents depend on. */
function isRead(path: string): boolean {
  return path.endsWith('.md') || path === CONFIG_FILE || path === GITIGNORE || path.endsWith(`/${GITIGNORE}`);
}
