import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import type { Card } from '../cards/card.ts';
import { isRefusal, type Refusal } from '../edit/refusal.ts';
import type { TrustPlace } from './approve.ts';
import { StateStore, stateFolder, trustedFolder } from './state-store.ts';

/** Goes into every key, so that the names of denials are those of nothing else. */
const FORMAT_VERSION = 'mikado-deny-1';
const SCHEMA_VERSION = 1;

/** A person's word that no command of a card, or of any card in a folder, is ever to run. */
export interface Denial {
  /** The real path of the repository's git folder, or of its top folder without git. */
  readonly repository: string;
  /** The card's path relative to the plan's top folder; a folder's ends with `/`, and `./` is all of them. */
  readonly path: string;
  /** When, as an ISO time. */
  readonly when: string;
}

/** The denials of one repository, kept in the user's state folder by path. */
export class Denials {
  readonly #top: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #repository: string;
  /** Undefined where there is no folder to keep them in, so that there can be none. */
  readonly #store: StateStore<Denial> | undefined;

  /** @param place `top` and `gitDir` as the plan knows them, the latter shared by all work trees */
  constructor({ top, gitDir, env }: Pick<TrustPlace, 'top' | 'gitDir' | 'env'>) {
    this.#top = realpathSync(top);
    this.#env = env;
    this.#repository = realpathSync(gitDir ?? top);
    const folder = stateFolder('deny', env);
    const kept = { name: 'refusal', schemaVersion: SCHEMA_VERSION, is: isDenial, keyOf };
    this.#store = folder === undefined ? undefined : new StateStore(folder, kept);
  }

  /** The denied path that a card is or lies in, the nearest first; trouble with looking means that it is denied. */
  pathOver(card: Pick<Card, 'path'>): string | undefined {
    const repository = this.#repository;
    return pathsOver(card.path).find((path) => this.#store?.has(keyOf({ repository, path })));
  }

  /** All denials of this repository, by path. */
  list(): readonly Denial[] {
    const denials = this.#store?.list() ?? [];
    return denials
      .filter(({ repository }) => repository === this.#repository)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /**
   * Denies paths, as `Denial` has them.
   *
   * @returns a refusal when that cannot be kept, or not where it can be relied on
   */
  deny(paths: readonly string[]): Refusal | undefined {
    const folder = trustedFolder('deny', this.#top, this.#env);
    if (isRefusal(folder)) return folder;
    const when = new Date().toISOString();
    return this.#store?.add(paths.map((path) => ({ repository: this.#repository, path, when })));
  }

  /** Takes denials back. */
  lift(denials: readonly Denial[]): Refusal | undefined {
    return this.#store?.remove(denials);
  }
}

/** A path and the folders that it lies in, from the inside. */
function pathsOver(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  const above = folders.map((_, at) => `${folders.slice(0, at + 1).join('/')}/`);
  return [path, ...above.reverse(), './'];
}

function keyOf({ repository, path }: Pick<Denial, 'repository' | 'path'>): string {
  return createHash('sha256')
    .update(JSON.stringify([FORMAT_VERSION, repository, path]))
    .digest('hex');
}

function isDenial(value: unknown): value is Denial {
  if (typeof value !== 'object' || value === null) return false;
  return ['repository', 'path', 'when'].every((name) => typeof Reflect.get(value, name) === 'string');
}
