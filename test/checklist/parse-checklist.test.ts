import { describe, expect, it } from 'vitest';
import { parseChecklist, parseLooseChecklist } from '../../src/checklist/parse-checklist.ts';

const TOP = { bodyOffset: 0, bodyLine: 1 };

async function itemsOf(body: string, headings: readonly string[] = []) {
  return (await parseChecklist(`## Verify\n\n${body}\n`, { ...TOP, headings })).items;
}

async function textsIn(text: string, headings: readonly string[] = []) {
  return (await parseChecklist(text, { ...TOP, headings })).items.map((item) => item.text);
}

describe('the sections of a checklist', () => {
  it.each([
    '# Verification',
    '## Verification Checklist',
    '### verify:',
    '## 4. Verify',
    '## Step 7: Verify',
    '## ✅ Acceptance criteria',
    '## Definition of Done (all phases)',
    '## **Verification** [draft]',
    'Verification\n------------',
  ])('are opened by "%s"', async (heading) => {
    expect(await textsIn(`${heading}\n\n- [ ] a\n`)).toEqual(['a']);
  });

  it.each(['## Verified', '## Test and deploy', '## How verification works', '> ## Verify'])(
    'are not opened by "%s"',
    async (heading) => {
      expect(await textsIn(`${heading}\n\n- [ ] a\n`)).toEqual([]);
    },
  );

  it('go on below deeper headings and end at the next of the same level', async () => {
    const text =
      '## Verification\n- [ ] a\n### Phase 1\n- [ ] b\n## Notes\n- [ ] c\n## Acceptance criteria\n- [ ] d\n';
    const { items } = await parseChecklist(text, TOP);
    expect(items.map((item) => [item.section, item.text])).toEqual([
      ['Verification', 'a'],
      ['Verification', 'b'],
      ['Acceptance criteria', 'd'],
    ]);
  });

  it('can have other names that the configuration gives', async () => {
    const text = '## Checklist\n- [ ] a\n## Verify\n- [ ] b\n';
    expect(await textsIn(text, ['checklist'])).toEqual(['a', 'b']);
  });
});

describe('the items of a checklist', () => {
  it.each([
    ['a dash', '- [ ] a', 3],
    ['a plus', '+ [ ] a', 3],
    ['a number', '1. [ ] a', 4],
    ['a number with a bracket', '12) [ ] a', 5],
    ['a tab', '-\t[ ] a', 3],
    ['an indented list', '  - [ ] a', 5],
    ['a tab behind the box', '- [ ]\ta', 3],
  ])('have their box at the character between the brackets after %s', async (_, line, at) => {
    const text = `## Verify\r\n\r\n${line}\r\n`;
    const { items } = await parseChecklist(text, TOP);
    const offset = 13 + at;
    expect(items.map((item) => [item.text, item.box])).toEqual([
      ['a', { value: ' ', line: 3, column: at + 1, endColumn: at + 2, offset }],
    ]);
    expect(text.slice(offset - 1, offset + 2)).toBe('[ ]');
  });

  it('are ticked by x and X alone, and waived by any other mark', async () => {
    const items = await itemsOf('- [x] a\n- [X] b\n- [ ] c\n- [-] d\n- [~] e\n- [>] f\n- [✅] g');
    expect(items.map((item) => [item.text, item.ticked, item.kind])).toEqual([
      ['a', true, 'manual'],
      ['b', true, 'manual'],
      ['c', false, 'manual'],
      ['d', false, 'waived'],
      ['e', false, 'waived'],
      ['f', false, 'waived'],
      ['g', false, 'waived'],
    ]);
  });

  it('count when they are empty', async () => {
    expect((await itemsOf('- [ ]\n- [ ]   ')).map((item) => item.text)).toEqual(['', '']);
  });

  it('count one by one when they are nested', async () => {
    const items = await itemsOf('- [ ] a\n  - [ ] b\n    - [x] c\n- plain\n  - [ ] d');
    expect(items.map((item) => [item.text, item.line])).toEqual([
      ['a', 3],
      ['b', 4],
      ['c', 5],
      ['d', 7],
    ]);
  });

  it.each([
    ['a code fence', '```\n- [ ] a\n```'],
    ['a comment', '<!--\n- [ ] a\n-->'],
    ['indented code', '    - [ ] a'],
    ['a paragraph', 'Write - [ ] a'],
    ['the target of a link', '- [a](b)'],
    ['a quote', '> - [ ] a'],
    ['a quote in an item', '- a\n\n  > - [ ] b'],
  ])('are not found in %s', async (_, body) => {
    expect(await itemsOf(body)).toEqual([]);
  });

  it('have their first paragraph as text on one line, as it is written', async () => {
    const items = await itemsOf('- [ ] **One**   `two\n  three` [x](y)\n  four\n\n  More.');
    expect(items.map((item) => item.text)).toEqual(['**One** `two three` [x](y) four']);
  });

  it('keep a comparison that begins a line of their own', async () => {
    const items = await itemsOf('- [ ] coverage\n      >= 85%');
    expect(items.map((item) => item.text)).toEqual(['coverage >= 85%']);
  });

  it('take the shell block under them as theirs', async () => {
    const [item] = await itemsOf(
      '- [ ] All is well\n\n  ```sh\n  npm test\n  # and then\n  npm run \\\n    lint\n  ```',
    );
    expect(item).toMatchObject({ kind: 'automatic', commands: ['npm test', 'npm run \\', 'lint'] });
  });

  it('take a shell block that is indented too far as theirs as well', async () => {
    const [item] = await itemsOf(
      '- [ ] All is well:\n          ```bash\n          npm test\n          git diff --check\n          ```',
    );
    expect(item).toMatchObject({ kind: 'automatic', commands: ['npm test', 'git diff --check'] });
  });

  it('take a list of what to expect for words of theirs', async () => {
    const [item] = await itemsOf(
      '- [ ] Health: `curl -fsS http://shop.internal/health`\n  - Expected: `{"ok":true}`',
    );
    expect(item).toMatchObject({ kind: 'assisted', expectation: '`{"ok":true}`' });
  });

  it.each([
    ['what it prepares', 'cd web\n  X=1\n  export Y=2\n  npm ci\n  npm test', 'automatic'],
    ['loops and conditions', 'for f in a b; do\n    test -f "$f"\n  done', 'automatic'],
    ['a variable alone, which proves nothing', 'X=1', 'manual'],
    ['an install alone, which changes something', 'npm ci', 'manual'],
    ['a report among its checks', 'npm test\n  git status', 'assisted'],
    ['an end before its end', 'exit 0\n  npm test', 'manual'],
    ['no stop at what fails', 'set +e\n  npm test', 'manual'],
    ['a function', 'f() {\n    npm test\n  }\n  f', 'manual'],
    ['a change on its way', 'npm test\n  rm -rf x\n  npm test', 'manual'],
    ['a change in a loop', 'for f in a b; do\n    rm "$f"\n  done', 'manual'],
  ])('take a shell block with %s for what it is', async (_, lines, kind) => {
    const [item] = await itemsOf(`- [ ] All is well\n\n  \`\`\`sh\n  ${lines}\n  \`\`\``);
    expect(item?.kind).toBe(kind);
  });

  it('carry what their author settled', async () => {
    const [item] = await itemsOf('- [ ] `frob --all`\n  <!-- check: exit 1; timeout 5m -->');
    expect(item).toMatchObject({
      kind: 'automatic',
      commands: ['frob --all'],
      check: { exitCode: 1, stdout: null, timeoutMs: 300_000, terminal: false },
    });
  });

  it('are missed when the box has no space, which is said', async () => {
    const { items, problems } = await parseChecklist('## Verify\n- [] a\n- [ ] b\n', TOP);
    expect(items.map((item) => item.text)).toEqual(['b']);
    expect(problems).toEqual([
      {
        message: 'This box has no space in it, so the item is not on the checklist: write `[ ]`.',
        line: 2,
        column: 3,
      },
    ]);
  });

  it('stand where the file has them, below front matter and a byte order mark', async () => {
    const text = '\ufeff---\nstatus: active\n---\n## Verify\n- [ ] a\n';
    const bodyOffset = text.indexOf('## ');
    const { items } = await parseChecklist(text, { bodyOffset, bodyLine: 4 });
    expect(items[0]?.box).toEqual({
      value: ' ',
      line: 5,
      column: 4,
      endColumn: 5,
      offset: text.indexOf('[ ]') + 1,
    });
  });

  it('stand where the file has them when a byte order mark begins the body', async () => {
    const text = '\ufeff## Verify\n- [ ] a\n';
    const { items } = await parseChecklist(text, TOP);
    expect(text.slice((items[0]?.box.offset ?? 0) - 1)).toBe('[ ] a\n');
  });

  it('are not silently missing when they are nested too deep', async () => {
    const { items, problems } = await parseChecklist(`## Verify\n${'> '.repeat(150)}- [ ] a\n`, TOP);
    expect(items).toEqual([]);
    expect(problems.map(({ message, line }) => [message, line])).toEqual([
      ['Lists and quotes are nested more than 100 deep here.', 2],
    ]);
  });
});

describe('a loose file', () => {
  it('gives all its items when it has no verification section', async () => {
    const { items } = await parseLooseChecklist('- [ ] a\n\n## Later\n\n- [x] b\n');
    expect(items.map((item) => [item.section, item.text])).toEqual([
      ['', 'a'],
      ['Later', 'b'],
    ]);
  });

  it('gives only the items of its verification section when it has one', async () => {
    const { items } = await parseLooseChecklist('- [ ] a\n\n## Verify\n\n- [x] b\n');
    expect(items.map((item) => item.text)).toEqual(['b']);
  });
});
