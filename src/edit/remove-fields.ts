import { readFrontMatter } from '../cards/frontmatter.ts';
import type { Header } from '../cards/header-field.ts';
import { readHeader } from '../cards/read-header.ts';
import { lineAt } from '../cards/text-line.ts';
import { isSilent, linesUpToFence, startsLine } from './header-lines.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type Cut, splice } from './splice.ts';

/** The fields by which a document takes part in a chain. */
const MIKADO_FIELDS = ['status', 'requires', 'branch'] as const;

const BY_HAND = 'take its Mikado fields out by hand';

/**
 * Takes `status`, `requires` and `branch` out of a card's front matter, whole lines with their entries, and leaves every
 * other byte as it is. A text without them, or without front matter, comes back unchanged.
 *
 * @returns the text, or a refusal where a field has a form that a person should edit
 */
export function removeFields(text: string): string | Refusal {
  const reading = readHeader(text, readFrontMatter);
  if (reading.kind === 'none') return text;
  if (reading.kind !== 'read') return refuse(`its front matter cannot be read; ${BY_HAND}`);
  const { header } = reading;
  const cuts: Cut[] = [];
  for (const name of MIKADO_FIELDS) {
    const cut = fieldCut(text, header, name);
    if (cut === 'odd') return refuse(`\`${name}\` does not stand on lines of its own; ${BY_HAND}`);
    if (cut !== undefined) cuts.push(cut);
  }
  const left = splice(
    text,
    cuts.sort((a, b) => a.offset - b.offset),
  );
  return isRest(left, header) ? left : refuse(`its front matter is not a plain list of fields; ${BY_HAND}`);
}

/** The lines of one field: its own, and those after it up to the last that belongs to its value. */
function fieldCut(text: string, header: Header, name: string): Cut | 'odd' | undefined {
  const field = header.fields.get(name);
  if (field === undefined) return undefined;
  const line = lineAt(text, field.key.offset, field.key.line);
  if (!startsLine(text, line.start) || field.key.offset !== line.start) return 'odd';
  let end = line.next;
  for (const next of linesUpToFence(text, header, line)) {
    if (/^[^\s#]/.test(next.text) && !/^-(?:[ \t]|$)|^[\]}]/.test(next.text)) break;
    // Blank lines and comments belong to what follows them.
    if (!isSilent(next)) end = next.next;
  }
  return { offset: line.start, length: end - line.start, insert: '' };
}

/** Whether all other fields, and nothing else, are there as they were. */
function isRest(left: string, before: Header): boolean {
  const reading = readHeader(left, readFrontMatter);
  const names: readonly string[] = MIKADO_FIELDS;
  const expected = [...before.fields.values()].filter(({ key }) => !names.includes(key.value));
  if (reading.kind !== 'read') return expected.length === 0 && /^\ufeff?---[ \t]*\r?\n---/.test(left);
  const { fields } = reading.header;
  return (
    fields.size === expected.length &&
    expected.every(({ key, value }) => {
      const now = fields.get(key.value);
      return now !== undefined && now.value.kind === value.kind && now.value.at.value === value.at.value;
    })
  );
}
