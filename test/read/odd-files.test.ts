import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Plan, readPlan } from '../../src/plan.ts';
import { makeTree } from '../rig/tree.ts';

const OPEN = '---\nstatus: active\n---\n';
const GOAL = '---\nstatus: active\nrequires: [part]\n---\n';
const HEAD = { '.git/HEAD': 'ref: refs/heads/main\n' };

function stateOf(plan: Plan, stem: string): string {
  const card = plan.cards.find((each) => each.stem === stem);
  if (card === undefined) return 'no card';
  const state = plan.stateOf(card);
  return state.kind === 'blocked'
    ? state.blockers.map((each) => `${each.stem} ${each.reason}`).join(', ')
    : state.kind;
}

const saysOf = (plan: Plan) => plan.diagnostics.map((each) => `${each.path} ${each.code}: ${each.message}`);

describe('what ends in .md and is no card file', () => {
  it('a named pipe is refused without waiting for it, and blocks what requires it', async () => {
    const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL });
    execFileSync('mkfifo', [join(top, 'docs/part.md')]);
    const plan = await readPlan({ cwd: top });
    expect(stateOf(plan, 'goal')).toBe('part unreadable');
    expect(saysOf(plan)).toEqual(['docs/part.md not-a-file: part.md is not read: it is a named pipe.']);
  });

  it('a folder is refused, and the cards in it are read', async () => {
    const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL, 'docs/part.md/inner.md': OPEN });
    const plan = await readPlan({ cwd: top });
    expect(stateOf(plan, 'goal')).toBe('part unreadable');
    expect(stateOf(plan, 'inner')).toBe('ready');
  });

  it('a link out of the repository is neither read nor followed', async () => {
    const outside = makeTree({ 'secret.md': OPEN });
    const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL });
    symlinkSync(join(outside, 'secret.md'), join(top, 'docs/part.md'));
    symlinkSync(outside, join(top, 'docs/linked'));
    const plan = await readPlan({ cwd: top });
    expect(stateOf(plan, 'goal')).toBe('part unreadable');
    expect(stateOf(plan, 'secret')).toBe('no card');
    expect(saysOf(plan)).toEqual([
      'docs/part.md not-a-file: part.md is not read: it is a link that leads out of the repository.',
    ]);
  });

  it('a link into the git folder, to nowhere and to a folder beside whose name it shares is refused', async () => {
    const top = makeTree({
      ...HEAD,
      '.git/config': OPEN,
      'docs/goal.md': GOAL.replace('part', 'part, gone'),
    });
    symlinkSync(join(top, '.git/config'), join(top, 'docs/part.md'));
    symlinkSync(join(top, 'nowhere'), join(top, 'docs/gone.md'));
    const plan = await readPlan({ cwd: top });
    expect(stateOf(plan, 'goal')).toBe('part unreadable, gone unreadable');
    expect(saysOf(plan)).toEqual([
      'docs/gone.md not-a-file: gone.md is not read: it is a link that leads nowhere.',
      'docs/part.md not-a-file: part.md is not read: it is a link into the git folder.',
    ]);
  });

  it('a link to a card of the repository is read', async () => {
    const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL, 'cards/part.md': OPEN });
    symlinkSync(join(top, 'cards/part.md'), join(top, 'docs/part.md'));
    expect(stateOf(await readPlan({ cwd: top }), 'goal')).toBe('part open');
  });

  it('a card of 100 MB is refused by its size, and its neighbours are read', async () => {
    const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL, 'docs/part.md': OPEN, 'docs/other.md': OPEN });
    truncateSync(join(top, 'docs/part.md'), 100_000_000);
    const before = process.memoryUsage.rss();
    const plan = await readPlan({ cwd: top });
    expect(process.memoryUsage.rss() - before).toBeLessThan(30 * 1024 * 1024);
    expect(stateOf(plan, 'goal')).toBe('part unreadable');
    expect(stateOf(plan, 'other')).toBe('ready');
    expect(saysOf(plan)).toEqual([
      'docs/part.md too-large: The file has 100,000,000 bytes, and a card is read up to 1 MiB (1,048,576 bytes).',
    ]);
  });

  it('what no card requires is skipped with a warning', async () => {
    const top = makeTree({ ...HEAD, 'docs/other.md': OPEN, 'docs/folder.md/inner.md': OPEN });
    execFileSync('mkfifo', [join(top, 'docs/pipe.md')]);
    const plan = await readPlan({ cwd: top });
    expect(plan.cards.map((card) => card.stem)).toEqual(['inner', 'other']);
    expect(plan.diagnostics.map((each) => `${each.severity}: ${each.message}`)).toEqual([
      'warning: folder.md is not read: it is a folder.',
      'warning: pipe.md is not read: it is a named pipe.',
    ]);
  });

  it('a file that is kept from this user may be a card, so it counts as one', async () => {
    const top = makeTree({ ...HEAD, 'docs/part.md': OPEN });
    execFileSync('chmod', ['-R', 'a+rX', top]);
    execFileSync('chmod', ['000', join(top, 'docs/part.md')]);
    const plan = await asNobody(() => readPlan({ cwd: top }));
    expect(stateOf(plan, 'part')).toBe('part unreadable');
    expect(saysOf(plan)).toEqual([
      'docs/part.md not-a-file: part.md is not read: you are not allowed to read it.',
    ]);
  });

  it('a file whose name is no text is named as well as it can be', async () => {
    const top = makeTree({ ...HEAD, 'docs/other.md': OPEN });
    const name = Buffer.concat([Buffer.from(join(top, 'docs/bad')), Buffer.from([0xff]), Buffer.from('.md')]);
    writeFileSync(name, OPEN);
    const plan = await readPlan({ cwd: top });
    expect(saysOf(plan)).toEqual([
      'docs/bad\ufffd.md not-a-file: bad\ufffd.md is not read: its name is not valid UTF-8.',
    ]);
  });

  it('a card that this user may not read blocks what requires it, and its neighbours are read', async () => {
    const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL, 'docs/part.md': OPEN, 'docs/other.md': OPEN });
    execFileSync('chmod', ['-R', 'a+rX', top]);
    execFileSync('chmod', ['000', join(top, 'docs/part.md')]);
    const plan = await asNobody(() => readPlan({ cwd: top }));
    expect(stateOf(plan, 'goal')).toBe('part unreadable');
    expect(stateOf(plan, 'other')).toBe('ready');
    expect(saysOf(plan)).toEqual([
      'docs/part.md not-a-file: part.md is not read: you are not allowed to read it.',
    ]);
  });
});

/** Nothing is forbidden to root, so where the tests run as root this is done as somebody else. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('where cards are looked for', () => {
  it('an empty documents root has no cards and nothing wrong', async () => {
    const top = makeTree(HEAD);
    mkdirSync(join(top, 'docs'));
    const plan = await readPlan({ cwd: top });
    expect([plan.cards, plan.diagnostics, plan.chains]).toEqual([[], [], []]);
  });

  it('without git the current folder is the root', async () => {
    const top = makeTree({ 'goal.md': GOAL, 'deep/part.md': OPEN });
    const plan = await readPlan({ cwd: top });
    expect(plan.cards.map((card) => card.path)).toEqual(['goal.md', 'deep/part.md']);
  });

  it('from a subfolder of a repository the docs at its top are the root', async () => {
    const top = makeTree({ ...HEAD, 'docs/goal.md': OPEN, 'src/deep/note.md': OPEN });
    const plan = await readPlan({ cwd: join(top, 'src/deep') });
    expect(plan.cards.map((card) => card.path)).toEqual(['docs/goal.md']);
  });

  it('the configured folder is the root, and --docs goes before it', async () => {
    const top = makeTree({ ...HEAD, '.mikado.yaml': 'docs: plans\n', 'plans/a.md': OPEN, 'docs/b.md': OPEN });
    expect((await readPlan({ cwd: top })).cards.map((card) => card.stem)).toEqual(['a']);
    expect((await readPlan({ cwd: top, docs: 'docs' })).cards.map((card) => card.stem)).toEqual(['b']);
  });

  it('what is hidden, ignored by git or left out by name is not read', async () => {
    const top = makeTree({
      ...HEAD,
      '.gitignore': 'built/\n/docs/draft-*.md\n',
      '.mikado.yaml': 'ignore:\n  - old/**\n',
      'docs/.gitignore': 'private.md\n',
      'docs/kept.md': OPEN,
      'docs/draft-one.md': OPEN,
      'docs/private.md': OPEN,
      'docs/deep/private.md': OPEN,
      'docs/deep/.gitignore': '!kept.md\nlocal.md\n',
      'docs/deep/local.md': OPEN,
      'docs/built/x.md': OPEN,
      'docs/old/x.md': OPEN,
      'docs/.hidden/x.md': OPEN,
      'docs/changelog.d/x.md': OPEN,
      'docs/node_modules/x.md': OPEN,
    });
    expect((await readPlan({ cwd: top })).cards.map((card) => card.path)).toEqual(['docs/kept.md']);
  });

  it('cards come in the same order whatever the file system says', async () => {
    const names = ['b', 'a', 'a-b', 'a/z', 'B', 'ä', 'a.b'];
    const top = makeTree({ ...HEAD, ...Object.fromEntries(names.map((name) => [`docs/${name}.md`, OPEN])) });
    const plan = await readPlan({ cwd: top });
    expect(plan.documents.map((each) => each.path)).toEqual(
      [...plan.documents.map((each) => each.path)].sort(),
    );
    expect(plan.cards.map((card) => card.stem)).toEqual(['B', 'a', 'a-b', 'a.b', 'b', 'z', 'ä']);
  });
});

describe('the configuration', () => {
  it.each([
    ['docz: x\n', '.mikado.yaml:1:1: there is no key `docz`.', 'Did you mean `docs`?'],
    [
      'verification:\n  timeot: 5m\n',
      '.mikado.yaml:2:3: there is no key `verification.timeot`.',
      'Did you mean `timeout`?',
    ],
    [
      'verification:\n  timeout: soon\n',
      '.mikado.yaml:2:12: `verification.timeout` takes a time such as 30s or 5m.',
      'Mend the value; the default is `10m`.',
    ],
    ['- a\n', '.mikado.yaml is not a mapping of keys to values.', 'Write for example `docs: docs`.'],
    ['docs: ../elsewhere\n', '`docs` in .mikado.yaml leads out of the repository, to ../elsewhere.', ''],
  ])('%j is refused', async (config, message, help) => {
    const top = makeTree({ 'top/.git/HEAD': '', 'top/.mikado.yaml': config, 'elsewhere/a.md': OPEN });
    const reading = readPlan({ cwd: join(top, 'top') });
    await expect(reading).rejects.toMatchObject({
      name: 'UsageError',
      message,
      ...(help !== '' && { help }),
    });
  });

  it('own words for a status count', async () => {
    const top = makeTree({
      ...HEAD,
      '.mikado.yaml': 'status:\n  open: [todo]\n  done: [shipped]\n',
      'docs/a.md': '---\nstatus: ToDo\n---\n',
      'docs/b.md': '---\nstatus: shipped\n---\n',
    });
    const plan = await readPlan({ cwd: top });
    expect([stateOf(plan, 'a'), stateOf(plan, 'b')]).toEqual(['ready', 'done']);
  });
});

it('reading writes nothing and follows no change of a file to another kind', async () => {
  const top = makeTree({ ...HEAD, 'docs/goal.md': GOAL, 'docs/part.md': OPEN });
  const before = readFileSync(join(top, 'docs/goal.md'));
  await readPlan({ cwd: top });
  expect(readFileSync(join(top, 'docs/goal.md'))).toEqual(before);
  writeFileSync(join(top, 'docs/goal.md'), '');
  expect(stateOf(await readPlan({ cwd: top }), 'goal')).toBe('no card');
});
