import type { BranchChange } from '../branch/branch-commit.ts';
import type { LoggedChange } from '../git/branch-log.ts';
import type { FileChange } from '../git/history.ts';
import { VersionReader, type Versions } from '../git/read-versions.ts';
import { openTree } from '../git/tree-at.ts';
import { type Plan, planOf } from '../plan.ts';
import { MAX_CARD_BYTES } from '../read/read-document.ts';
import { DocumentTree, isRead } from './document-tree.ts';
import type { Compared } from './read-plan-at.ts';

/** The cards from commit to commit, starting where a branch left its base. */
export class BranchPlans {
  readonly #versions: Versions;
  readonly #tree: DocumentTree;
  #plan: Plan;

  private constructor(compared: Compared, versions: Versions) {
    this.#versions = versions;
    this.#tree = new DocumentTree({ compared, versions });
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
    const { files } = await openTree(top, commit);
    const start = [...files.values()].filter(({ path }) => isRead(path));
    const later = changes.flatMap(({ path, from, before, after, sides }) =>
      isRead(path) || (from !== undefined && isRead(from)) ? [before ?? [], after ?? [], sides].flat() : [],
    );
    const versions = new VersionReader(top, MAX_CARD_BYTES);
    const oids = [...start.map(({ oid }) => oid), ...later];
    versions.ask(oids);
    versions.close();
    await versions.wait(oids).finally(() => versions.end());
    const plans = new BranchPlans(compared, versions);
    await plans.#follow(start.map(({ path, oid }) => ({ path, oid, from: undefined })));
    return plans;
  }

  /** The plan after the commit that was taken last. */
  get plan(): Plan {
    return this.#plan;
  }

  /** The plan after a commit. */
  async advance(changes: readonly LoggedChange[]): Promise<Plan> {
    const read = changes.flatMap(fileChanges);
    if (read.length > 0) await this.#follow(read);
    return this.#plan;
  }

  /** A change with the texts of the document that it is about. */
  withTexts({ path, from, before, after, sides }: LoggedChange): BranchChange {
    const texts = sides.flatMap((each) => this.#textOf(each) ?? []);
    return { path, from, before: this.#textOf(before), after: this.#textOf(after), sides: texts };
  }

  #textOf(oid: string | undefined): string | undefined {
    return oid === undefined ? undefined : this.#versions.blobs.get(oid)?.toString('utf8');
  }

  async #follow(changes: readonly FileChange[]): Promise<void> {
    await this.#tree.advance(changes);
    this.#plan = await planOf(this.#tree.planSource());
  }
}

function fileChanges({ path, from, after }: LoggedChange): readonly FileChange[] {
  const gone = from === undefined || !isRead(from) ? [] : [{ path: from, oid: undefined, from: undefined }];
  return isRead(path) ? [...gone, { path, oid: after, from }] : gone;
}
