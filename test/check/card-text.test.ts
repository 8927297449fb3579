import { describe, expect, it } from 'vitest';
import { checkTree, said } from './check-tree.ts';

const card = (status: string, body: string, more = '') => `---\nstatus: ${status}\n${more}---\n\n${body}`;

async function saidOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await checkTree(files)).map(said);
}

describe('a checklist', () => {
  it('of a done card names every item that is open, and none that is waived', async () => {
    const items = '- [ ] One\n- [x] Two\n- [-] Three\n- [ ] `npm test` passes\n';
    expect(await saidOf({ 'part.md': card('done', `## Verification\n\n${items}`) })).toEqual([
      'part.md:7:3-6 warning done-with-open-items: `part` is done, and 2 of the 4 items of its checklist are open. mikado verify part runs what can be run; tick or waive the rest, or reopen the card. (part.md:10:4 `npm test` passes)',
    ]);
  });

  it('is read below the headings that the configuration adds', async () => {
    const files = { 'part.md': card('done', '## Abnahme\n\n- [ ] One\n') };
    expect(await saidOf(files)).toEqual([]);
    expect(await saidOf({ ...files, '.mikado.yaml': 'verification: {headings: [Abnahme]}\n' })).toEqual([
      'part.md:7:3-6 warning done-with-open-items: `part` is done, and the item of its checklist is open. mikado verify part runs what can be run; tick or waive the rest, or reopen the card.',
    ]);
  });

  it('with a placeholder in a command is told where the command stands', async () => {
    const items = '- [ ] It answers: `curl -f https://<host>/`\n- [x] `ping -c 1 <host>` passes\n';
    expect(await saidOf({ 'part.md': card('active', `## Verify\n\n${items}`) })).toEqual([
      'part.md:7:20-43 warning template-left: A placeholder is left to fill in here, so nothing can be run. Fill it in, or say with `<!-- check: no -->` at its end that a person does this.',
    ]);
  });

  it('that cannot be read is an error, never a missing box', async () => {
    const deep = `## Verification\n\n${'> '.repeat(150)}- [ ] One\n`;
    expect(await saidOf({ 'part.md': card('active', deep) })).toEqual([
      'part.md:7:203-204 error body-unread: Lists and quotes are nested more than 100 deep here. Until it can be read, the card cannot be verified or closed.',
    ]);
  });

  it('of a done card lacks evidence where a receipt no longer fits, when that is asked for', async () => {
    const receipt = (text: string, result: string) =>
      JSON.stringify({
        ...{ schemaVersion: 1, kind: 'manual', text, line: 7, commands: [], result, runs: [], judgedBy: 'A' },
        ...{ note: null, commit: null, dirty: null, when: '2026-11-23T12:00:00.000Z', version: '1.0.0' },
      });
    const found = await saidOf({
      '.mikado.yaml': 'rules: {done-without-evidence: error}\n',
      '.mikado/evidence/part.jsonl': `${receipt('Alpha', 'passed')}\n${receipt('Beta', 'failed')}\n`,
      'part.md': card('done', '## Verification\n\n- [x] Alpha\n- [x] Beta\n- [x] Gamma\n'),
    });
    expect(found).toEqual([
      'part.md:8:3-6 error done-without-evidence: `part` is done, and 2 items of its checklist have no receipt that passed and still fits. mikado verify part (part.md:9:4 Gamma)',
    ]);
  });

  it('of a done card is proven by a receipt of a command that only the files of the repository make known', async () => {
    const text = '`make nightly` works';
    const receipt = JSON.stringify({
      ...{ schemaVersion: 1, kind: 'automatic', text, line: 7, commands: ['make nightly'], result: 'passed' },
      ...{ runs: [], judgedBy: null, note: null, commit: null, dirty: null },
      ...{ when: '2026-11-23T12:00:00.000Z', version: '1.0.0' },
    });
    const files = {
      '.mikado.yaml': 'rules: {done-without-evidence: error}\n',
      '.mikado/evidence/part.jsonl': `${receipt}\n`,
      'part.md': card('done', `## Verification\n\n- [x] ${text}\n`),
    };
    expect(await saidOf({ ...files, Makefile: 'nightly:\n\tnpm test\n' })).toEqual([]);
    expect(await saidOf(files)).toHaveLength(1);
  });
});

describe('characters that cannot be seen', () => {
  it.each([
    ['a bidirectional override', '- [ ] `npm \u202etset` passes\n', '7:12-13', 'npm \\u{202e}tset'],
    ['a space without width', '- [ ] Tests pass: `npm te\u200bst`\n', '7:26-27', 'npm te\\u{200b}st'],
    ['a tag character', '- [ ] Run `npm test\u{e0041}`.\n', '7:20-21', 'npm test\\u{e0041}'],
    ['a control character', '- [ ] The job calls `npm \u0007test`\n', '7:26-27', 'npm \\u{7}test'],
    [
      'a shell block',
      '- [ ] It works\n\n  ```sh\n  npm ci\n  npm \u2066test\n  ```\n',
      '11:7-8',
      'npm ci npm \\u{2066}test',
    ],
  ])('are an error in a command: %s', async (_, items, place, shown) => {
    expect(await saidOf({ 'part.md': card('active', `## Verification\n\n${items}`) })).toEqual([
      `part.md:${place} error hidden-characters: A command holds characters that cannot be seen: ${shown} Type it anew; such a command is never run.`,
    ]);
  });

  it('are left alone in a sentence and in emoji', async () => {
    const items = '- [ ] می\u200cخواهم `npm test` 👩\u200d💻\n- [ ] `echo 👩\u200d💻` passes\n';
    expect(await saidOf({ 'part.md': card('active', `## Verification\n\n${items}`) })).toEqual([]);
  });

  it.each([
    ['the field', card('active', '# Part\n', 'title: Ready \u202enoos\n'), '3:8-19'],
    ['the heading', card('active', '# Ready \u202enoos\n'), '5:1-14'],
  ])('are a warning in a title: %s', async (_, text, place) => {
    expect(await saidOf({ 'part.md': text })).toEqual([
      `part.md:${place} warning hidden-characters: The title holds characters that cannot be seen: Ready \\u{202e}noos Type it anew.`,
    ]);
  });
});

it('characters that cannot be seen are a warning in the name of a card', async () => {
  expect(await saidOf({ 'ro\u200btate.md': card('active', '') })).toEqual([
    'ro\u200btate.md:1:1-2 warning hidden-characters: The name of the card holds characters that cannot be seen: ro\\u{200b}tate Rename the file.',
  ]);
});

describe('a merge conflict', () => {
  const conflict = '<<<<<<< HEAD\n- [ ] One\n=======\n- [x] One\n>>>>>>> main\n';

  it('in a checklist is an error', async () => {
    const found = await saidOf({ 'part.md': card('active', `## Verification\n\n${conflict}`) });
    expect(found).toEqual([
      'part.md:7:1-13 error conflict-markers: The card holds a merge conflict, on lines 7 to 11. Keep one of the two versions. (part.md:11:1 it ends here)',
    ]);
  });

  it('in a code fence is an example', async () => {
    expect(await saidOf({ 'part.md': card('active', `\`\`\`\n${conflict}\`\`\`\n`) })).toEqual([]);
  });
});

describe('stems that look the same', () => {
  it.each([
    ['a letter of another alphabet', 'rotate', 'r\u043etate'],
    ['an accent encoded in two ways', 'caf\u00e9', 'cafe\u0301'],
    ['a character without width', 'rotate', 'ro\u200btate'],
    ['letters’ case', 'Rotate', 'rotate'],
  ])('are told apart by %s with a warning', async (_, one, other) => {
    const files = { [`a/${one}.md`]: card('active', ''), [`b/${other}.md`]: card('active', '') };
    const found = await saidOf(files);
    expect(found.filter((line) => !line.includes('hidden-characters'))).toEqual([
      `b/${other}.md:1:1-2 warning look-alike-stem: The name of \`${other}\` looks like that of another document, and is not the same. Rename one of them: letters of one alphabet, in lower case, with \`-\` between words. (a/${one}.md:1:1 \`${one}\`)`,
    ]);
  });

  it('are no matter where neither is a card', async () => {
    expect(await saidOf({ 'a/Index.md': '# A\n', 'b/index.md': '# B\n' })).toEqual([]);
  });

  it('are named where one is required and the other is there', async () => {
    const found = await saidOf({
      'goal.md': '---\nstatus: active\nrequires:\n  - r\u043etate\n---\n',
      'rotate.md': card('active', ''),
    });
    expect(found).toEqual([
      'goal.md:4:5-11 error missing-prerequisite: `goal` requires `r\u043etate`, and no document has that name. `rotate` looks the same and is written with other characters: copy that name.',
    ]);
  });
});

describe('the branch of a goal', () => {
  it('is judged by the pattern of the configuration', async () => {
    const files = { 'goal.md': card('active', '', 'branch: c2/goal\n') };
    expect(await saidOf({ ...files, '.mikado.yaml': 'branch: {pattern: "c2/<stem>"}\n' })).toEqual([]);
    expect(await saidOf(files)).toEqual([
      'goal.md:3:9-16 error branch-name: The branch of the goal `goal` is `mikado/goal`, and here it is `c2/goal`. Write `branch: mikado/goal`, or leave the line out while the change is not started.',
    ]);
  });
});
