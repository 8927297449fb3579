import { describe, expect, it } from 'vitest';
import { findWikiLinks } from '../../src/cards/wiki-links.ts';

const TOP = { offset: 0, line: 1 };

async function linksIn(body: string) {
  return (await findWikiLinks(body, TOP)).links;
}

async function writtenIn(body: string) {
  return (await linksIn(body)).map((link) => link.written.value);
}

describe('finding wiki links', () => {
  it('takes a link apart into folder, stem, heading and text', async () => {
    const [link] = await linksIn('See [[zot/setup#First step|the setup]].');
    expect(link).toEqual({
      stem: 'setup',
      folder: 'zot',
      heading: 'First step',
      text: 'the setup',
      embed: false,
      written: { value: '[[zot/setup#First step|the setup]]', line: 1, column: 5, endColumn: 39, offset: 4 },
    });
  });

  it('gives a link into the same document an empty stem', async () => {
    const [link] = await linksIn('[[#Later]]');
    expect(link).toMatchObject({ stem: '', folder: '', heading: 'Later', text: undefined });
  });

  it('includes the mark of an embed', async () => {
    const [link] = await linksIn('a ![[plan]]');
    expect(link).toMatchObject({
      stem: 'plan',
      embed: true,
      written: { value: '![[plan]]', line: 1, column: 3, endColumn: 12, offset: 2 },
    });
  });

  it('reads the escaped bar of a table cell', async () => {
    const links = await linksIn('| a |\n|---|\n| [[card\\|shown]] |\n');
    expect(links).toMatchObject([{ stem: 'card', text: 'shown', written: { line: 3, column: 3 } }]);
  });

  it.each([
    ['code', '`[[a]]`'],
    ['a code fence', '```\n[[a]]\n```'],
    ['indented code', '    [[a]]'],
    ['a comment', '<!-- [[a]] -->'],
    ['a comment over several lines', '<!--\n\n[[a]]\n\n-->'],
    ['the target of another link', '[text](<[[a]]>)'],
    ['a definition', '[text]: <[[a]]>'],
    ['an attribute', '<a title="[[a]]">x</a>'],
    ['an escaped bracket', '\\[[a]]'],
    ['two lines', '[[a\nb]]'],
  ])('finds none in %s', async (_, body) => {
    expect(await linksIn(body)).toEqual([]);
  });

  it('is not misled by text that looks like emphasis or a reference', async () => {
    const body = '[[em*ph]] and [[one]] and [[a_b_c]]*\n\n[one]: /x\n';
    expect(await writtenIn(body)).toEqual(['[[em*ph]]', '[[one]]', '[[a_b_c]]']);
  });

  it('finds the innermost of three brackets, and a link inside the text of another', async () => {
    expect(await writtenIn('[[[a]]] [see [[b]]](/x)')).toEqual(['[[a]]', '[[b]]']);
  });

  it('counts lines that end in CRLF and starts where the body starts', async () => {
    const text = '---\r\n---\r\none\r\n[[a]]\r\n';
    const { links } = await findWikiLinks(text.slice(10), { offset: 10, line: 3 });
    expect(links[0]?.written).toEqual({ value: '[[a]]', line: 4, column: 1, endColumn: 6, offset: 15 });
  });

  it('finds fifty thousand links on one line, each in its place', async () => {
    const body = '[[card]] '.repeat(50_000);
    const links = await linksIn(body);
    expect(links).toHaveLength(50_000);
    expect(links.every(({ written }, at) => written.offset === at * 9 && written.column === at * 9 + 1)).toBe(
      true,
    );
  });

  it('finds as many as a body can hold', async () => {
    expect(await linksIn('[[a]] '.repeat(150_000))).toHaveLength(150_000);
    expect(await linksIn(`[[a]] ${'`b` '.repeat(200_000)}`)).toHaveLength(1);
  });

  it('finds none among fifty thousand that never close', async () => {
    expect(await findWikiLinks('[[card '.repeat(50_000), TOP)).toEqual({ links: [], problems: [] });
  });

  it('says what keeps a body from being read instead of finding nothing', async () => {
    const { links, problems } = await findWikiLinks(`${'> '.repeat(150)}[[a]]`, TOP);
    expect(links).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([
      'Lists and quotes are nested more than 100 deep here.',
    ]);
  });
});
