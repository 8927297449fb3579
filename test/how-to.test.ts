import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { git, writeFiles } from './rig/cli.ts';
import { commandsIn, TranscriptPlace } from './rig/transcript.ts';

/** What somebody does who follows a page, besides typing its commands. */
interface Deed {
  /** The command of the page before which he does it, or whose questions he answers; once for each time. */
  readonly at: string;
  readonly files?: Readonly<Record<string, string>>;
  /** What he writes over the template of a card, by its stem: the lines of its checklist. */
  readonly checklists?: Readonly<Record<string, readonly string[]>>;
  readonly answers?: readonly string[];
}

interface Page {
  readonly path: string;
  readonly start: Readonly<Record<string, string>>;
  readonly deeds: readonly Deed[];
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};
const CODE = { 'tokens.txt': 'old\n', 'clients.txt': 'old\n', 'anonymous.txt': 'on\n' };

const PAGES: readonly Page[] = [
  {
    path: 'docs/how-to/run-a-c2-change.md',
    start: { ...CODE, 'docs/how-to/push.md': '# Push an image\n' },
    deeds: [
      {
        at: 'git commit --all -m "C2(harden-registry): plan what must hold"',
        checklists: {
          'rotate-tokens': ['The tokens are new: `grep -q new tokens.txt`'],
          'harden-registry': [
            'Nobody pulls without an account: `grep -q off anonymous.txt`',
            'Every team was told',
          ],
        },
      },
      {
        at: 'git commit --all -m "C2(harden-registry): impl rotate the tokens"',
        files: { 'tokens.txt': 'new\n' },
      },
      {
        at: 'git commit --all -m "C2(harden-registry): impl turn anonymous pulls off"',
        files: { 'anonymous.txt': 'off\n' },
      },
      {
        at: 'mikado discover update-clients --for harden-registry',
        checklists: { 'update-clients': ['The clients are new: `grep -q new clients.txt`'] },
      },
      {
        at: 'git commit --all -m "C2(harden-registry): impl update the clients"',
        files: { 'clients.txt': 'new\n' },
      },
      { at: 'mikado verify update-clients', answers: ['y'] },
      // Two items: the first has a command to approve and an outcome to judge.
      { at: 'mikado verify harden-registry', answers: ['y', 'y', 'y'] },
    ],
  },
  {
    path: 'docs/how-to/guard-the-branch.md',
    start: {
      ...CODE,
      'docs/harden-registry.md':
        '---\nstatus: active\nbranch: mikado/harden-registry\n---\n\n# Harden the registry\n',
    },
    deeds: [
      { at: 'git commit --all -m "rotate the tokens"', files: { 'tokens.txt': 'new\n' } },
      {
        at: 'git commit --all --no-verify -m "C2(harden-registry): impl write it down"',
        files: {
          'docs/harden-registry.md':
            '---\nstatus: active\nbranch: mikado/harden-registry\n---\n\n# All of it\n',
        },
      },
    ],
  },
  { path: 'docs/how-to/plan-a-change.md', start: { 'docs/index.md': '# Pages\n' }, deeds: [] },
];

/** Ids of commits differ from run to run: each is shown by when it was met first. */
function withPlainIds(outputs: readonly string[]): readonly string[] {
  const known: string[] = [];
  return outputs.map((output) =>
    output.replace(/\b[0-9a-f]{7,40}\b/g, (id) => {
      const short = id.slice(0, 7);
      if (!known.includes(short)) known.push(short);
      return `<commit ${known.indexOf(short)}>`;
    }),
  );
}

function fillIn(folder: string, stem: string, items: readonly string[]): void {
  const [name = ''] = git(folder, 'ls-files', '--cached', '--others', `*${stem}.md`).split('\n');
  const text = readFileSync(join(folder, name), 'utf8');
  const list = items.map((item) => `- [ ] ${item}`).join('\n');
  const filled = text
    .replace('1. …', '1. Do it.')
    .replace('- [ ] What a person can see when it is done', list);
  expect(filled).not.toBe(text);
  writeFileSync(join(folder, name), filled);
}

describe('a page that says how to', () => {
  it.each(PAGES)('runs from its first command to its last: $path', { timeout: 120_000 }, async (page) => {
    const commands = commandsIn(
      readFileSync(fileURLToPath(new URL(`../${page.path}`, import.meta.url)), 'utf8'),
    );
    const place = new TranscriptPlace(AUTHOR);
    writeFiles(place.folder, page.start);
    git(place.folder, 'init', '--quiet', '--initial-branch=main');
    git(place.folder, 'add', '--all');
    git(place.folder, 'commit', '--quiet', '--message=First');
    const left = [...page.deeds];
    const [printed, shown]: [string[], string[]] = [[], []];
    for (const { command, answers, output } of commands) {
      const due = left.findIndex(({ at }) => at === command);
      const [deed] = due === -1 ? [] : left.splice(due, 1);
      writeFiles(place.folder, deed?.files ?? {});
      for (const [stem, items] of Object.entries(deed?.checklists ?? {})) fillIn(place.folder, stem, items);
      const line = output === undefined ? `${command}\n[ $? = 0 ] || echo "it failed"` : command;
      const said = await place.play({ command: line, answers: deed?.answers ?? answers });
      expect(said, command).not.toMatch(/it failed$/);
      if (output === undefined) continue;
      printed.push(`$ ${command}\n${said}`);
      shown.push(`$ ${command}\n${output}`);
    }
    expect(withPlainIds(printed)).toEqual(withPlainIds(shown));
    expect(left).toEqual([]);
    expect(commands.length).toBeGreaterThan(4);
  });
});
