import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { git, MIKADO, makeFolder, makeRepository, mikado, NODE, writeFiles } from '../rig/cli.ts';
import { startInPty } from '../rig/pty.ts';

const OPEN = '---\nstatus: active\n---\n';

function page(cwd: string, ...args: readonly string[]) {
  return mikado(['report', '--format', 'html', ...args], { cwd });
}

function hashIn(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

describe('a report as HTML', () => {
  it('goes through a pipe as one document', async () => {
    const { code, stdout, stderr } = await page(makeRepository({ 'docs/a.md': OPEN }));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^<!doctype html>\n.*<\/html>\n$/s);
  });

  it('is refused on a terminal, with the way to a file', async () => {
    const screen = startInPty(NODE, [MIKADO, 'report', '--format', 'html'], {
      cwd: makeRepository({ 'docs/a.md': OPEN }),
      columns: 100,
      rows: 10,
    });
    expect(await screen.waitForExit()).toMatchObject({ code: 2 });
    expect(screen.received.replaceAll('\r', '')).toBe(
      'mikado: A page is for a browser, and this is a terminal.\n  Name a file: mikado report --format html --out report.html\n',
    );
  });

  it('forbids everything but its own style and script, by their hashes', async () => {
    const { stdout } = await page(makeRepository({ 'docs/a.md': OPEN }));
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(stdout) ?? [];
    const [, script = ''] = /<script>(.*?)<\/script>/s.exec(stdout) ?? [];
    expect([style, script]).not.toContain('');
    expect(stdout).toContain(
      `content="default-src 'none'; style-src '${hashIn(style)}'; script-src '${hashIn(script)}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(stdout).not.toMatch(/ style=| on[a-z]+=|javascript:|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  it('tells what is wrong with the cards, with the place and the help', async () => {
    const top = makeRepository({ 'docs/goal.md': '---\nstatus: active\nrequires: [nowhere]\n---\n' });
    const { stdout } = await page(top);
    expect(stdout).toContain('Problems: <data value="1" data-figure="diagnostics">1</data>');
    expect(stdout).toContain('<code>missing-prerequisite</code> in <code><bdi>docs/goal.md:3</bdi></code>');
    expect(stdout).toContain('<code><bdi>nowhere</bdi></code> (missing)');
  });

  it('tells of a card that was closed by force, why and by whom', async () => {
    const top = makeRepository({
      'docs/goal.md': '---\nstatus: active\nrequires: [a]\n---\n',
      'docs/a.md': `${OPEN}\n## Verification\n\n- [ ] Somebody looked\n`,
    });
    expect(await mikado(['close', 'a', '--force', 'shipped <anyway>'], { cwd: top })).toMatchObject({
      code: 0,
    });
    const { stdout } = await page(top);
    expect(stdout).toContain('Closed by force: <data value="1" data-figure="forcedCloses">1</data>');
    expect(stdout).toMatch(/<li><code><bdi>a<\/bdi><\/code> by .*: <bdi>shipped &lt;anyway&gt;<\/bdi><\/li>/);
  });

  it('of a chain that was finalized still tells what became of it', async () => {
    const top = makeRepository({ 'docs/goal.md': OPEN });
    writeFiles(top, { 'docs/goal.md': '# Goal\n' });
    git(top, 'commit', '--quiet', '--all', '--message=Finalize');
    const { stdout } = await page(top, '--since', '2000-01-01');
    expect(stdout).toContain('<p class="lead">No card is left to work on: 1 finalized.</p>');
    expect(stdout).toContain('<data value="1" data-figure="since.counts.finalized">1</data>');
  });

  it('links the commit of what happened where its page is known', async () => {
    const top = makeRepository({ 'docs/a.md': OPEN });
    git(top, 'remote', 'add', 'origin', 'git@github.com:owner/plan.git');
    const { stdout } = await page(top, '--since', '2000-01-01');
    const commit = git(top, 'rev-parse', 'HEAD');
    expect(stdout).toContain(`<li><code><bdi>a</bdi></code> was discovered <span class="note">on <time`);
    expect(stdout).toContain(
      `<a href="https://github.com/owner/plan/commit/${commit}" rel="noreferrer"><code>${commit.slice(0, 7)}</code></a>, <bdi>Test</bdi></span></li>`,
    );
  });

  it('says that there is no history outside git', async () => {
    const folder = makeFolder();
    writeFiles(folder, { 'docs/a.md': OPEN });
    expect((await page(folder)).stdout).toContain('No commit is here, so there is no history to tell of.');
  });
});
