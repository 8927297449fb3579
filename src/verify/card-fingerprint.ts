import { createHash } from 'node:crypto';
import type { Header } from '../cards/header-field.ts';

/** Fields that say where a card stands in the plan, how it is filed and when it was looked at: none is a claim. */
const FIELDS_LEFT_OUT = new Set(['status', 'requires', 'branch', 'tags', 'modified', 'last-reviewed']);

/** What may stand before a box on its line: list markers and quote marks. */
const BEFORE_BOX = /(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.source;
const BOX = new RegExp(`^(${BEFORE_BOX}\\[)[^\\]\\r\\n](?=\\](?:\\s|$))`, 'gmu');

/** What is written into the body of a card that comes to require another one. */
const LINK_TO_PREREQUISITE = /^(?:[-+*] \[\[[^[\]|]+\]\]|## Prerequisites)$/;

/**
 * The sha256, in hexadecimal, of what a card claims: the same before and after everything that `mikado` itself does to
 * a card, and another one once a sentence changed.
 *
 * Left out are the marks in boxes, the fields of the plan (status, requires, branch) and of filing (tags, modified,
 * last-reviewed), the list entries that are nothing but a link to a prerequisite, YAML comments, empty lines, and what
 * checking out on another system changes: line ends, spaces before them, a byte order mark.
 *
 * @param text the whole file.
 * @param header its front matter, or undefined when it has none that was understood; then all of the file counts.
 */
export function fingerprintOf(text: string, header: Header | undefined): string {
  const body = text.slice(header?.bodyOffset ?? 0).replace(/^\ufeff/, '');
  const fields = header === undefined ? [] : fieldLines(text, header);
  const claims = linesOf(body.replace(BOX, '$1 ')).filter((line) => !LINK_TO_PREREQUISITE.test(line));
  return createHash('sha256')
    .update(JSON.stringify([fields, claims]))
    .digest('hex');
}

/** The lines of the fields that count, each field reaching up to the next one. */
function fieldLines(text: string, header: Header): readonly string[] {
  const fields = [...header.fields.values()].sort((a, b) => a.key.offset - b.key.offset);
  return fields.flatMap(({ key }, at) => {
    if (FIELDS_LEFT_OUT.has(key.value)) return [];
    const end = fields[at + 1]?.key.offset ?? header.closeOffset;
    return linesOf(text.slice(key.offset, end)).filter((line) => !/^\s*#/.test(line));
  });
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}
