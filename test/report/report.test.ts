import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../rig/cli.ts';

const GOAL = '---\nstatus: active\nrequires: [a, b]\n---\n# The goal\n';

function openCard(title: string): string {
  return `---\nstatus: active\ntitle: ${JSON.stringify(title)}\n---\n`;
}

function repository(): string {
  const top = makeRepository({
    'docs/goal.md': GOAL,
    'docs/a.md': openCard('A'),
    'docs/b.md': openCard('B'),
  });
  git(top, 'tag', 'start');
  writeFiles(top, {
    'docs/a.md': '---\ntitle: A\n---\n',
    'docs/goal.md': GOAL.replace('b]', 'b, c]'),
    'docs/c.md': openCard('C'),
  });
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message=Second');
  return top;
}

async function report(top: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await mikado(['report', ...args], { cwd: top });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('a report', () => {
  it('has what is done, what was discovered since, and why there is no forecast', async () => {
    const answer = JSON.parse(await report(repository(), 'goal', '--json', '--since', 'start'));
    expect(answer).toMatchObject({
      goal: 'goal',
      counts: { known: 4, done: 1, ready: 2, blocked: 1 },
      longestPath: ['goal', 'b'],
      history: { walk: 'first-parent', commits: 2, complete: true },
      forecast: { kind: 'none', reason: 'there is no whole week of history, and a forecast takes 4' },
    });
    const told = answer.since.events.map(
      ({ kind, stem }: { kind: string; stem: string }) => `${stem} ${kind}`,
    );
    expect(told.sort()).toEqual(['a closed', 'c discovered', 'c started']);
  });

  it('says in every format by which commits it goes, and tells those of merged branches when asked', async () => {
    const top = repository();
    git(top, 'switch', '--quiet', '--create', 'side');
    writeFiles(top, { 'docs/b.md': '---\ntitle: B\n---\n' });
    git(top, 'commit', '--quiet', '--all', '--author=Bob <bob@example.org>', '--message=Close b');
    const closed = git(top, 'rev-parse', 'HEAD');
    git(top, 'switch', '--quiet', 'main');
    git(top, 'merge', '--quiet', '--no-ff', '--message=Merge', 'side');
    const merged = git(top, 'rev-parse', 'HEAD');
    const lastOf = async (...args: readonly string[]) => {
      const { history, since } = JSON.parse(await report(top, '--json', '--since', 'main^1', ...args));
      return { walk: history.walk, commits: history.commits, events: since.events };
    };
    expect(await lastOf()).toMatchObject({
      ...{ walk: 'first-parent', commits: 3 },
      events: [{ kind: 'closed', stem: 'b', commit: merged, author: 'Test' }],
    });
    expect(await lastOf('--full-history')).toMatchObject({
      ...{ walk: 'full', commits: 3 },
      events: [{ kind: 'closed', stem: 'b', commit: closed, author: 'Bob' }],
    });
    for (const args of [[], ['--compact']]) {
      expect(await report(top, ...args)).toContain('that touched documents, by first parents.\n');
      expect(await report(top, ...args, '--full-history')).toContain(', in the full history.\n');
    }
    const page = ['--format', 'html'];
    expect(await report(top, ...page)).toContain(' commits that touched documents, by first parents.</p>');
    expect(await report(top, ...page, '--full-history')).toContain(', in the full history.</p>');
  });

  it('counts what is not committed as happening now', async () => {
    const top = repository();
    writeFiles(top, { 'docs/b.md': '---\ntitle: B\n---\n' });
    const answer = JSON.parse(await report(top, '--json', '--since', 'HEAD'));
    expect(answer.since.events).toMatchObject([{ kind: 'closed', stem: 'b', commit: null, author: null }]);
    expect(answer.burnUp.at(-1)).toMatchObject({ known: 4, done: 2 });
  });

  it('says in every format where the branch of its goal stands', async () => {
    const top = repository();
    git(top, 'switch', '--quiet', '--create', 'mikado/goal');
    writeFiles(top, { 'code.txt': 'changed\n' });
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', '--message=C2(goal): impl change the code');
    expect(JSON.parse(await report(top, 'goal', '--json')).branch).toEqual({
      ...{ name: 'mikado/goal', goal: 'goal', place: 'mid-cycle', next: ['impl', 'close'] },
      ...{ strip: 'I', violations: 0 },
    });
    const words = 'is in the middle of a cycle; next: impl or close.';
    expect(await report(top, 'goal')).toContain(`\nThe branch \`mikado/goal\` (\`I\`) ${words}\n`);
    expect(await report(top, 'goal', '--format', 'html')).toContain(
      `The branch <code>mikado/goal</code> (<code>I</code>) ${words}</p>`,
    );
    expect(JSON.parse(await report(top, 'b', '--json')).branch).toBeNull();
  });

  it('counts the rules that its branch breaks', async () => {
    const top = repository();
    git(top, 'switch', '--quiet', '--create', 'mikado/goal');
    writeFiles(top, { 'docs/b.md': '---\ntitle: B\n---\n' });
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', '--message=C2(goal): impl close b in passing');
    expect(await report(top)).toContain(
      'The branch `mikado/goal` (`I!`) breaks the order of its commits once; mikado branch check says how to mend that.',
    );
  });

  it('as Markdown begins with a bar and tells each section in lists', async () => {
    const text = await report(repository(), 'goal', '--since', 'start');
    const [title, , bar] = text.split('\n');
    expect(title).toBe('# Progress of The goal (`goal`)');
    expect(bar).toBe('█████░░░░░░░░░░░░░░░ 1 of 4 cards done, 2 ready, 1 blocked.');
    expect(text).toMatch(
      /\n\nAs of \d{4}-\d\d-\d\d \d\d:\d\d UTC, from 2 commits that touched documents, by first parents\.\n/,
    );
    expect(text).toContain('\nLongest remaining path, 2 open cards: `goal` → `b`\n');
    expect(text).toContain('\n## Since `start`: 1 discovered, 1 closed, 0 reopened, 1 started\n');
    expect(text).toContain('\n- The goal (`goal`) waits for `b`, `c` (open)\n');
    expect(text).toContain('```mermaid\nflowchart LR\n');
  });

  it('of no card, and of a finished chain, says so', async () => {
    expect(await report(makeRepository({ 'docs/page.md': '# Page\n' }))).toMatch(
      /^# Progress\n\nNo cards yet\.\n\nAs of .* UTC, from 1 commit that touched documents, by first parents\.\n$/,
    );
    const finished = makeRepository({ 'docs/goal.md': '---\nrequires: [a]\n---\n', 'docs/a.md': '# A\n' });
    const text = await report(finished, 'goal');
    expect(text).toContain(' 2 of 2 cards done, 0 ready, 0 blocked.');
    expect(text).toMatch(/\nEverything is done since \d{4}-\d\d-\d\d\.\n/);
    expect(text).toContain('\nNone: no card is open.\n');
  });

  it('of a chain that was finalized is that of the chain as it was, by the name of its goal', async () => {
    const top = repository();
    writeFiles(top, {
      'docs/goal.md': '---\ntitle: The goal\nrequires: [a, b, c]\n---\n',
      'docs/b.md': '---\ntitle: B\n---\n',
      'docs/c.md': '---\ntitle: C\n---\n',
      'docs/other.md': openCard('Other'),
    });
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', '--message=Done');
    for (const stem of ['goal', 'a', 'b', 'c']) writeFiles(top, { [`docs/${stem}.md`]: `# ${stem}\n` });
    git(top, 'commit', '--quiet', '--all', '--message=Finalize');
    const text = await report(top, 'goal', '--since', 'HEAD~1');
    expect(text).toMatch(/^# Progress of The goal \(`goal`\)\n\nNo card is left to work on: 4 finalized\.\n/);
    expect(text).toContain(': 0 discovered, 0 closed, 0 reopened, 4 finalized\n');
    expect(text).not.toContain('other');
    expect(await report(top, 'goal', '--format', 'html')).toContain('<h1><bdi>The goal</bdi></h1>');
    const unknown = await mikado(['report', 'nothing'], { cwd: top });
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^mikado: There is no card named nothing\.\n/),
    });
  });

  it('is written outside git as well, and says that there is no history', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'docs/a.md': openCard('A') });
    expect(await report(folder)).toContain(' UTC. No commit is here, so there is no history to tell of.\n');
  });

  it('keeps a title that a forge would read as more than words inside a span of code', async () => {
    const titles = [
      ...['@team fixes #1', '![x](https://e.org/x.png)', '<img src=x>', 'a `` b `c`', '`', 'https://e.org'],
      ...[
        '2. Not a list',
        '1) Nor this',
        '- Nor that',
        'See www.example.org',
        'Like GH-12',
        'So :smile: it is',
      ],
      ...[
        'As of deadbeef0',

        '*bold*',
        'a_b_c',
        '~label',
        'x | y',
        '$1 + %2',
        '!3',
        '# No heading',
      ],
    ];
    const words = 'Node 24.1: the others, at last (TCP/IP), in Zoë’s words';
    const top = makeRepository(
      Object.fromEntries([...titles, words].map((title, at) => [`docs/card-${at}.md`, openCard(title)])),
    );
    const { unified } = await import('unified');
    const { default: remarkParse } = await import('remark-parse');
    const kinds = new Set<string>();
    const spans: string[] = [];
    const html: string[] = [];
    const visit = (node: { type: string; value?: string; children?: unknown[] }): void => {
      kinds.add(node.type);
      if (node.type === 'inlineCode') spans.push(node.value ?? '');
      if (node.type === 'html') html.push(...(node.value ?? '').split('\n'));
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    const text = await report(top, '--docs', 'docs');
    visit(unified().use(remarkParse).parse(text) as Parameters<typeof visit>[0]);
    expect([...kinds].filter((kind) => ['image', 'link', 'emphasis', 'strong'].includes(kind))).toEqual([]);
    expect(html.every((each) => /^<\/?details>$|^<summary>[\w ,()]+<\/summary>$/.test(each))).toBe(true);
    expect(titles.filter((title) => !spans.includes(title))).toEqual([]);
    expect(text).toContain(`\n- ${words} (\`card-${titles.length}\`): `);
  });

  it('fits where a forge takes 65,536 characters when it is compact', async () => {
    const count = Number(process.env.MIKADO_TEST_CARDS ?? 5000);
    const names = Array.from({ length: count }, (_, at) => `card-${String(at).padStart(150, 'x')}`);
    const title = `😀\u0060\u0060</details>@team ${'t\u{1f468}'.repeat(300)}`;
    const files = Object.fromEntries(names.map((name) => [`docs/${name}.md`, openCard(title)]));
    const top = makeRepository({
      ...files,
      'docs/goal.md': `---\nstatus: active\nrequires: [${names.slice(0, 300).join(', ')}]\n---\n`,
    });
    const text = await report(top, '--compact', '--since', '2000-01-01');
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    expect(text).toContain(`<summary>and ${count - 10} more</summary>\n`);
    expect(text).toContain(`- and ${count - 50} more\n`);
    expect(text).toMatch(
      /\n\d+ more sections? do(?:es)? not fit here\.\n| \d+ cards are left out, as there is no room/,
    );
    expect(text.split('<details>').length).toBe(text.split('\n</details>').length);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  }, 120_000);

  it('tells since a commit in sentences with the commit, and what was folded into what', async () => {
    const top = repository();
    git(top, 'remote', 'add', 'origin', 'https://user:secret@github.com/owner/name.git');
    writeFiles(top, {
      'docs/c.md': `${openCard('C')}- [ ] the words that both of the cards will have\n`,
    });
    git(top, 'commit', '--all', '--quiet', '--message=Words', '--date=2026-02-19T12:00:00Z');
    rmSync(join(top, 'docs/c.md'));
    writeFiles(top, { 'docs/goal.md': `${GOAL}* the words that both of the cards will have\n` });
    git(top, 'commit', '--all', '--quiet', '--message=Fold', '--date=2026-02-20T12:00:00Z');
    const commit = git(top, 'rev-parse', 'HEAD');
    const { since } = JSON.parse(await report(top, '--json', '--since', 'HEAD~1'));
    expect(since.events).toMatchObject([{ kind: 'deleted', stem: 'c', into: 'goal', commit }]);
    const day = since.events[0].when.slice(0, 10);
    expect(await report(top, '--since', 'HEAD~1')).toContain(
      `\n- \`c\` was folded into \`goal\` on ${day} ([${commit.slice(0, 7)}], Test)\n\n[${commit.slice(0, 7)}]: https://github.com/owner/name/commit/${commit}\n`,
    );
    git(top, 'remote', 'remove', 'origin');
    expect(await report(top, '--since', 'HEAD~1')).toContain(`on ${day} (${commit.slice(0, 7)}, Test)\n`);
  });

  it('goes into a file on request, and says when it cannot', async () => {
    const top = repository();
    expect(await report(top, '--out', 'out/report.md')).toBe('');
    expect(readFileSync(join(top, 'out/report.md'), 'utf8')).toMatch(/^# Progress\n/);
    const { code, stderr } = await mikado(['report', '--out', 'docs/a.md/x'], { cwd: top });
    expect(code).toBe(5);
    expect(stderr).toMatch(/^The report could not be written to docs\/a\.md\/x: .+\n$/);
  });

  it('refuses a commit or a day that is none', async () => {
    const top = repository();
    const commit = await mikado(['report', '--since', 'nowhere'], { cwd: top });
    expect({ code: commit.code, stderr: commit.stderr }).toEqual({
      code: 2,
      stderr:
        'mikado: There is no commit nowhere here.\n  Name a branch, a tag or a commit of this repository: git branch --all\n',
    });
    const day = await mikado(['report', '--since', '2026-13-01'], { cwd: top });
    expect({ code: day.code, stderr: day.stderr }).toEqual({
      code: 2,
      stderr:
        'mikado: --since takes a commit or a day, and 2026-13-01 is no day.\n  For example: --since 2026-11-01\n',
    });
  });
});
