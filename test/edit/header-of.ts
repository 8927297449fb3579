import { readFrontMatter } from '../../src/cards/frontmatter.ts';
import type { Header } from '../../src/cards/header-field.ts';
import { readHeader } from '../../src/cards/read-header.ts';
import { isRefusal, type Refusal } from '../../src/edit/refusal.ts';
import { type Cut, splice } from '../../src/edit/splice.ts';

/** The front matter of a card's text, as the program reads it. */
export function headerOf(text: string): Header {
  const reading = readHeader(text, readFrontMatter);
  if (reading.kind !== 'read') throw new Error(`the front matter reads as ${reading.kind}`);
  return reading.header;
}

/** The text after the cuts, or the sentence of the refusal. */
export function applied(text: string, cuts: readonly Cut[] | Refusal): string {
  return isRefusal(cuts) ? `refused: ${cuts.refused}` : splice(text, cuts);
}
