// Writes the pages of docs/reference/ that are made from tables in the code, or with --check says which are stale.

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BRANCH_RULES } from '../src/branch/branch-rules.ts';
import { CHANGE_EXAMPLES, type ChangeExample } from '../src/check/examples-change.ts';
import type { ExampleTree } from '../src/check/rule-example.ts';
import { RULE_EXAMPLES } from '../src/check/rule-examples.ts';
import { RULES, type Rule } from '../src/check/rules.ts';
import { checkCards } from '../src/check-cards.ts';
import { checkChange } from '../src/check-change.ts';
import type { ItemRule } from '../src/checklist/item-rule.ts';
import { ITEM_RULES } from '../src/checklist/item-rules.ts';
import { MORE_ORDERS, ORDER_TAKERS, OWN_ORDERS } from '../src/checklist/known-orders.ts';
import { GROUPS, ONLY_WITH, UNLESS } from '../src/checklist/known-programs.ts';
import { parseLooseChecklist } from '../src/checklist/parse-checklist.ts';
import { type Command, EXIT_STATUSES, type Option } from '../src/commands/command.ts';
import { optionName, optionText, usageLine } from '../src/commands/help.ts';
import { COMMANDS, COMMON_OPTIONS, SCREEN } from '../src/commands/table.ts';
import { CONFIG_KEYS, configSchema } from '../src/config/config-keys.ts';
import { FILTER_KEYS } from '../src/filter/filter-keys.ts';
import { readPlan } from '../src/plan.ts';
import { diagnosticsText } from '../src/report/diagnostics-text.ts';
import { ANSWERS } from '../src/report/schemas.ts';
import { excerptFrom } from '../src/report/source-excerpt.ts';
import type { KeyBinding } from '../src/ui/keys/key-binding.ts';
import { KEYS } from '../src/ui/keys/key-table.ts';
import { visible } from '../src/visible.ts';

const SCHEMA_FOLDER = 'docs/reference/schemas';
const CONFIG_SCHEMA = 'mikado-yaml';
/** Longer files of an example are cut on the page. */
const SHOWN_LINES = 20;

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean' } },
  allowPositionals: true,
});
const top = positionals[0] ?? fileURLToPath(new URL('..', import.meta.url));
const pages = await writePages();
const stale = [...pages.keys()].filter((path) => readPage(path) !== pages.get(path));
const left = leftOver(pages);

if (values.check !== true) {
  for (const path of stale) putPage(path, pages.get(path) ?? '');
  for (const path of left) rmSync(join(top, path));
} else if (stale.length + left.length > 0) {
  const list = [
    ...stale.map((path) => `${path} is ${readPage(path) === undefined ? 'missing' : 'stale'}`),
    ...left.map((path) => `${path} is no longer made`),
  ];
  console.error(
    `reference: these pages are not those of the code:\n  ${list.join('\n  ')}\nnpm run docs mends them.`,
  );
  process.exitCode = 1;
}

async function writePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/reference/commands.md', commandsPage()],
    ['docs/reference/keys.md', keysPage()],
    ['docs/reference/filter.md', filterPage()],
    ['docs/reference/checklist-items.md', await checklistItemsPage()],
    ['docs/reference/known-programs.md', knownProgramsPage()],
    ['docs/reference/rules.md', await rulesPage()],
    ['docs/reference/branch-rules.md', branchRulesPage()],
    ['docs/reference/configuration.md', configurationPage()],
    [`${SCHEMA_FOLDER}/${CONFIG_SCHEMA}.json`, configurationSchema()],
    ['docs/reference/schemas.md', schemasPage()],
    ...Object.entries(ANSWERS).map(([name, answer]): [string, string] => [
      `${SCHEMA_FOLDER}/${name}.json`,
      schemaFile(name, answer),
    ]),
  ]);
}

function commandsPage(): string {
  return page('Commands', 'src/commands/table.ts', [
    '`mikado help COMMAND` prints the same.',
    ...[SCREEN, ...COMMANDS].flatMap(commandSection),
    '## Options of every command',
    table(['option', 'does'], COMMON_OPTIONS.map(optionRow)),
    '## Exit statuses',
    table(
      ['status', 'means'],
      EXIT_STATUSES.map(({ status, means }) => [String(status), means]),
    ),
    'Results go to stdout, progress and errors to stderr. The status is never a count.',
  ]);
}

function commandSection(command: Command): string[] {
  const options = command.options ?? [];
  return [
    `## ${`mikado ${command.name}`.trimEnd()}`,
    fence('text', usageLine(command).replace(/^Usage: /, '')),
    sentence(command.summary),
    ...(command.details ?? []),
    ...list(command.operands ?? [], ({ name, describes }) => `- \`${name.toUpperCase()}\`: ${describes}`),
    ...(options.length === 0 ? [] : [table(['option', 'does'], options.map(optionRow))]),
    fence('sh', columns(command.examples.map(({ line, does }) => [line, `# ${does}`]))),
  ];
}

function optionRow(option: Option): string[] {
  return [code(optionName(option)), optionText(option)];
}

function keysPage(): string {
  const groups = [...new Set(KEYS.map((key) => key.group))];
  return page('Keys of the screen', 'src/ui/keys/key-table.ts', [
    '`mikado keys` prints a shorter list, and `?` shows it on the screen. A key that cannot act now says why.',
    ...groups.flatMap((group) => [
      `## ${group}`,
      table(['key', 'does', 'where'], KEYS.filter((key) => key.group === group).map(keyRow)),
    ]),
  ]);
}

function keyRow({ keys, shown, does, places }: KeyBinding): string[] {
  const names = keys.length === 0 ? [shown] : keys.map((key) => (key === ' ' ? 'space' : key));
  return [names.map(code).join(' '), does, places.join(', ')];
}

function filterPage(): string {
  return page('Filter', 'src/filter/filter-keys.ts', [
    '`mikado ready --filter EXPR` and `/` on the screen choose cards by the same words:',
    fence(
      'sh',
      columns([
        ["mikado ready --filter 'tag:zot checks:open'", '# both hold'],
        ["mikado ready --filter 'kind:manual,assisted'", '# one of them holds'],
        [`mikado ready --filter 'token -"old server"'`, '# in stem or title, and not'],
        ["mikado ready --filter='-is:goal'", '# a filter that begins with a minus needs ='],
      ]),
    ),
    'Terms are separated by blanks, and a card has to fulfil all of them. A word stands in its stem or its title, letters’ case ' +
      'ignored. A minus in front turns a term round. Quotes hold blanks, colons and minuses together. A key with `:` takes:',
    table(
      ['key', 'takes', 'means the cards'],
      FILTER_KEYS.map(({ key, takes, does }) => [code(`${key}:`), takes, does]),
    ),
    '`checks:`, `kind:` and `text:` read the bodies of the cards, the others their front matter alone.',
  ]);
}

async function checklistItemsPage(): Promise<string> {
  return page('Kinds of checklist items', 'src/checklist/item-rules.ts', [
    'Each item of a checklist is asked these questions from the top; the first rule that applies decides its kind. ' +
      'Only **automatic** and **assisted** items are run, and only an automatic one is ticked by its exit status. ' +
      '`mikado checklist CARD` says the rule for each item of a card.',
    'A hidden character in an example is spelled out, such as `\\u{200b}`.',
    ...(await Promise.all(ITEM_RULES.map(itemRuleSection))).flat(),
  ]);
}

/** What no rule says of programs by their names, orders and flags. */
function knownProgramsPage(): string {
  const flagsOf = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([program, flags]) => [code(program), flags.split(' ').map(code).join(' ')]);
  return page('Known programs', 'src/checklist/known-programs.ts and src/checklist/known-orders.ts', [
    'What a command does is told by the words of it where they say so: an order such as `check`, `list` or `apply`, a flag such as ' +
      '`--dry-run`, a name that ends in `lint`. This page lists what no word says. A program that is neither here nor found on ' +
      'your `PATH` is not run, unless its words leave no doubt.',
    'A **verdict** is in the exit status; an **assertion** is one that prints nothing; a **report** is for a person to look at; what is ' +
      '**silent** prepares.',
    '## What does one thing',
    ...GROUPS.flatMap(({ habit, why, needsArgument, programs }) => [
      `**${habit}**${needsArgument ? ', with an argument' : ''}. ${why}`,
      programs
        .split(/\s+/)
        .map((program) => code(program))
        .join(' '),
    ]),
    '## Only with a flag',
    'With one of these flags a program is of the kind that stands in front.',
    ...Object.entries(ONLY_WITH).map(([habit, record]) => table([habit, 'with one of'], flagsOf(record))),
    '## Not with a flag',
    'With one of these flags a program writes, starts others, waits for a person, or never ends.',
    table(['program', 'not with'], flagsOf(UNLESS)),
    '## Programs that take orders',
    'The first words behind these say what they do, whatever the program.',
    ...Object.values(ORDER_TAKERS).map((programs) => programs.split(/\s+/).map(code).join(' ')),
    '## Words of one program alone',
    'A `+` asks for an argument, and brackets for one of the flags in them. The other words of the programs in the first table are not run; ' +
      'those in the second take orders besides.',
    ...[OWN_ORDERS, MORE_ORDERS].map((orders) =>
      table(
        ['program', 'verdict', 'report', 'prepares'],
        orders.map(({ program, verdict, report, install }) => [
          code(program),
          ...[verdict, report, install].map((words = '') =>
            words.replace(/\s+/g, ' ').replaceAll('|', '\\|'),
          ),
        ]),
      ),
    ),
  ]);
}

async function itemRuleSection({ id, kind, says, right, wrong }: ItemRule): Promise<string[]> {
  const other = (await parseLooseChecklist(wrong)).items[0]?.kind ?? 'no item';
  return [
    `## ${id}`,
    `**${kind}**: ${says}`,
    fence('markdown', visible(right)),
    `Decided by another rule, as ${other}:`,
    fence('markdown', visible(wrong)),
  ];
}

async function rulesPage(): Promise<string> {
  const sections: string[] = [];
  for (const rule of RULES) sections.push(...(await ruleSection(rule)));
  return page('Rules', 'src/check/rules.ts', [
    'What `mikado check` can find. An error makes it exit with status 1; a warning is only said. `.mikado.yaml` sets a rule to ' +
      'what suits a repository:',
    fence('yaml', 'rules:\n  unknown-status: error\n  broken-wiki-link: off'),
    table(
      ['rule', 'unless set', 'finds'],
      RULES.map((rule) => [`[${rule.code}](#${rule.code})`, settingOf(rule), rule.says]),
    ),
    ...sections,
  ]);
}

function branchRulesPage(): string {
  return page('Rules of a Mikado branch', 'src/branch/branch-rules.ts', [
    'What `mikado branch check` can find in the commits of a branch, and `mikado hook commit-msg` in the one that is about to ' +
      'be made. Each finding is an error: the exit status is 1.',
    ...BRANCH_RULES.flatMap(({ code: name, says, why }) => [`## ${name}`, says, why]),
  ]);
}

function settingOf({ setting, milder }: Rule): string {
  return milder === true ? `${setting} or warn` : setting;
}

async function ruleSection(rule: (typeof RULES)[number]): Promise<string[]> {
  const change = CHANGE_EXAMPLES[rule.code];
  const head = [`## ${rule.code}`, rule.says, rule.why];
  if (change !== undefined) return changeSection(rule, { head, change });
  const example = RULE_EXAMPLES[rule.code];
  if (example === undefined) return head;
  const printed = await printedFor(rule, example.wrong);
  return [
    ...head,
    'Wrong:',
    ...treeBlocks(example.wrong),
    fence('text', printed),
    'Right:',
    ...treeBlocks(example.right),
  ];
}

async function changeSection(
  { code }: Rule,
  { head, change }: { head: readonly string[]; change: ChangeExample },
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mikado-example-'));
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args]);
  try {
    writeTree(folder, change.before);
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('-c', 'user.name=Example', '-c', 'user.email=example@localhost', 'commit', '--quiet', '-m', 'Before');
    writeTree(folder, change.wrong);
    const { fresh, textOf } = await checkChange(await readPlan({ cwd: folder }), {
      ref: 'main',
      root: 'configured',
    });
    const own = fresh.filter((each) => each.code === code);
    const printed = diagnosticsText(own, (_, text) => text, excerptFrom(textOf)).trimEnd();
    return [
      ...head,
      'Before:',
      ...treeBlocks(change.before),
      'Wrong:',
      ...treeBlocks(change.wrong),
      fence('text', printed),
      'Right:',
      ...treeBlocks(change.right),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeTree(folder: string, tree: ExampleTree): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** What `mikado check` prints about an example, of one rule alone. */
async function printedFor({ code, setting }: Rule, tree: ExampleTree): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mikado-example-'));
  try {
    const config = setting === 'off' ? { '.mikado.yaml': `rules: {${code}: warn}\n` } : {};
    writeTree(folder, { '.git/HEAD': '', ...config, ...tree });
    const { diagnostics, textOf } = await checkCards(await readPlan({ cwd: folder }));
    const own = diagnostics.filter((each) => each.code === code);
    return diagnosticsText(own, (_, text) => text, excerptFrom(textOf)).trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function treeBlocks(tree: ExampleTree): string[] {
  return Object.entries(tree).map(([path, content]) => {
    const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
    const lines = text.trimEnd().split('\n').map(visible);
    const more = lines.length - SHOWN_LINES;
    const shown = more > 1 ? [...lines.slice(0, SHOWN_LINES), `… ${more} more lines`] : lines;
    const note = typeof content === 'string' ? '' : ', in Latin-1';
    const language = path.endsWith('.md') ? 'markdown' : 'text';
    return `${code(visible(path))}${note}:\n\n${fence(language, shown.join('\n'))}`;
  });
}

function configurationPage(): string {
  return page('Configuration', 'src/config/config-keys.ts', [
    'A file `.mikado.yaml` at the top of the repository. Every key may be left out, and one that is not known is an error. A key ' +
      'with a dot stands below its group:',
    fence('yaml', 'docs: plans\nverification:\n  timeout: 5m\nrules:\n  done-with-open-items: error'),
    `An editor that knows JSON Schema can be given [${CONFIG_SCHEMA}.json](schemas/${CONFIG_SCHEMA}.json).`,
    table(
      ['key', 'unless set', 'takes', 'is for'],
      CONFIG_KEYS.filter(({ name }) => !name.startsWith('rules.')).map(
        ({ name, kind, describes, unless }) => [code(name), code(unless), kind.expects, describes],
      ),
    ),
    'Below `rules` stands the code of any of the [rules](rules.md), with off, warn or error.',
  ]);
}

function configurationSchema(): string {
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${CONFIG_SCHEMA}.json` };
  return `${JSON.stringify({ ...head, title: 'Configuration of mikado', ...configSchema() }, undefined, 2)}\n`;
}

function schemasPage(): string {
  const rows = Object.entries(ANSWERS).map(([name, { title, lines }]) => [
    `[${name}.json](schemas/${name}.json)`,
    title,
    lines.map(code).join(', '),
  ]);
  return page('JSON answers', 'src/report/schemas.ts', [
    'Each answer holds `schemaVersion`, which is 1. Paths are relative to the top of the repository, with `/`; lines and columns count from 1.',
    table(['schema', 'describes', 'printed by'], rows),
  ]);
}

function schemaFile(
  name: string,
  { title, schema }: { readonly title: string; readonly schema: object },
): string {
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${name}.json`, title };
  return `${JSON.stringify({ ...head, ...schema }, undefined, 2)}\n`;
}

function page(title: string, source: string, blocks: readonly string[]): string {
  const note = `<!-- Made from ${source} by \`npm run docs\`: change it there. -->`;
  return `${[`# ${title}`, note, ...blocks].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`).join('\n');
}

function list<T>(items: readonly T[], line: (item: T) => string): string[] {
  return items.length === 0 ? [] : [items.map(line).join('\n')];
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function code(text: string): string {
  return `\`${text}\``;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function readPage(path: string): string | undefined {
  const file = join(top, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function putPage(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

/** Schemas of answers that are no longer given. */
function leftOver(made: ReadonlyMap<string, string>): readonly string[] {
  const folder = join(top, SCHEMA_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${SCHEMA_FOLDER}/${name}`)
    .filter((path) => !made.has(path));
}
