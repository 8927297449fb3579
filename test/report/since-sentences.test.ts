import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeFolder, makeRepository, mikado, writeFiles } from '../rig/cli.ts';

const LINES = ['how the tags are made', 'why the tags must stay', 'what the cache may keep'];

function card(fields: string, line = 'Words that stand in every one of them.'): string {
  return `---\n${fields}\n---\n\n${line}\n`;
}

function goal(...stems: readonly string[]): string {
  return card(`status: active\nrequires: [${stems.join(', ')}]`);
}

/** What each commit writes, or with undefined deletes; the day in March is its place, from the second on. */
const COMMITS: readonly Readonly<Record<string, string | undefined>>[] = [
  { 'docs/new.md': card('status: planned'), 'docs/goal.md': goal('a', 'b', 'fold', 'old', 'note', 'new') },
  { 'docs/a.md': card('status: active') },
  { 'docs/a.md': card('title: A') },
  { 'docs/a.md': card('status: planned') },
  {
    'docs/old.md': undefined,
    'docs/newer.md': card('status: planned', LINES.join('\n')),
    'docs/goal.md': goal('a', 'b', 'fold', 'newer', 'note', 'new'),
  },
  {
    'docs/fold.md': undefined,
    'docs/goal.md': `${goal('a', 'b', 'newer', 'note', 'new')}${LINES.join(' ')}\n`,
  },
  { 'docs/b.md': undefined, 'docs/goal.md': `${goal('a', 'newer', 'note', 'new')}${LINES.join(' ')}\n` },
  { 'docs/side.md': '# Side\n', 'docs/below.md': '# Below\n' },
  { 'docs/lost.md': '# Lost\n', 'docs/under.md': '# Under\n' },
  { 'docs/goal.md': `${goal('a', 'newer', 'new')}${LINES.join(' ')}\n` },
  { 'docs/b.md': card('status: planned') },
];

const SENTENCES = [
  '`new` was discovered on 2026-03-02',
  '`a` was started on 2026-03-03',
  '`a` was closed on 2026-03-04',
  '`a` was reopened on 2026-03-05',
  '`newer` was renamed from `docs/old.md` on 2026-03-06',
  '`fold` was folded into `goal` on 2026-03-07',
  '`b` was deleted on 2026-03-08',
  '`below` was finalized on 2026-03-09',
  '`side` was finalized on 2026-03-09',
  '`lost` was abandoned while something was open on 2026-03-10',
  '`under` was abandoned while something was open on 2026-03-10',
  '`note` was no longer required on 2026-03-11',
  '`b` came back on 2026-03-12',
];

function play(): string {
  const top = makeRepository({
    'docs/goal.md': goal('a', 'b', 'fold', 'old', 'note'),
    'docs/a.md': card('status: planned'),
    'docs/b.md': card('status: planned'),
    'docs/fold.md': card('status: planned', LINES.join(' ')),
    'docs/old.md': card('status: planned', LINES.join('\n')),
    'docs/note.md': '# A note\n',
    'docs/side.md': card('requires: [below]'),
    'docs/below.md': card('title: Below'),
    'docs/lost.md': goal('under'),
    'docs/under.md': card('status: planned'),
  });
  git(top, 'commit', '--quiet', '--amend', '--no-edit', '--date=2026-03-01T12:00:00Z');
  git(top, 'tag', 'start');
  git(top, 'remote', 'add', 'origin', 'git@codeberg.org:owner/plan.git');
  for (const [at, files] of COMMITS.entries()) {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(top, path));
      else writeFiles(top, { [path]: text });
    }
    git(top, 'add', '--all');
    git(
      top,
      'commit',
      '--quiet',
      '--message=Step',
      `--date=2026-03-${String(at + 2).padStart(2, '0')}T12:00:00Z`,
    );
  }
  return top;
}

/** What a page says in its list of what happened, as text. */
function sentencesOfPage(html: string): readonly string[] {
  const [, list = ''] = /<ul class="events">(.*?)<\/ul>/s.exec(html) ?? [];
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => item.replace(/<[^>]+>/g, ''));
}

describe('what happened since a commit or a day', () => {
  it('is told in one sentence of its own kind for each thing, with the commit that links to its page', async () => {
    const top = play();
    const log = git(top, 'log', '--format=%ad %H', '--date=short').split('\n');
    const commits = new Map(log.map((line) => [line.slice(0, 10), line.slice(11)]));
    const sentences = SENTENCES.map((sentence) => {
      const commit = commits.get(sentence.slice(-10)) ?? '';
      return `- ${sentence} ([${commit.slice(0, 7)}], Test)`;
    });
    for (const since of ['start', '2026-03-02']) {
      const { stdout } = await mikado(['report', '--since', since], { cwd: top });
      const [, section = ''] = stdout.split(/^## Since .*\n\n/m);
      const [told = '', links = ''] = section.split('\n\n');
      expect(told.split('\n')).toEqual(sentences);
      const days = [...new Set(SENTENCES.map((sentence) => sentence.slice(-10)))];
      expect(links.split('\n')).toEqual(
        days.map((day) => {
          const commit = commits.get(day) ?? '';
          return `[${commit.slice(0, 7)}]: https://codeberg.org/owner/plan/commit/${commit}`;
        }),
      );
      expect(stdout).toContain(
        `\n## Since \`${since}\`: 1 discovered, 1 closed, 1 reopened, 1 started, 1 renamed, 1 returned, 1 deleted, 1 folded, 2 finalized, 2 abandoned, 1 dropped\n`,
      );
    }
    const { stdout: html } = await mikado(['report', '--since', 'start', '--format', 'html'], { cwd: top });
    expect(sentencesOfPage(html)).toEqual(
      SENTENCES.map((sentence) => {
        const [, what = '', date = ''] = /^(.*) on (.*)$/.exec(sentence.replaceAll('`', '')) ?? [];
        return `${what} on ${Number(date.slice(8))} March 2026, ${commits.get(date)?.slice(0, 7)}, Test`;
      }),
    );
    for (const commit of [...commits.values()].slice(0, -1))
      expect(html).toContain(`<a href="https://codeberg.org/owner/plan/commit/${commit}" rel="noreferrer">`);
  });

  it('counts nothing of the oldest commit of a shallow clone, which holds what was there before', async () => {
    const top = join(makeFolder(), 'shallow');
    git(makeFolder(), 'clone', '--quiet', '--depth=3', `file://${play()}`, top);
    const { stdout } = await mikado(['report', '--since', '2026-03-01'], { cwd: top });
    expect(stdout).toContain('This clone is shallow: what is oldest may be older.');
    expect(stdout).toContain(': 1 discovered, 0 closed, 0 reopened, 1 dropped\n');
  });

  it('counts what came about in a shallow clone itself, though its oldest commit has no card', async () => {
    const origin = makeRepository({ 'docs/page.md': '# Page\n' });
    for (const stem of ['page', 'a']) {
      writeFiles(origin, {
        [`docs/${stem}.md`]: stem === 'a' ? card('status: planned') : '# Another page\n',
      });
      git(origin, 'add', '--all');
      git(origin, 'commit', '--quiet', '--message=Step');
    }
    const top = join(makeFolder(), 'shallow');
    git(makeFolder(), 'clone', '--quiet', '--depth=2', `file://${origin}`, top);
    const { stdout } = await mikado(['report', '--since', '2026-03-01'], { cwd: top });
    expect(stdout).toContain(': 1 discovered, 0 closed, 0 reopened\n');
  });

  it('is not told where there is no history', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'docs/a.md': card('status: active') });
    const { stdout } = await mikado(['report', '--since', '2026-03-01'], { cwd: folder });
    expect(stdout).toContain(': 0 discovered, 0 closed, 0 reopened\n\nWithout a history nobody can tell.\n');
  });
});
