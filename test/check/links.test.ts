import { describe, expect, it } from 'vitest';
import { checkTree, said } from './check-tree.ts';

const CARD = '---\nstatus: active\n---\n';

async function saidOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await checkTree(files)).map(said);
}

/** What is said of a page with this body among a few other pages. */
function saidOfPage(body: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  return saidOf({
    'docs/index.md': '# Start\n',
    'docs/zot/set-up.md':
      '---\naliases: [Registry, Zot set-up]\n---\n# Set up\n\n## First step\n\nText ^note\n',
    'docs/zot/index.md': '# Zot\n',
    'docs/page.md': body,
    ...more,
  });
}

describe('a wiki link that leads somewhere', () => {
  it.each([
    ['a stem', '[[set-up]]'],
    ['a stem with another text', '[[set-up|how to]]'],
    ['a file name', '[[set-up.md]]'],
    ['a stem in another letters’ case', '[[Set-Up]]'],
    ['a folder and a stem', '[[zot/set-up]]'],
    ['a path from the top', '[[docs/zot/set-up]] [[/zot/set-up]]'],
    ['a path that starts with dots', '[[./zot/set-up]] [[../docs/page]]'],
    ['a folder with an index', '[[zot]] [[zot/]]'],
    ['an alias', '[[Registry]] [[zot set-up|the set-up]]'],
    ['an embed', '![[set-up]]'],
    ['a heading', '[[set-up#First step]]'],
    ['a heading by its slug', '[[set-up#first-step]]'],
    ['a heading below another one', '[[set-up#Set up#First step]]'],
    ['a heading of the same page', '[[#Own]]\n\n## Own\n'],
    ['an underlined heading of the same page', '[[#Own]]\n\nOwn\n---\n'],
    ['a block', '[[set-up#^note]]'],
    ['a picture', '![[plan.png]] [[plan.excalidraw]]'],
    ['a change log at the top', '[[CHANGELOG]]'],
    ['itself', '[[page]]'],
  ])('is left alone: %s', async (_, body) => {
    expect(await saidOfPage(body, { 'CHANGELOG.md': '# Changes\n' })).toEqual([]);
  });

  it.each([
    ['code', '`[[nowhere]]`'],
    ['a code fence', '```\n[[nowhere]]\n```'],
    ['a comment', '<!-- [[nowhere]] -->'],
    ['front matter', '---\nrelated: [[nowhere]]\n---\n'],
    ['front matter that is no YAML', '---\nrelated: [[nowhere]], [[nor-here]]\n---\n'],
    ["a shell's test", 'Run if [[ -f x ]] holds, or [[ $a == b ]].'],
    ['an ellipsis', 'A link is written [[...]].'],
  ])('is not looked for in %s', async (_, body) => {
    expect(await saidOfPage(body)).toEqual([]);
  });
});

describe('a wiki link that leads nowhere', () => {
  it.each([
    [
      'is a warning with the near name, in a document that is no card too',
      'See [[set-upp]].',
      [
        'docs/page.md:1:5-16 warning broken-wiki-link: No document is named `set-upp`. Did you mean `[[set-up]]`?',
      ],
    ],
    [
      'names the folder that it gives',
      '[[nexus/set-up|x]]',
      [
        'docs/page.md:1:1-19 warning broken-wiki-link: No document is named `nexus/set-up`. Did you mean `[[set-up]]`?',
      ],
    ],
    [
      'is told for every place',
      '[[zzzzzzzz]]\n\n![[zzzzzzzz]]',
      [
        'docs/page.md:1:1-13 warning broken-wiki-link: No document is named `zzzzzzzz`. Mend the link, or write that document.',
        'docs/page.md:3:1-14 warning broken-wiki-link: No document is named `zzzzzzzz`. Mend the link, or write that document.',
      ],
    ],
    [
      'may lack only its heading',
      '[[set-up#Frist step]]',
      [
        'docs/page.md:1:1-22 warning broken-wiki-link: `set-up` has no heading `Frist step`. Did you mean `#First step`?',
      ],
    ],
    [
      'may lack a heading of its own page',
      '[[#Nothing of the kind]]\n\n```\n# Nothing of the kind\n```',
      [
        'docs/page.md:1:1-25 warning broken-wiki-link: This document has no heading `Nothing of the kind`. Mend the link, or write that heading.',
      ],
    ],
    [
      'may name a block that is not there',
      '[[set-up#^notes]]',
      [
        'docs/page.md:1:1-18 warning broken-wiki-link: `set-up` has no heading `^notes`. Mend the link, or write that heading.',
      ],
    ],
    [
      'never makes us look outside',
      '[[../../../etc/passwd]] [[C:\\\\secret]] [[%2e%2e/x]]',
      [
        'docs/page.md:1:1-24 warning broken-wiki-link: No document is named `../../../etc/passwd`. Mend the link, or write that document.',
        'docs/page.md:1:25-39 warning broken-wiki-link: No document is named `C:\\\\secret`. Mend the link, or write that document.',
        'docs/page.md:1:40-52 warning broken-wiki-link: No document is named `%2e%2e/x`. Mend the link, or write that document.',
      ],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await saidOfPage(body)).toEqual(expected);
  });
});

describe('a wiki link to a stem that several documents have', () => {
  it('is an error where one of them is a card', async () => {
    expect(await saidOf({ 'a/x.md': CARD, 'b/x.md': '# X\n', 'page.md': '[[x]]\n' })).toEqual([
      'page.md:1:1-6 error ambiguous-stem: `x` is the name of 2 documents. Rename all but one of them. (a/x.md:1:1 one `x`) (b/x.md:1:1 one `x`)',
    ]);
  });

  it('is a warning where none of them is', async () => {
    expect(await saidOf({ 'a/x.md': '# X\n', 'b/x.md': '# X\n', 'page.md': '[[x]]\n' })).toEqual([
      'page.md:1:1-6 warning ambiguous-stem: `x` is the name of 2 documents. Write the folder too, or rename all but one of them. (a/x.md:1:1 one `x`) (b/x.md:1:1 one `x`)',
    ]);
  });

  it('is clear with its folder', async () => {
    const page = '[[a/x]] [[b/x]]\n';
    expect(
      await saidOf({ 'a/x.md': '# X\n', 'b/x.md': '# X\n', 'c/b/x.md': '# X\n', 'page.md': page }),
    ).toEqual([]);
  });
});

describe('a link that is given as a prerequisite', () => {
  const goal = (body: string) => ({
    'goal.md': `---\nstatus: active\nrequires: [one]\n---\n${body}`,
    'one.md': '---\nstatus: active\nrequires: [deep]\n---\n',
    'deep.md': CARD,
    'two.md': CARD,
    'page.md': '# No card\n',
  });
  const message = '`goal` gives `two` as a prerequisite, and does not require it.';
  const help = 'Add `- two` to `requires`, or give the link another place.';

  it.each([
    ['below the heading', '## Prerequisites\n\nText.\n\n### Before\n\n- [[two]]\n', '11:3-10'],
    ['on a line marked so before it', 'Prereq: [[two]]\n', '5:9-16'],
    ['on a line marked so before it, in a quote', '> **Prerequisites:** [[two|Two]]\n', '5:22-33'],
    ['on a line marked so behind it', '- [[two]] — Prereq: the second one\n', '5:3-10'],
    ['on a line marked so behind it, in brackets', '- [[two]] (prerequisite)\n', '5:3-10'],
  ])('is missed in `requires`: %s', async (_, body, place) => {
    expect(await saidOf(goal(body))).toEqual([
      `goal.md:${place} warning link-not-required: ${message} ${help}`,
    ]);
  });

  it.each([
    ['it is required', '## Prerequisites\n\n- [[one]]\n'],
    ['it is required through another card', '## Prerequisites\n\n- [[deep]]\n'],
    ['it is no card', '## Prerequisites\n\n- [[page]]\n'],
    ['it stands elsewhere', '## Prerequisites\n\n- [[one]]\n\n## Related\n\n- [[two]]\n'],
    ['only a word of its line sounds so', '- [[two]]: a complementary prereq\n'],
    ['the heading speaks of something else', '## Interaction with other prereqs\n\n- [[two]]\n'],
  ])('is no matter where %s', async (_, body) => {
    expect(await saidOf(goal(body))).toEqual([]);
  });
});
