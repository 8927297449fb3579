import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MIKADO, makeRepository, mikado, NODE, run, writeFiles } from '../rig/cli.ts';
import { startInPty } from '../rig/pty.ts';

const CARDS = {
  'docs/how-to/rotate-tokens.md': '---\ntitle: Rotate tokens\nstatus: active\n---\n',
  'docs/how-to/rotate-keys.md': '---\ntitle: Rotate keys\nstatus: active\n---\n',
  'docs/how-to/harden.md':
    '---\ntitle: Harden\nstatus: active\nrequires: [rotate-tokens, rotate-keys]\n---\n',
};

describe('a wrong command line', () => {
  it.each([
    [['redy'], 'There is no command and no card named redy.', 'Did you mean mikado ready?'],
    [['ready', '--jsno'], 'mikado ready has no option --jsno.', 'Did you mean --json?'],
    [['ready', '-x'], 'mikado ready has no option -x.', 'mikado help ready lists its options.'],
    [['ready', '--explain'], '--explain needs a value: --explain CARD.', 'mikado help ready says more.'],
    [
      ['ready', '--explain', '--json'],
      '--explain needs a value: --explain CARD.',
      'mikado help ready says more.',
    ],
    [['ready', '--json=yes'], '--json takes no value.', 'mikado help ready says more.'],
    [
      ['ready', 'harden', 'more'],
      'mikado ready takes one goal, and 2 were given.',
      'mikado help ready says more.',
    ],
    [
      ['chains', 'more'],
      'mikado chains takes nothing after it, and more was given.',
      'mikado help chains says more.',
    ],
    [['close'], 'mikado close needs a card.', 'mikado help close says more.'],
    [
      ['verify'],
      'mikado verify needs a card, --ready, --chain GOAL or --done.',
      'mikado ready lists the ready cards.',
    ],
    [
      ['verify', 'harden', '--timeout', 'soon'],
      '--timeout takes a time such as 30s or 5m, and soon is none.',
      'The units are ms, s, m and h.',
    ],
    [['graph', '--format', 'mermade'], '--format does not take mermade.', 'Did you mean mermaid?'],
    [
      ['tree', '--depth', 'deep'],
      '--depth takes a whole number, and deep is none.',
      'For example: --depth 2',
    ],
    [
      ['show', 'rotate'],
      'rotate is the beginning of 2 cards.',
      'Write more of it: rotate-keys, rotate-tokens.',
    ],
    [['show', 'rotate-tokns'], 'There is no card named rotate-tokns.', 'Did you mean rotate-tokens?'],
    [
      ['ready', '--docs', 'nowhere'],
      'The folder nowhere (--docs) does not exist.',
      'Check the path, or leave it out to use docs/.',
    ],
    [['help', 'redy'], 'There is no command named redy.', 'Did you mean ready?'],
    [['completion', 'powershell'], 'There is no completion for powershell.', 'Name one of bash, zsh, fish.'],
    [['checklist'], 'mikado checklist takes a card, or --file FILE.', 'mikado help checklist says more.'],
  ])('%j is said with the way out, and ends with 2', async (args, message, help) => {
    const cwd = makeRepository(CARDS);
    expect(await mikado(args, { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `mikado: ${message}\n  ${help}\n`,
    });
  });
});

describe('a card on the command line', () => {
  it.each([['rotate-tokens'], ['rotate-t'], ['docs/how-to/rotate-tokens.md'], ['docs/how-to/rotate-tokens']])(
    '%s names rotate-tokens',
    async (name) => {
      const cwd = makeRepository(CARDS);
      expect((await mikado(['show', name, '--json'], { cwd })).stdout).toContain('"stem": "rotate-tokens"');
    },
  );

  it('is found by a path relative to the folder one stands in', async () => {
    const cwd = makeRepository(CARDS);
    const shown = await mikado(['show', './rotate-tokens.md', '--json'], { cwd: `${cwd}/docs/how-to` });
    expect(shown.stdout).toContain('"stem": "rotate-tokens"');
  });
});

describe('output', () => {
  it('without a terminal bare mikado prints chains and ready cards', async () => {
    const cwd = makeRepository(CARDS);
    expect(await mikado([], { cwd })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `Chains
harden  0/3 done  2 ready  not started  Harden

Ready, best first
1. rotate-keys  Rotate keys
   closing it alone makes nothing ready yet; 1 open card on the longest path up to harden
2. rotate-tokens  Rotate tokens
   closing it alone makes nothing ready yet; 1 open card on the longest path up to harden
`,
    });
  });

  it('has no colour in a pipe, has it when forced, and NO_COLOR forbids it', async () => {
    const cwd = makeRepository(CARDS);
    const colour = '\u001b[';
    expect((await mikado(['tree'], { cwd })).stdout).not.toContain(colour);
    expect((await mikado(['tree'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain(colour);
    expect((await mikado(['tree'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(
      escape,
    );
    expect((await mikado(['tree', '--no-color'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).not.toContain(
      escape,
    );
  });

  it('cut off by a closed pipe is no error', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`docs/card-${index}.md`, '---\nstatus: active\n---\n']),
    );
    const cwd = makeRepository(many);
    const child = spawn(NODE, [MIKADO, 'graph', '--headers-only'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    const [code] = await once(child, 'close');
    expect([code, complaint]).toEqual([0, '']);
  });

  it('spells out what a title would do to the terminal', async () => {
    const title = 'a\\e[31mb\\u202Ec\\a'; // In YAML's double quotes these are the characters themselves.
    const cwd = makeRepository({ 'docs/evil.md': `---\ntitle: "${title}"\nstatus: active\n---\n` });
    for (const args of [['ready'], ['chains'], ['show', 'evil'], ['tree']]) {
      const { stdout, stderr } = await mikado(args, { cwd });
      expect(`${stdout}${stderr}`).not.toMatch(/[\u001b\u0007\u202e]/);
    }
    expect((await mikado(['ready'], { cwd })).stdout).toContain('a\\u{1b}[31mb\\u{202e}c\\u{7}');
  });

  it('says that an answer may be incomplete, and ends with 1', async () => {
    const cwd = makeRepository({ ...CARDS, 'docs/how-to/bad.md': '---\nstatus: active\ntitle: a: b\n---\n' });
    const { code, stdout, stderr } = await mikado(['ready'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('1. rotate-keys');
    expect(stderr).toBe(`
docs/how-to/bad.md:3:8: error: The front matter is not valid YAML: a \`: \` inside a value reads as one more field. [frontmatter-invalid]
    A value that holds \`: \` needs quotes around it.
1 error: what is above may be incomplete.
`);
    expect((await mikado(['ready', '-q'], { cwd })).stderr).toBe('');
  });
});

describe('help', () => {
  it('lists every command, and says of each what it does with examples', async () => {
    const { code, stdout } = await mikado(['help']);
    expect(code).toBe(0);
    const listed = stdout.slice(0, stdout.indexOf('Examples:'));
    const names = [...listed.matchAll(/^ {2}([a-z]+) {2}/gm)].map((match) => match[1] ?? '');
    expect(names).toEqual(
      expect.arrayContaining(['chains', 'ready', 'verify', 'close', 'new', 'completion']),
    );
    for (const name of names) {
      const about = await mikado(['help', name]);
      expect(about.stdout).toMatch(
        new RegExp(`^Usage: mikado ${name}[^\\n]* \\[options\\]\\n[^]*\\nExamples:\\n  \\S`),
      );
      expect((await mikado([name, '--help'])).stdout).toBe(about.stdout);
    }
  });

  it('--version says the version', async () => {
    expect((await mikado(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await mikado(['-V'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('completion', () => {
  it('in a real bash offers commands, options, values and cards', async () => {
    const cwd = makeRepository(CARDS);
    const complete = async (line: string) => {
      const words = line.split(' ');
      const script = `
        mikado() { "${NODE}" "${MIKADO}" "$@"; }
        source <(mikado completion bash)
        COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
        _mikado; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = await run('bash', ['-c', script], { cwd });
      expect(stderr).toBe('');
      return stdout.trim().split('\n');
    };
    expect([...(await complete('mikado re'))].sort()).toEqual(['ready', 'reopen', 'report', 'resume']);
    expect(await complete('mikado ready --ex')).toEqual(['--explain']);
    expect(await complete('mikado graph --format m')).toEqual(['mermaid']);
    expect(await complete('mikado check --format s')).toEqual(['sarif']);
    expect(await complete('mikado show rotate-')).toEqual(['rotate-keys', 'rotate-tokens']);
    expect(await complete('mikado ready h')).toEqual(['harden']);
    expect(await complete('mikado verify --timeout 5m har')).toEqual(['harden']);
    expect(await complete('mikado hook ')).toEqual(['install', 'commit-msg']);
    expect(await complete('mikado hook install --un')).toEqual(['--uninstall']);
    expect(await complete('mikado branch check --format g')).toEqual(['github']);
  });

  // Skipped where a shell is not installed: apt-get install zsh fish.
  it.skipIf(!isInstalled('fish'))('in a real fish offers commands, options, values and cards', async () => {
    const cwd = makeRepository(CARDS);
    const complete = async (line: string) => {
      const script = `
        function mikado; "${NODE}" "${MIKADO}" $argv; end
        mikado completion fish | source
        complete -C '${line}'`;
      const { stdout, stderr } = await run('fish', ['--no-config', '-c', script], { cwd });
      expect(stderr).toBe('');
      return stdout
        .trim()
        .split('\n')
        .map((offer) => offer.split('\t')[0]);
    };
    expect([...(await complete('mikado re'))].sort()).toEqual(['ready', 'reopen', 'report', 'resume']);
    expect(await complete('mikado ready --ex')).toEqual(['--explain']);
    expect(await complete('mikado graph --format m')).toEqual(['mermaid']);
    expect(await complete('mikado show rotate-')).toEqual(['rotate-keys', 'rotate-tokens']);
    expect(await complete('mikado completion z')).toEqual(['zsh']);
    expect([...(await complete('mikado hook '))].sort()).toEqual(['commit-msg', 'install']);
    expect(await complete('mikado hook install --un')).toEqual(['--uninstall']);
    expect(await complete('mikado branch check --format g')).toEqual(['github']);
  });

  it.skipIf(!isInstalled('zsh'))('in a real zsh offers commands, options, values and cards', async () => {
    const cwd = makeRepository(CARDS);
    const setUp = `
      PS1='ready> '; mikado() { "${NODE}" "${MIKADO}" "$@" }
      autoload -Uz compinit && compinit -u -d "${cwd}/.zcompdump"; LISTMAX=0
      source <(mikado completion zsh)
      bindkey '^I' complete-word; setopt no_beep; clear`;
    writeFiles(cwd, { '.zshrc': setUp });
    const zsh = startInPty('zsh', ['-i'], { columns: 100, rows: 24, cwd, env: { ZDOTDIR: cwd } });
    await zsh.waitForText('ready>');
    zsh.type('mikado reo\t');
    await zsh.waitForText('mikado reopen');
    zsh.type('rotate-t\t');
    await zsh.waitForText('mikado reopen rotate-tokens');
    zsh.type('\x15mikado graph --form\t');
    await zsh.waitForText('mikado graph --format');
    zsh.type(' me\t');
    await zsh.waitForText(/mikado graph --format\s+mermaid/);
    zsh.type('\x15mikado hook in\t');
    await zsh.waitForText('mikado hook install');
    zsh.type('--un\t');
    await zsh.waitForText('mikado hook install --uninstall');
  });
});

function isInstalled(shell: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0;
}
