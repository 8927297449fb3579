import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { RULES } from '../../src/check/rules.ts';
import type { Config } from '../../src/config/config.ts';
import { CONFIG_KEYS, configSchema } from '../../src/config/config-keys.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { mikado } from '../rig/cli.ts';
import { makeTree } from '../rig/tree.ts';

function configOf(source: string): Promise<Config> {
  return readConfig(makeTree({ '.mikado.yaml': source }));
}

const fits = new Ajv2020({ strict: true, strictTypes: false }).compile(configSchema());

/** A configuration in which every key has a value. */
const EVERY_KEY = `docs: plans
ignore: [old/**]
status:
  open: [todo]
  done: [shipped]
closed-status: shipped
verification:
  headings: [Abnahme]
  timeout: 90s
  shell: /bin/bash
  jobs: 4
rules:
  cycle: error
  unknown-status: off
  required-not-linked: warn
branch:
  base: trunk
  pattern: c2/<stem>
screen:
  windowed-editors: [my-editor]
`;

describe('the configuration', () => {
  it('is read whole', async () => {
    expect(await configOf(EVERY_KEY)).toEqual({
      docs: 'plans',
      ignore: ['old/**'],
      status: { open: ['todo'], done: ['shipped'] },
      closedStatus: 'shipped',
      verification: { headings: ['Abnahme'], timeoutMs: 90_000, shell: '/bin/bash', jobs: 4 },
      rules: new Map([
        ['cycle', 'error'],
        ['unknown-status', 'off'],
        ['required-not-linked', 'warn'],
      ]),
      branch: { base: 'trunk', pattern: 'c2/<stem>' },
      screen: { windowedEditors: ['my-editor'] },
    });
    expect(fits(parse(EVERY_KEY))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['comments alone', '# docs: docs\n'],
    ['groups without keys', 'status:\nverification:\nrules:\nbranch:\n'],
  ])('may hold %s', async (_, source) => {
    expect(await configOf(source)).toEqual({
      status: {},
      verification: {},
      rules: new Map(),
      branch: {},
      screen: {},
    });
    expect(fits(parse(source))).toBe(true);
  });

  it.each([
    ['ignroe: []\n', '1:1: there is no key `ignroe`.', 'Did you mean `ignore`?'],
    ['docs: a\n\nrule:\n  cycle: off\n', '3:1: there is no key `rule`.', 'Did you mean `rules`?'],
    ['rules:\n  cycel: off\n', '2:3: there is no key `rules.cycel`.', 'Did you mean `cycle`?'],
    ['rules:\n  zzz: off\n', '2:3: there is no key `rules.zzz`.', 'docs/reference/rules.md lists the rules.'],
    [
      'rules: {cycle: maybe}\n',
      '1:16: `rules.cycle` takes off, warn or error.',
      'Mend the value; the default is `error`.',
    ],
    [
      'rules:\n  cycle:\n',
      '2:9: `rules.cycle` takes off, warn or error.',
      'Mend the value; the default is `error`.',
    ],
    [
      'rules: off\n',
      '1:8: `rules` takes keys of its own.',
      'Write for example `ambiguous-stem: …` on a line of its own below it, further in.',
    ],
    ['timeout: 5m\n', '1:1: there is no key `timeout`.', 'Did you mean `verification.timeout`?'],
    ['docs: 5\n', '1:7: `docs` takes a text.', 'Mend the value; the default is `docs`.'],
    ['docs: ""\n', '1:7: `docs` takes a text.', 'Mend the value; the default is `docs`.'],
    ['ignore: old\n', '1:9: `ignore` takes a list of texts.', 'Mend the value; the default is `[]`.'],
    [
      'ignore:\n  - a\n  - 5\n',
      '2:3: `ignore` takes a list of texts.',
      'Mend the value; the default is `[]`.',
    ],
    [
      'verification: {timeout: 0s}\n',
      '1:25: `verification.timeout` takes a time such as 30s or 5m.',
      'Mend the value; the default is `10m`.',
    ],
    [
      'verification: {jobs: 0}\n',
      '1:22: `verification.jobs` takes a whole number from 1.',
      'Mend the value; the default is `4`.',
    ],
    [
      'branch: {pattern: mikado}\n',
      '1:19: `branch.pattern` takes a text that holds `<stem>`.',
      'Mend the value; the default is `mikado/<stem>`.',
    ],
    [
      'closed-status: shipped\n',
      '1:16: `closed-status` takes remove or a word that means done, and `shipped` means nothing.',
      'Use one of remove, done, complete, completed, closed, or add the word to `status.done`.',
    ],
    [
      'status: {done: [Active]}\n',
      '1:16: `Active` would mean both open and done.',
      'Give each word one meaning.',
    ],
    [
      'status: {open: [done]}\n',
      '1:16: `done` would mean both open and done.',
      'Give each word one meaning.',
    ],
    ['docs: a\ndocs: b\n', '2:1: this is not valid YAML: Map keys must be unique.', 'Mend that line.'],
    ['docs: [\n', '1:7: this is not valid YAML: `[` opens here and is never closed.', 'Close it with `]`.'],
    [
      'docs: &a x\nclosed-status: *a\n',
      '2:16: `closed-status` takes a text.',
      'Mend the value; the default is `remove`.',
    ],
    [
      '__proto__: {docs: x}\n',
      '1:1: there is no key `__proto__`.',
      'Known keys: docs, ignore, closed-status, status, verification, rules, branch, screen.',
    ],
    [
      '? [a]\n: b\n',
      '1:3: there is no key `?`.',
      'Known keys: docs, ignore, closed-status, status, verification, rules, branch, screen.',
    ],
    [
      'yes: true\ntrust: all\n',
      '1:1: there is no key `yes`.',
      'Known keys: docs, ignore, closed-status, status, verification, rules, branch, screen.',
    ],
  ])('%j is refused with its place', async (source, message, help) => {
    const refused = { name: 'UsageError', message: `.mikado.yaml:${message}`, help };
    await expect(configOf(source)).rejects.toMatchObject(refused);
  });

  it.each([
    ['larger than 64 KiB', `# ${'x'.repeat(65_536)}\n`, '.mikado.yaml is larger than 64 KiB.'],
    ['nested too deep', `docs: ${'['.repeat(5000)}${']'.repeat(5000)}\n`, undefined],
    [
      'an alias bomb',
      `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n`,
      '.mikado.yaml:1:1: there is no key `a`.',
    ],
  ])('%s is refused, never a crash', async (_, source, message) => {
    await expect(configOf(source)).rejects.toMatchObject({
      name: 'UsageError',
      ...(message !== undefined && { message }),
    });
  });

  it('that is a pipe is refused, never waited for', async () => {
    const top = makeTree({ 'docs/a.md': '' });
    expect(spawnSync('mkfifo', [join(top, '.mikado.yaml')]).status).toBe(0);
    await expect(readConfig(top)).rejects.toMatchObject({ message: '.mikado.yaml is no file.' });
  });

  it('ends a command with 2 and its place', async () => {
    const cwd = makeTree({ '.git/HEAD': '', '.mikado.yaml': 'rules:\n  cycel: off\n', 'docs/a.md': '' });
    expect(await mikado(['check'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'mikado: .mikado.yaml:2:3: there is no key `rules.cycel`.\n  Did you mean `cycle`?\n',
    });
  });

  it('that `init` writes says every key but the rules, each with what holds without it', async () => {
    const top = makeTree({ '.git/HEAD': '' });
    await mikado(['init'], { cwd: top });
    const written = readFileSync(join(top, '.mikado.yaml'), 'utf8');
    expect(await configOf(written)).toEqual({
      status: {},
      verification: {},
      rules: new Map(),
      branch: {},
      screen: {},
    });
    const uncommented = parse(written.replace(/^# (?=\s*[\w-]+:)/gm, ''));
    expect(fits(uncommented)).toBe(true);
    for (const { name, unless } of CONFIG_KEYS) {
      if (name.startsWith('rules.')) continue;
      const [group = '', key] = name.split('.');
      const value = key === undefined ? uncommented[group] : uncommented[group]?.[key];
      expect([name, value]).toEqual([name, parse(unless)]);
    }
  });
});

/** A value of any kind that YAML has, right for some key or for none. */
const VALUE = fc.oneof(
  fc.constantFrom<unknown>(
    'docs',
    '',
    'off',
    'warn',
    'error',
    '5m',
    '0s',
    '0.5h',
    '5 m',
    'c2/<stem>',
    true,
    null,
  ),
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom<unknown>(1.5, ['a'], [], ['a', 5], [''], { a: 'b' }, [['a']]),
);
const NAMES = CONFIG_KEYS.map(({ name }) => name);
const ENTRY = fc.tuple(fc.constantFrom(...NAMES, 'docz', 'rules.x', 'branch.x', 'status', 'rules'), VALUE);

describe('the schema of the configuration', () => {
  it('accepts what the program accepts, and nothing else', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(ENTRY, { maxLength: 3 }), async (entries) => {
        const config: Record<string, unknown> = {};
        for (const [name, value] of entries) {
          const [group = '', key] = name.split('.');
          const inner = config[group];
          if (key === undefined) config[group] = value;
          else
            config[group] = {
              ...(typeof inner === 'object' && !Array.isArray(inner) && inner),
              [key]: value,
            };
        }
        let isRead = true;
        try {
          parseConfig(stringify(config));
        } catch (error) {
          // How words fit together is more than a schema can say.
          if (error instanceof Error && / means? /.test(error.message)) return;
          isRead = false;
        }
        if (isRead) accepted += 1;
        expect(isRead).toBe(fits(config));
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it('knows every rule', () => {
    for (const { code } of RULES) expect(fits({ rules: { [code]: 'off' } })).toBe(true);
  });
});
