import { describe, expect, test } from 'vitest';
import { addRequires } from '../../src/edit/add-requires.ts';
import { applied, headerOf } from './header-of.ts';

function added(text: string, stem = 'new-one'): string {
  return applied(text, addRequires(text, headerOf(text), stem));
}

describe('a prerequisite is added in the form that the card uses', () => {
  test.each([
    ['requires:\n  - a\n  - b # why\ntitle: T', 'requires:\n  - a\n  - b # why\n  - new-one\ntitle: T'],
    ['requires:\n- a\n# end', 'requires:\n- a\n- new-one\n# end'],
    ['requires: # what\n\n    -   "a"\n', 'requires: # what\n\n    -   "a"\n    -   new-one\n'],
    ['requires: [a, b]', 'requires: [a, b, new-one]'],
    ['requires: [ "a]", \'b\' ] # c', 'requires: [ "a]", \'b\', new-one ] # c'],
    ['requires: [a, b,]', 'requires: [a, b, new-one]'],
    ['requires: [\n  a,\n  b\n]', 'requires: [\n  a,\n  b, new-one\n]'],
    ['requires: []', 'requires: [new-one]'],
    ['requires: [ ]', 'requires: [new-one]'],
    ['requires:', 'requires:\n  - new-one'],
    ['requires: # none\ntitle: T', 'requires: # none\n  - new-one\ntitle: T'],
    ['title: T', 'title: T\nrequires:\n  - new-one'],
  ])('%j becomes %j', (before, after) => {
    expect(added(`---\n${before}\n---\nBody\n`)).toBe(`---\n${after}\n---\nBody\n`);
    const crlf = (text: string): string => `\ufeff---\n${text}\n---\nBody`.replaceAll('\n', '\r\n');
    expect(added(crlf(before))).toBe(crlf(after));
  });

  test('what was added reads back as the last prerequisite', () => {
    const text = added('---\nrequires:\n  - a\n---\n', '1.10');
    expect(text).toBe('---\nrequires:\n  - a\n  - "1.10"\n---\n');
    const value = headerOf(text).fields.get('requires')?.value;
    expect(value?.kind === 'list' ? value.items.map((item) => item.at.value) : []).toEqual(['a', '1.10']);
  });
});

describe('a file without front matter', () => {
  test('gets one at the top', () => {
    expect(applied('# A\n', addRequires('# A\n', undefined, 'b'))).toBe(
      '---\nrequires:\n  - b\n---\n\n# A\n',
    );
  });

  test('keeps its byte order mark first and its line ends', () => {
    expect(applied('\ufeff# A\r\n', addRequires('\ufeff# A\r\n', undefined, 'b'))).toBe(
      '\ufeff---\r\nrequires:\r\n  - b\r\n---\r\n\r\n# A\r\n',
    );
  });

  test('that begins with a fence is left to a person', () => {
    expect(applied('---\n', addRequires('---\nrequires: [\n', undefined, 'b'))).toBe(
      'refused: the front matter cannot be read; add the prerequisite by hand',
    );
  });
});

describe('a list that only a person should edit', () => {
  const several = 'an entry of `requires` is empty or goes on over several lines';
  test.each([
    ['requires: a', '`requires` is not a list'],
    ['requires: {a: b}', '`requires` is not a list'],
    ['{requires: [a]}', '`requires` does not stand at the start of a line of its own'],
    ['requires:\n  - a\n    - b', several],
    ['requires:\n  - a\n    more', several],
    ['requires:\n  -', several],
    ['requires:\n  [a]', several],
    ['requires: [a, [b]]', 'the list in `requires` holds a comment or another list'],
    ['requires: [a, # one\n  b]', 'the list in `requires` holds a comment or another list'],
    ['requires: ~', '`requires` is empty in an unusual way'],
  ])('%j is refused', (header, why) => {
    expect(added(`---\n${header}\n---\n`)).toBe(`refused: ${why}; add the prerequisite by hand`);
  });
});
