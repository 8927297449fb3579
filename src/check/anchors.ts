import { headingsOf } from '../cards/prose-lines.ts';
import { nearName } from '../near-name.ts';

/** What a link into a document can point at. */
export class Anchors {
  readonly #text: string;
  readonly #headings: readonly string[];
  readonly #plain: ReadonlySet<string>;

  /** @param body the document's text after its front matter */
  constructor(body: string) {
    this.#text = body;
    this.#headings = headingsOf(body, 1).map(({ words }) => words);
    const named = body.matchAll(/\{#([\w:.-]+)\}|\b(?:id|name)=["']?([\w:.-]+)/g);
    this.#plain = new Set([...this.#headings, ...[...named].map(([, a, b]) => a ?? b ?? '')].map(plain));
  }

  /**
   * Tells whether a link's part after `#` is there: a heading as written or as the slug of a URL, a path of headings, a
   * block `^so`, or an anchor of its own.
   */
  has(anchor: string): boolean {
    if (anchor.startsWith('^')) return this.#text.includes(anchor);
    const parts = anchor.split('#').filter((part) => part.trim() !== '');
    return parts.every((part) =>
      part.startsWith('^') ? this.#text.includes(part) : this.#plain.has(plain(part)),
    );
  }

  /** The heading that was probably meant. */
  near(anchor: string): string | undefined {
    return nearName(anchor, this.#headings);
  }
}

/** Leaves of a heading what its slug keeps as well, whoever made that: letters and digits. */
function plain(heading: string): string {
  return heading
    .replace(/\{#[\w:.-]+\}\s*$/, '')
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
    .replace(/\]\([^()]*\)/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
