import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, testEnvironment, writeFiles } from '../rig/cli.ts';

const OPEN = '---\nstatus: active\n---\n\nWords that are long enough to be known again.\n';

/** Adds a commit of all that lies there, with an author line as nobody's git would write it. */
function commitBy(top: string, author: string): void {
  git(top, 'add', '--all');
  const text = [
    `tree ${git(top, 'write-tree')}`,
    `parent ${git(top, 'rev-parse', 'HEAD')}`,
    `author ${author}`,
    'committer T <t@example.org> 1700000000 +0000',
    '',
    'Step\n',
  ].join('\n');
  const args = ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'];
  const commit = execFileSync('git', args, {
    cwd: top,
    env: testEnvironment(),
    input: text,
    encoding: 'utf8',
  });
  git(top, 'update-ref', 'HEAD', commit.trim());
}

async function reports(top: string, ...args: readonly string[]) {
  const [markdown, html, json] = await Promise.all(
    ['markdown', 'html', 'json'].map(async (format) => {
      const ended = await mikado(['report', ...args, '--format', format], { cwd: top });
      expect([format, ended.code]).toEqual([format, 0]);
      return ended.stdout;
    }),
  );
  return { markdown: markdown ?? '', html: html ?? '', json: JSON.parse(json ?? '') };
}

describe('a report of an odd repository', () => {
  it('takes dates before 1970, far in the future, and none at all, in the order of the commits', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    const dates = ['-86400', '99999999999999999', '0', '2051222400', ''];
    for (const [at, date] of dates.entries()) {
      writeFiles(top, { [`docs/card-${at}.md`]: OPEN });
      commitBy(top, date === '' ? 'nonsense' : `T <t@example.org> ${date} +0000`);
    }
    const { markdown, json } = await reports(top, '--since', '1960-01-01');
    const times = json.since.events.map(({ when }: { when: string }) => Date.parse(when));
    expect(times).toHaveLength(12);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((time: number) => time <= Date.parse(json.asOf))).toBe(true);
    expect(markdown).toContain(': 6 discovered, 0 closed, 0 reopened, 6 started\n');
    expect(markdown).toMatch(/\n- `card-4` was discovered on \S+ \([0-9a-f]{7}\)\n/);
    expect(json.counts.known).toBe(6);
  });

  it('follows the cards where the documents folder moved, whoever names the folder', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    writeFiles(top, { 'site/keep': '', '.mikado.yaml': 'docs: site/docs\n' });
    git(top, 'mv', 'docs', 'site/docs');
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', '--message=Move');
    const first = git(top, 'rev-parse', 'HEAD~1');
    for (const args of [[], ['--docs', 'site/docs']]) {
      const { markdown, json } = await reports(top, ...args, '--since', first);
      expect(markdown).toContain('- `a` was renamed from `docs/a.md` on ');
      expect(json.cards).toMatchObject([
        { stem: 'a', events: [{ kind: 'discovered' }, {}, { kind: 'renamed' }] },
      ]);
    }
  });

  it('tells of cards in bytes that are no text, now and then', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    writeFileSync(join(top, 'docs/b.md'), Buffer.from('---\nstatus: active\ntitle: \xff\n---\n', 'latin1'));
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', '--message=Bytes');
    const { markdown, html, json } = await reports(top, '--since', 'HEAD~1');
    expect(json.counts).toEqual({ known: 2, done: 0, ready: 1, blocked: 1 });
    expect(markdown).toContain('- `b` waits for `b` (unreadable)\n');
    expect(markdown).toContain('- `b` was discovered on ');
    expect(html).toContain('<code>encoding</code> in <code><bdi>docs/b.md:1</bdi></code>');
  });

  it('is that of a commit where HEAD is detached, and has no history before the first one', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    writeFiles(top, { 'docs/b.md': OPEN });
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', '--message=Second');
    git(top, 'switch', '--quiet', '--detach', 'HEAD~1');
    expect((await reports(top)).json).toMatchObject({ counts: { known: 1 }, history: { commits: 1 } });
    const fresh = makeFolder();
    git(fresh, 'init', '--quiet');
    writeFiles(fresh, { 'docs/a.md': OPEN });
    const { markdown, html, json } = await reports(fresh, '--since', '2026-01-01');
    expect(json.history).toBeNull();
    for (const text of [markdown, html]) {
      expect(text).toContain('No commit is here, so there is no history to tell of.');
      expect(text).toContain('Without a history nobody can tell.');
    }
  });
});
