import { describe, expect, it } from 'vitest';
import { firstHeading } from '../../src/cards/first-heading.ts';

describe('the first heading', () => {
  it.each([
    ['a numbered sign', 'text\n\n## Title ##\n', 'Title'],
    ['an underline', 'text\n\nMy *own*\nTitle\n===\n', 'My *own* Title'],
    ['a byte order mark in front', '\ufeff# Title\n', 'Title'],
    ['CRLF lines', '\r\n# Title\r\n', 'Title'],
    [
      'marks for code, emphasis, links and escapes',
      '# **A** `b` [c](d) [[e|f]] [[g]] \\#1\n',
      'A b c f g #1',
    ],
    ['a sign that belongs to it', '# Learn C#\n', 'Learn C#'],
    ['a fence in front', '```\n# no\n```\n\n# Title\n', 'Title'],
    ['a longer fence in front', '~~~~\n~~~\n# no\n~~~~\n# Title\n', 'Title'],
    ['a comment in front', '<!--\n# no\n-->\n# Title\n', 'Title'],
    ['a comment on one line in front', '<!-- x -->\n# Title\n', 'Title'],
    ['an empty heading in front', '#\n# Title\n', 'Title'],
    ['a list before an underline', '- a\n===\n# Title\n', 'Title'],
  ])('is read with %s', (_, text, title) => {
    expect(firstHeading(text, 0)).toBe(title);
  });

  it.each(['', 'text\n', '#hashtag\n', '    # code\n', '```\n# never closed\n', '####### seven\n'])(
    'is missing in %j',
    (text) => {
      expect(firstHeading(text, 0)).toBeUndefined();
    },
  );

  it('is looked for after the front matter', () => {
    const text = '---\n# comment\n---\n# Title\n';
    expect(firstHeading(text, 18)).toBe('Title');
  });

  it('below an endless paragraph is only its beginning, so that the time to find it grows with its length alone', () => {
    const title = firstHeading(`${'word\n'.repeat(50_000)}===\n`, 0);
    expect(title).toMatch(/^word(?: word)+$/);
    expect(title?.length).toBeLessThan(1100);
  });
});
