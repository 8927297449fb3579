import type { HistoryCommit } from '../git/history.ts';
import { MovingGraph } from '../graph/moving-graph.ts';
import { type Texts, withFolds } from '../history/folded.ts';
import { type CardThen, changesBy, type Step } from '../history/step.ts';
import type { Woven } from '../history/weave.ts';
import { DocumentTree, type TreeSource } from './document-tree.ts';

/** What a commit did to the documents, with the texts of its files. */
export interface Passage extends Woven {
  readonly texts: Texts;
  /** Whether it changed a file that matters, be it a card or not. */
  readonly isTouching: boolean;
}

/** Tells of one commit after another what it did to the documents. */
export interface Story {
  advance(commit: HistoryCommit): Promise<Passage>;
}

/** The story of a line of commits, on which a merge brings all that was merged. */
export class StraightStory implements Story {
  readonly #source: TreeSource;
  readonly #tree: DocumentTree;

  constructor(source: TreeSource) {
    this.#source = source;
    this.#tree = new DocumentTree(source);
  }

  async advance(commit: HistoryCommit): Promise<Passage> {
    const texts = textsOf(this.#source, this.#tree, commit);
    const movedFrom = movesOf(commit);
    const { after } = await this.#tree.advance(commit.changes);
    return { pages: after, movedFrom, texts, isTouching: commit.changes.length > 0 };
  }
}

/** For the files that a commit renamed, by their paths now: the paths that they had. */
export function movesOf({ changes }: Pick<HistoryCommit, 'changes'>): ReadonlyMap<string, string> {
  return new Map(changes.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]])));
}

/** The texts before and after a commit that a tree is about to take; asked for later, if at all. */
export function textsOf({ versions }: TreeSource, tree: DocumentTree, { changes }: HistoryCommit): Texts {
  const before = new Map(changes.map(({ path }) => [path, tree.versionOf(path)]));
  const textOf = (version: string | undefined) => versions.blobs.get(version ?? '')?.toString('utf8');
  return {
    before: (path) => textOf(before.has(path) ? before.get(path) : tree.versionOf(path)),
    after: (path) => textOf(tree.versionOf(path)),
  };
}

/** What a commit did to the cards. */
interface Told extends Pick<Step, 'changed' | 'gone' | 'movedFrom'>, Pick<Passage, 'isTouching'> {
  /** Whether a card that was not done lost its fields, while its file is still there. */
  readonly isUndressing: boolean;
}

/** Follows the graph of the cards from commit to commit, and what was said of each of them last. */
export class HistoryWalk {
  readonly #story: Story;
  readonly #graph = new MovingGraph();
  readonly #cards = new Map<string, CardThen>();

  constructor(story: Story) {
    this.#story = story;
  }

  /** The cards after the last commit, by path. */
  get cards(): ReadonlyMap<string, CardThen> {
    return this.#cards;
  }

  /** Tells what a commit did to the cards. */
  async advance(commit: HistoryCommit): Promise<Told> {
    const { pages, movedFrom, texts, isTouching } = await this.#story.advance(commit);
    const now = this.#cards;
    const { changed, gone, was } = changesBy(now, await this.#graph.update(pages), this.#graph);
    if (gone.length === 0) return { changed, gone, movedFrom, isTouching, isUndressing: false };
    const movedTo = new Map([...movedFrom].map(([to, from]) => [from, to]));
    const lostFields = ({ path, isDocument }: Step['gone'][number]) => {
      const file = isDocument ? path : movedTo.get(path);
      return file !== undefined && !now.has(file) && was.get(path)?.state !== 'done';
    };
    return {
      ...{ changed, movedFrom, isTouching },
      gone: withFolds(
        { gone, movedFrom },
        { was: { get: (path) => was.get(path) ?? now.get(path) }, now },
        texts,
      ),
      isUndressing: gone.some(lostFields),
    };
  }
}
