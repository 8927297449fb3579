import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { RULES, type Rule } from '../src/check/rules.ts';
import { ANSWERS, type AnswerName } from '../src/report/schemas.ts';
import { answer } from './rig/answer.ts';
import { type Finished, git, MIKADO, makeFolder, makeRepository, mikado, NODE } from './rig/cli.ts';
import { startInPty } from './rig/pty.ts';

const FOLDER = fileURLToPath(new URL('../docs/reference/schemas/', import.meta.url));
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });

function validator(name: AnswerName): ValidateFunction {
  const schema: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new TypeError(`${name}.json is no schema`);
  return ajv.getSchema(`${name}.json`) ?? ajv.compile(schema);
}

/** What speaks against an answer, in the words of the validator; nothing when it fits its schema. */
function faults(name: AnswerName, answer: string): readonly string[] {
  const validate = validator(name);
  validate(JSON.parse(answer));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const card = (lines: readonly string[], body = '') =>
  ['---', ...lines, '---', '', ...(body === '' ? [] : ['## Verification', '', body, '']), ''].join('\n');

/** Good cards among every kind of trouble: a broken card, a missing prerequisite, a cycle, a link, odd names. */
const FILES = {
  'docs/release.md': card(
    ['status: active', 'branch: mikado/release', 'requires:', '  - test-it', '  - write-it', '  - not-there'],
    '- [ ] See [[write-it]] and [[nowhere]]',
  ),
  'docs/test-it.md': card(
    ['title: "Test: it"', 'status: planned', 'tags: [a, b]', 'modified: 2026-11-23', 'requires: [write-it]'],
    '- [ ] `test 1 = 1` passes\n- [x] A person looked\n- [-] Not needed',
  ),
  'docs/write-it.md': card(
    ['status: active'],
    '- [ ] `test 1 = 1` passes\n- [ ] `test 1 = 2` passes\n- [ ] `echo hello` shows hello',
  ),
  'docs/done-early.md': card(['status: done', 'requires: [write-it, "[[test-it]]"]']),
  'docs/alone.md': card(['status: active'], '- [ ] A person looked'),
  'docs/broken.md': card(['status: active', 'requires: [']),
  'docs/egg.md': card(['status: active', 'requires: [hen]']),
  'docs/hen.md': card(['status: odd', 'requires: [egg]']),
  'docs/page.md': '# No card\n',
};

interface Line {
  readonly args: readonly string[];
  readonly answers: AnswerName;
  readonly code: number;
}

const LINES: readonly Line[] = [
  { args: [], answers: 'graph', code: 1 },
  { args: ['graph'], answers: 'graph', code: 1 },
  { args: ['graph', 'release', '--headers-only'], answers: 'graph', code: 1 },
  { args: ['chains', '--all'], answers: 'chains', code: 1 },
  { args: ['ready'], answers: 'ready', code: 1 },
  { args: ['ready', '--explain', 'write-it'], answers: 'explain', code: 0 },
  { args: ['ready', '--explain', 'release'], answers: 'explain', code: 0 },
  { args: ['tree'], answers: 'tree', code: 1 },
  { args: ['tree', 'write-it', '--up'], answers: 'tree', code: 1 },
  { args: ['show', 'test-it'], answers: 'show', code: 0 },
  { args: ['show', 'broken'], answers: 'show', code: 0 },
  { args: ['checklist', 'test-it'], answers: 'checklist', code: 0 },
  { args: ['checklist', '--file', 'docs/write-it.md'], answers: 'checklist', code: 0 },
  { args: ['verify', 'write-it'], answers: 'verify', code: 3 },
  { args: ['verify', 'write-it', '--dry-run'], answers: 'verify', code: 0 },
  { args: ['verify', 'alone'], answers: 'verify', code: 1 },
  { args: ['trust', 'write-it', '--show'], answers: 'trust', code: 0 },
  { args: ['trust', 'write-it'], answers: 'trust', code: 3 },
  { args: ['trust', '--list'], answers: 'approvals', code: 0 },
  { args: ['check'], answers: 'check', code: 1 },
  { args: ['check', '--base', 'main'], answers: 'check', code: 0 },
  { args: ['report', '--since', 'HEAD'], answers: 'report', code: 0 },
  { args: ['branch', 'check'], answers: 'branch', code: 0 },
  { args: ['init'], answers: 'init', code: 0 },
  { args: ['completion', 'fish'], answers: 'completion', code: 0 },
  { args: ['keys'], answers: 'keys', code: 0 },
  { args: ['start', 'test-it'], answers: 'edit', code: 0 },
  { args: ['close', 'release'], answers: 'edit', code: 1 },
  { args: ['close', 'alone', '--force', 'a trial'], answers: 'edit', code: 0 },
  { args: ['reopen', 'done-early'], answers: 'edit', code: 0 },
  { args: ['new', 'pack-it', '--for', 'release'], answers: 'edit', code: 0 },
  { args: ['hook', 'install'], answers: 'hook', code: 0 },
  { args: ['resume'], answers: 'resume', code: 0 },
  { args: ['discover', 'find-it', '--for', 'release'], answers: 'discover', code: 1 },
  { args: ['discover', '--undo'], answers: 'undo', code: 1 },
  { args: ['finalize', 'release'], answers: 'finalize', code: 1 },
];

const author = (role: string) => ({ [`GIT_${role}_NAME`]: 'Ada', [`GIT_${role}_EMAIL`]: 'ada@example.org' });

describe('JSON answers', () => {
  it.for(LINES)('of `mikado $args` fit the published schema', async ({ args, answers, code }) => {
    const cwd = makeRepository(FILES);
    const finished: Finished = await mikado([...args, '--json'], { cwd });
    expect(finished.code).toBe(code);
    expect(faults(answers, finished.stdout)).toEqual([]);
  });

  it('of commands that a person approved fit the published schema', async () => {
    const cwd = makeRepository(FILES);
    const env = { XDG_STATE_HOME: makeFolder() };
    const script = '"$0" "$1" verify write-it --json > answer.json';
    const screen = startInPty('/bin/sh', ['-c', script, NODE, MIKADO], { cwd, env, columns: 80, rows: 24 });
    await screen.waitForText('y or [n]');
    await answer(screen, 'y');
    await screen.waitForText('Does it hold?');
    await answer(screen, 'y');
    expect(await screen.waitForExit()).toEqual({ code: 1, signal: 0 });
    const written = readFileSync(join(cwd, 'answer.json'), 'utf8');
    expect(faults('verify', written)).toEqual([]);
    expect(JSON.parse(written)).toMatchObject({
      cards: [{ items: [{ result: 'passed' }, { result: 'failed' }, { result: 'passed' }] }],
    });
  });

  it('of a discovery that was shown, made and taken back fit the published schema', async () => {
    const files = {
      'docs/goal.md': card(['status: active', 'branch: mikado/goal', 'requires: [leaf]']),
      'docs/leaf.md': card(['status: active']),
    };
    const cwd = makeRepository(files);
    git(cwd, 'switch', '--quiet', '--create', 'mikado/goal');
    writeFileSync(join(cwd, 'code.txt'), 'one\n');
    git(cwd, 'add', 'code.txt');
    git(cwd, 'commit', '--quiet', '--message=C2(goal): impl the leaf');
    writeFileSync(join(cwd, 'notes.txt'), 'mine\n');
    const env = { ...author('AUTHOR'), ...author('COMMITTER') };
    const found = ['discover', 'found', '--for', 'leaf', '--json'];
    const lines: readonly (readonly [readonly string[], AnswerName])[] = [
      [found, 'discover'],
      [[...found, '--no-replay', '--yes'], 'discover'],
      [['resume', '--json'], 'resume'],
      [['discover', '--undo', '--json'], 'undo'],
    ];
    for (const [args, name] of lines) {
      const finished = await mikado(args, { cwd, env });
      expect([args, finished.code, faults(name, finished.stdout)]).toEqual([args, 0, []]);
    }
  });

  it('are each published, and nothing else is', () => {
    // The schema of the configuration describes no answer.
    const published = readdirSync(FOLDER)
      .map((name) => name.replace(/\.json$/, ''))
      .filter((name) => name !== 'mikado-yaml');
    expect(published.sort()).toEqual(Object.keys(ANSWERS).sort());
    // A baseline is a file, and no answer either.
    const answers = published.filter((name) => name !== 'baseline');
    expect(new Set(LINES.map((line) => line.answers))).toEqual(new Set(answers));
  });

  it('and a baseline fits its schema', async () => {
    const cwd = makeRepository(FILES);
    await mikado(['check', '--baseline', 'known.json', '--update-baseline'], { cwd });
    const written = readFileSync(join(cwd, 'known.json'), 'utf8');
    expect(faults('baseline', written)).toEqual([]);
    expect(JSON.parse(written).findings.length).toBeGreaterThan(0);
  });

  it('that miss a field or have one too many do not fit', () => {
    expect(
      faults(
        'check',
        '{"schemaVersion":1,"documents":0,"cards":0,"base":null,"errors":0,"warnings":0,"known":0,"gone":[],"extra":0}',
      ),
    ).toEqual([" must have required property 'diagnostics'", ' must NOT have additional properties']);
  });
});

describe('the table of rules', () => {
  it('names the severity of every diagnostic that a broken tree gets', async () => {
    const { stdout } = await mikado(['check', '--json'], { cwd: makeRepository(FILES) });
    const found: { code: string; severity: string }[] = JSON.parse(stdout).diagnostics;
    const says = (rule: Rule, severity: string) =>
      severity === (rule.setting === 'warn' ? 'warning' : rule.setting) ||
      (rule.milder && severity === 'warning');
    const unknown = found.filter(
      ({ code, severity }) => !RULES.some((rule) => rule.code === code && says(rule, severity)),
    );
    expect(found.length).toBeGreaterThan(4);
    expect(unknown).toEqual([]);
  });
});
