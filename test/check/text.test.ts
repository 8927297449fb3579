import { describe, expect, it } from 'vitest';
import { checkCards } from '../../src/check-cards.ts';
import { readPlan } from '../../src/plan.ts';
import { diagnosticsText } from '../../src/report/diagnostics-text.ts';
import { excerptFrom } from '../../src/report/source-excerpt.ts';
import { makeTree } from '../rig/tree.ts';

/** What `mikado check` prints about these documents. */
async function printed(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const plan = await readPlan({ cwd: makeTree({ '.git/HEAD': '', ...files }) });
  const { diagnostics, textOf } = await checkCards(plan);
  return diagnosticsText(diagnostics, (_, text) => text, excerptFrom(textOf));
}

const HELP = '    Mend the link, or write that document.\n';
const broken = (place: string) =>
  `page.md:${place}: warning: No document is named \`nowhere\`. [broken-wiki-link]\n`;

describe('the text of a diagnostic', () => {
  it('shows the line with carets below the place', async () => {
    expect(await printed({ 'page.md': 'One.\n\nSee [[nowhere]] for more.\n' })).toBe(
      `${broken('3:5')}    3 | See [[nowhere]] for more.\n      |     ^^^^^^^^^^^\n${HELP}`,
    );
  });

  it('shows a tab as a space, so that the caret stays below', async () => {
    expect(await printed({ 'page.md': '\tx\n\na\tb\t[[nowhere]]\n' })).toBe(
      `${broken('3:5')}    3 | a b [[nowhere]]\n      |     ^^^^^^^^^^^\n${HELP}`,
    );
  });

  it('counts wide characters as two columns and combining ones as none', async () => {
    expect(await printed({ 'page.md': '見て e\u0301 😀 [[nowhere]]\n' })).toBe(
      `${broken('1:10')}    1 | 見て e\u0301 😀 [[nowhere]]\n      | ${' '.repeat(10)}^^^^^^^^^^^\n${HELP}`,
    );
  });

  it('takes the end of a line for what it is on every system', async () => {
    expect(await printed({ 'page.md': 'One.\r\n\r\n[[nowhere]]\r\n' })).toBe(
      `${broken('3:1')}    3 | [[nowhere]]\n      | ^^^^^^^^^^^\n${HELP}`,
    );
  });

  it('spells out what must not reach a terminal', async () => {
    expect(await printed({ 'page.md': 'a\u001b[31m\u202e [[nowhere]] \u0007\n' })).toBe(
      `${broken('1:9')}    1 | a\\u{1b}[31m\\u{202e} [[nowhere]] \\u{7}\n      | ${' '.repeat(20)}^^^^^^^^^^^\n${HELP}`,
    );
  });

  it('cuts a long line around the place', async () => {
    const text = await printed({ 'page.md': `${'a'.repeat(5000)}[[nowhere]]${'b'.repeat(5000)}\n` });
    expect(text).toBe(
      `${broken('1:5001')}    1 | …${'a'.repeat(59)}[[nowhere]]${'b'.repeat(28)}…\n      | ${' '.repeat(60)}^^^^^^^^^^^\n${HELP}`,
    );
  });

  it('shows no line of a file that cannot be read, nor an empty one', async () => {
    expect(await printed({ 'part.md': Buffer.from('---\nstatus: active\n---\ncaf\xe9\n', 'latin1') })).toBe(
      'part.md:1:1: error: The card cannot be read: line 4 is not valid UTF-8. [encoding]\n    Save it as UTF-8.\n',
    );
  });

  it('locates every hop of a circle', async () => {
    const card = (requires: string) => `---\nstatus: active\nrequires:\n  - ${requires}\n---\n`;
    expect(await printed({ 'a.md': card('b'), 'b.md': card('c'), 'c.md': card('a') })).toBe(
      [
        'a.md:4:5: error: 3 cards require one another in a circle: `a` → `b` → `c` → `a`. [cycle]',
        '    4 |   - b',
        '      |     ^',
        '    b.md:4:5: `b` requires `c`',
        '    c.md:4:5: `c` requires `a`',
        '    Take one of these lines out.',
        '',
      ].join('\n'),
    );
  });

  it('of a goal that was closed too early comes first, and names the shortest way to the open card', async () => {
    const card = (status: string, requires = '[]') => `---\nstatus: ${status}\nrequires: ${requires}\n---\n`;
    const text = await printed({
      'a-part.md': card('done', '[long-1]'),
      'goal.md': card('done', '[a-part, short]'),
      'long-1.md': card('done', '[open]'),
      'open.md': card('active'),
      'short.md': card('done', '[open]'),
    });
    expect(text.split('\n').filter((line) => line.includes('done-before'))).toEqual([
      'goal.md:2:9: error: `goal` is done, and `open`, which it requires, is open (`goal` → `short` → `open`). [done-before-prerequisites]',
      'a-part.md:2:9: error: `a-part` is done, and `open`, which it requires, is open (`a-part` → `long-1` → `open`). [done-before-prerequisites]',
      'long-1.md:2:9: error: `long-1` is done, and `open`, which it requires, is open. [done-before-prerequisites]',
      'short.md:2:9: error: `short` is done, and `open`, which it requires, is open. [done-before-prerequisites]',
    ]);
  });
});
