import { stemOf } from '../cards/stem-of.ts';
import type { WikiLink } from '../cards/wiki-link.ts';

/** Where a wiki link leads. */
export type LinkTarget =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] }
  | { readonly kind: 'missing' }
  /** A picture or another file that is no document: not ours to judge. */
  | { readonly kind: 'no-document' };

/** An ending that makes a name one of a file that is no document; a version such as `v1.2` is no ending. */
const OTHER_FILE = /\.(?:(?!md$)[a-z][a-z\d]{1,4}|canvas|drawio|excalidraw)$/i;
/** What stands in brackets in a shell's test, or with nothing in it, is no link whatever surrounds it. */
const NO_NAME = /^(?:\.{3}|…)?$|^-\w |[$]|[=!]=|=~/;

/**
 * Finds the documents that wiki links name, as the usual readers of such links do: by stem wherever it lies, by folder
 * and stem, by a folder's `index`; in any letters' case where no document has exactly that name.
 */
export class LinkTargets {
  readonly #byStem = new Map<string, string[]>();
  readonly #docs: string;

  /**
   * @param paths of all documents, relative to the top
   * @param docs the documents root, relative to the top; the empty string when it is the top
   */
  constructor(paths: Iterable<string>, docs: string) {
    this.#docs = docs;
    for (const path of paths) {
      const key = stemOf(path).toLowerCase();
      if (this.#byStem.get(key)?.push(path) === undefined) this.#byStem.set(key, [path]);
    }
  }

  /** @param from the path of the document in which the link stands */
  find(link: WikiLink, from: string): LinkTarget {
    if (link.stem === '' && link.folder === '') {
      return link.heading === undefined ? { kind: 'missing' } : { kind: 'found', path: from };
    }
    const stem = link.stem.replace(/\.md$/i, '');
    const folder = link.folder.replace(/^(?:\.{0,2}\/)+|^\.{1,2}$/, '');
    const found = this.#named(stem, folder, from);
    if (found !== undefined) return found;
    const whole = folder === '' ? stem : `${folder}/${stem}`;
    const index = this.#indexOf(whole.replace(/\/$/, ''), from);
    if (index !== undefined) return index;
    if (OTHER_FILE.test(stem) || NO_NAME.test(stem)) return { kind: 'no-document' };
    return { kind: 'missing' };
  }

  #named(stem: string, folder: string, from: string): LinkTarget | undefined {
    const all = this.#byStem.get(stem.toLowerCase()) ?? [];
    const exact = all.filter((path) => stemOf(path) === stem);
    const candidates = (exact.length > 0 ? exact : all).filter((path) => liesIn(path, folder));
    const [first, second] = candidates;
    if (first === undefined) return undefined;
    if (second === undefined) return { kind: 'found', path: first };
    if (folder === '') return { kind: 'ambiguous', paths: candidates };
    // A path from the root, or from the folder of the page itself, is as clear as a path can be.
    const bases = [this.#docs === '' ? '' : `${this.#docs}/`, '', from.slice(0, from.lastIndexOf('/') + 1)];
    const path = candidates.find((each) => bases.some((base) => each === `${base}${folder}/${stem}.md`));
    return path === undefined ? { kind: 'ambiguous', paths: candidates } : { kind: 'found', path };
  }

  #indexOf(folder: string, from: string): LinkTarget | undefined {
    return this.#named('index', folder, from) ?? this.#named('README', folder, from);
  }
}

function liesIn(path: string, folder: string): boolean {
  if (folder === '') return true;
  return `/${path.slice(0, path.lastIndexOf('/') + 1)}`.toLowerCase().endsWith(`/${folder.toLowerCase()}/`);
}
