import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/cards/frontmatter.ts';

/** A front matter, and where and how its fault is told. The first line between the fences is line 2. */
const FAULTS: readonly (readonly [name: string, source: string, says: string])[] = [
  [
    'a quote that is never closed',
    'title: "Wire\nstatus: active\nrequires:\n  - a\n',
    '2:8 `"` opens here and is never closed. Close it with `"`.',
  ],
  [
    'a single quote in a list that is never closed',
    "title: it's 'x\nrequires:\n  - 'a\n  - b\n",
    "4:5 `'` opens here and is never closed. Close it with `'`.",
  ],
  [
    'the outer of two brackets that is never closed',
    'requires: [a, [b, c]\nstatus: active\n',
    '2:11 `[` opens here and is never closed. Close it with `]`.',
  ],
  [
    'a brace that is never closed',
    'requires: a, b]\nx: {a\n',
    '3:4 `{` opens here and is never closed. Close it with `}`.',
  ],
  [
    'a quote inside brackets, neither closed',
    'x: [a, "b\n',
    '2:8 `"` opens here and is never closed. Close it with `"`.',
  ],
  [
    'a bracket that was never opened',
    'a: [b]]\n',
    '2:7 `]` closes what was never opened. Take it away, or put the whole value in quotes.',
  ],
  [
    'a list that is not indented alike',
    'requires:\n  - a\n - b\n',
    '4:1 the entries of a list are not indented alike. Put every `- ` of a list below the first one.',
  ],
  [
    'fields that are not indented alike',
    'x:\n    y: 1\n  z: 2\n',
    '4:1 the fields of one level are not indented alike. Begin each in the same column as the first.',
  ],
  [
    'a tab as indentation',
    'requires:\n\t- a\n',
    '3:1 a tab indents the line, and YAML takes spaces alone. Put spaces in its place.',
  ],
  [
    'a value that begins with a reserved sign',
    'title: @x\n',
    '2:8 a value cannot begin with `@`. Put the value in quotes.',
  ],
  [
    'a value that begins with a backtick',
    'title: `x`\n',
    '2:8 a value cannot begin with a backtick. Put the value in quotes.',
  ],
  [
    'a colon without a space behind it',
    'status:active\nrequires:\n  - a\n',
    '2:1 a line has no `: ` between a name and a value. Write `name: value`, with a space behind the colon.',
  ],
  [
    'a line without a colon',
    'requires:\n- a\nstatus active\n',
    '4:1 a line is neither a field nor part of a list. Write `name: value`, or `- ` before an entry of a list.',
  ],
  [
    'words behind a quoted value',
    'title: "x" y\n',
    '2:12 something stands behind the end of a value. Put the whole value in quotes, or take away what stands behind it.',
  ],
  [
    'what has no words of ours, in those of the library',
    'x: "a\\qb"\n',
    '2:6 Invalid escape sequence \\q. Mend the line, or put the value in quotes; until then the card counts as open.',
  ],
];

describe('a front matter that is not YAML', () => {
  test.each(FAULTS)('%s is told where it can be mended', (_name, source, says) => {
    const front = readFrontMatter(source, 4);
    if (front.kind !== 'invalid') throw new Error('it was read as YAML');
    const { line, column, message, help } = front.problem;
    expect(`${line}:${column} ${message} ${help}`).toBe(
      says.replace(' ', ' The front matter is not valid YAML: '),
    );
  });
});
