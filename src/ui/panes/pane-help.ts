import { legend } from '../draw/glyphs.ts';
import { padRow, type Row, span, wrap } from '../draw/rows.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { KEYS } from '../keys/key-table.ts';
import { KIND_WORDS } from '../model/checks.ts';
import type { Model } from '../model/model.ts';

const GROUPS = ['Move', 'Work', 'See', 'Leave', 'Answer'] as const;

/** All keys by group, then what the glyphs and the kinds of checks mean. */
export function helpRows(model: Model): readonly Row[] {
  const { columns } = model.size;
  return [...keyRows(columns), [], ...legendRows(model)].map((row) => padRow(row, columns));
}

function keyRows(columns: number): readonly Row[] {
  const across = columns >= 100 ? 3 : columns >= 76 ? 2 : 1;
  const width = Math.floor(columns / across);
  const blocks = GROUPS.map((group) => block(group, width - 2));
  const lanes: Row[][] = Array.from({ length: across }, () => []);
  for (const rows of blocks) {
    const shortest = lanes.reduce((best, lane) => (lane.length < best.length ? lane : best));
    if (shortest.length > 0) shortest.push([]);
    shortest.push(...rows);
  }
  const height = Math.max(...lanes.map((lane) => lane.length));
  return Array.from({ length: height }, (_, index) =>
    lanes.flatMap((lane) => padRow(lane[index] ?? [], width)),
  );
}

function block(group: (typeof GROUPS)[number], columns: number): readonly Row[] {
  const bindings = KEYS.filter((binding) => binding.group === group);
  const indent = ' '.repeat(9);
  return [
    [span(group, 'strong')],
    ...unite(bindings).flatMap(({ shown, does }) =>
      wrap(shown.padEnd(9) + does, columns, indent).map((line) => [span(line)]),
    ),
  ];
}

/** Keys that do the same in different places are one line of the help. */
function unite(bindings: readonly KeyBinding[]): readonly Pick<KeyBinding, 'shown' | 'does'>[] {
  const seen = new Set<string>();
  return bindings.filter(({ shown }) => !seen.has(shown) && seen.add(shown));
}

function legendRows(model: Model): readonly Row[] {
  const { columns } = model.size;
  const glyphs = legend(model.glyphs).map(([glyph, meaning]) => `${glyph} ${meaning}`);
  const kinds = Object.entries(KIND_WORDS).map(([kind, word]) => `${word} ${kind}`);
  const lines = [
    `Signs    ${glyphs.join('   ')}`,
    `Checks   ${kinds.join('   ')}`,
    'Tree     wait 2 = blocked by 2 cards; + = folded; `mikado keys` prints this page',
    'Ready    unlocks = cards that closing it makes ready; path = open cards up to the goal; chk = checks ticked',
  ];
  return lines.flatMap((line) => wrap(line, columns, ' '.repeat(9)).map((each) => [span(each)]));
}
