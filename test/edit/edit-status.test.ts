import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeStatus, setStatus } from '../../src/edit/edit-status.ts';
import { applied, headerOf } from './header-of.ts';

function removed(text: string): string {
  return applied(text, removeStatus(text, headerOf(text)));
}

function set(text: string, word: string): string {
  return applied(text, setStatus(text, headerOf(text), word));
}

describe('removing the status', () => {
  test('the whole line goes, with its comment and its line end, and nothing else', () => {
    expect(removed('---\ntitle: A # b\nstatus: active   # since May\nrequires:\n\t\n---\n\n# A\n')).toBe(
      '---\ntitle: A # b\nrequires:\n\t\n---\n\n# A\n',
    );
  });

  test('a CRLF file with a byte order mark keeps both', () => {
    expect(removed('\ufeff---\r\nstatus: "active"\r\nrequires: []\r\n---\r\nlast line')).toBe(
      '\ufeff---\r\nrequires: []\r\n---\r\nlast line',
    );
  });

  test('a status that is the only field leaves an empty front matter', () => {
    expect(removed('---\nstatus: active\n---')).toBe('---\n---');
  });

  test('a card without a status needs no cut', () => {
    const text = '---\nrequires: [a]\n---\n';
    expect(removeStatus(text, headerOf(text))).toEqual([]);
  });

  test('a status in the body is not the status', () => {
    expect(removed('---\nstatus: active\n---\nstatus: active\n')).toBe('---\n---\nstatus: active\n');
  });
});

describe('setting the status', () => {
  test.each([
    ['status: active', 'status: done'],
    ['status:   active \t # why', 'status:   done \t # why'],
    ["status: 'active'", "status: 'done'"],
    ['status: "active" # "quoted"', 'status: "done" # "quoted"'],
    ['"status": active', '"status": done'],
    ['status : active', 'status : done'],
    ['status: in review', 'status: done'],
    ['status: a#b', 'status: done'],
    ['status:', 'status: done'],
    ['status: # none yet', 'status: done # none yet'],
    ['status: ~', 'status: done'],
  ])('%j becomes %j', (before, after) => {
    expect(set(`---\n${before}\nrequires: [a]\n---\n`, 'done')).toBe(`---\n${after}\nrequires: [a]\n---\n`);
  });

  test('a card without one gets a line just before the closing fence', () => {
    expect(set('---\r\nrequires:\r\n  - a\r\n# end\r\n---\r\n', 'active')).toBe(
      '---\r\nrequires:\r\n  - a\r\n# end\r\nstatus: active\r\n---\r\n',
    );
  });

  test('the word that stands there already needs no cut', () => {
    const text = "---\nstatus: 'active'\n---\n";
    expect(setStatus(text, headerOf(text), 'active')).toEqual([]);
  });

  test('a word that YAML reads as something else is put in quotes', () => {
    expect(set('---\nstatus: active\n---\n', 'no')).toBe('---\nstatus: "no"\n---\n');
  });

  test('a word with a quote is escaped within quotes', () => {
    expect(set("---\nstatus: 'active'\n---\n", "won't do")).toBe("---\nstatus: 'won''t do'\n---\n");
  });
});

describe('a status that only a person should edit', () => {
  test.each([
    ['{status: active}', 'the status does not stand at the start of a line of its own; edit it by hand'],
    ['  status: active', 'the status does not stand at the start of a line of its own; edit it by hand'],
    ['? status\n: active', 'the status does not stand at the start of a line of its own; edit it by hand'],
    ['status: |\n  active', 'the status goes on over several lines; edit it by hand'],
    ['status: active\n  and more', 'the status goes on over several lines; edit it by hand'],
    ['status:\n\n  active', 'the status goes on over several lines; edit it by hand'],
    ['status: [active]', 'the status is not a plain or quoted word on one line; edit it by hand'],
    ['status: {a: b}', 'the status is not a plain or quoted word on one line; edit it by hand'],
  ])('%j is refused', (header, sentence) => {
    const text = `---\n${header}\n---\n`;
    expect(removed(text)).toBe(`refused: ${sentence}`);
    expect(set(text, 'done')).toBe(`refused: ${sentence}`);
  });

  test('a front matter in braces gets no status line', () => {
    expect(set('---\n{requires: [a]}\n---\n', 'active')).toBe(
      'refused: the front matter is not a plain list of fields, so no status line can be added; add it by hand',
    );
  });
});

test('of any ordinary card only the status changes, and reads back as set', () => {
  const other = fc.constantFrom(
    'title: A card',
    '# a comment',
    '',
    'version: 1.10',
    "note: 'it''s # here'",
    'tags: [a,  b]',
    'requires:\n  - a   # first\n  - "b"',
    'text: |\n  status: planned\n  more',
    'modified: 2026-01-02',
  );
  const status = fc.constantFrom(
    'status: active',
    "status:  'active' # x",
    'status: "planned"',
    'status:\tactive',
  );
  const lines = fc.uniqueArray(other, { selector: (line) => line.split(':')[0] });
  const shape = fc.record({
    before: lines,
    status,
    newline: fc.constantFrom('\n', '\r\n'),
    bom: fc.boolean(),
  });
  fc.assert(
    fc.property(shape, fc.constantFrom('', '\n\n# A\n- [ ] b', '\nno last line'), (card, body) => {
      const [head, tail] = [card.before.slice(0, 3), card.before.slice(3)];
      const build = (line: readonly string[]): string => {
        const text = ['---', ...head, ...line, ...tail, '---'].join('\n') + body;
        return (card.bom ? '\ufeff' : '') + text.replaceAll('\n', card.newline);
      };
      const text = build([card.status]);
      expect(removed(text)).toBe(build([]));
      expect(set(text, 'done')).toBe(build([card.status.replace(/active|planned/, 'done')]));
      const after = set(build([]), 'active');
      const value = headerOf(after).fields.get('status')?.value;
      expect(value?.at.value).toBe('active');
      expect(removed(after)).toBe(build([]));
    }),
    { numRuns: 300 },
  );
});
