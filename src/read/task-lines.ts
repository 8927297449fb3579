/** A task as it is written: the names of those that run first, and its own lines. */
interface WrittenTask {
  readonly before: readonly string[];
  readonly body: readonly string[];
}

const LINE_END = /\r\n|\r|\n/;

/**
 * Gives the lines of a recipe in the format of `just`, its prerequisites as calls in front; undefined when there is no
 * such recipe, or it is a script in another language.
 */
export function linesInJustfile(text: string, task: string): readonly string[] | undefined {
  const recipe = recipeIn(
    text,
    (line) => /^@?([A-Za-z_][\w-]*)(?:\s+[^:=]*)?:(?!=)\s*(.*)$/.exec(line),
    task,
  );
  if (recipe === undefined || recipe.body[0]?.startsWith('#!') === true) return undefined;
  const before = recipe.before.filter((word) => /^[A-Za-z_][\w-]*$/.test(word));
  return [...before.map((name) => `just ${name}`), ...bodyOf(recipe.body)];
}

/**
 * Gives the lines of a target in the format of `make`, its prerequisites as calls in front where they are targets of the
 * same file; undefined when there is no such target.
 */
export function linesInMakefile(text: string, task: string): readonly string[] | undefined {
  const target = (line: string) => /^([\w./-]+)(?:\s+[\w./-]+)*\s*::?(?!=)\s*([^#;]*)/.exec(line);
  const targets = new Set(text.split(LINE_END).map((line) => target(line)?.[1]));
  const rule = recipeIn(text, target, task);
  if (rule === undefined) return undefined;
  const before = rule.before.filter((word) => targets.has(word));
  const body = bodyOf(rule.body).map((line) => line.replaceAll('$(MAKE)', 'make').replaceAll('$$', '$'));
  return [...before.map((name) => `make ${name}`), ...body];
}

/** Finds a head line by its name, and the indented lines below it. */
function recipeIn(
  text: string,
  headOf: (line: string) => RegExpExecArray | null,
  task: string,
): WrittenTask | undefined {
  const lines = text.split(LINE_END);
  const at = lines.findIndex((line) => headOf(line)?.[1] === task);
  if (at === -1) return undefined;
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => !/^[ \t]|^$/.test(line));
  const body = (end === -1 ? after : after.slice(0, end)).map((line) => line.trim());
  const before = (headOf(lines[at] ?? '')?.[2] ?? '').split(/[\s()]+|&&/).filter((word) => word !== '');
  return { before, body: body.filter((line) => line !== '') };
}

/** The lines without what only tells the runner how to run them; a line that ends in a backslash goes on. */
function bodyOf(body: readonly string[]): readonly string[] {
  return body
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/^[@+-]+\s*/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Gives the commands of a task in a `Taskfile.yml` whose tasks are written in the usual block style; undefined when there
 * is none.
 */
export function linesInTaskfile(text: string, task: string): readonly string[] | undefined {
  const lines = text.split(LINE_END).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const tasks = below(lines, (line) => /^tasks:\s*$/.test(line));
  const name = task.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const own = tasks && below(tasks, (line) => new RegExp(`^\\s+(['"]?)${name}\\1:\\s*$`).test(line));
  if (own === undefined) return undefined;
  const deps = own.flatMap((line) => /^\s+deps:\s*\[(.*)\]\s*$/.exec(line)?.[1]?.split(',') ?? []);
  const commands = below(own, (line) => /^\s+cmds:\s*$/.test(line)) ?? [];
  const written = commands.map((line) =>
    line
      .trim()
      .replace(/^- /, '')
      .replace(/^cmd:\s*/, ''),
  );
  if (written.some((line) => /^(?:[|>]|for:|defer:)/.test(line))) return undefined;
  return [
    ...deps.map((dep) => `task ${bare(dep)}`),
    ...written.map((line) => bare(line.replace(/^task:\s*/, 'task '))),
  ];
}

/** The lines that stand deeper than the first one that is asked for. */
function below(lines: readonly string[], isHead: (line: string) => boolean): readonly string[] | undefined {
  const at = lines.findIndex(isHead);
  if (at === -1) return undefined;
  const depth = indentOf(lines[at] ?? '');
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => indentOf(line) <= depth);
  return end === -1 ? after : after.slice(0, end);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Gives the commands of a task in a `mise.toml`, those it depends on in front; undefined when there is none. */
export function linesInToml(text: string, task: string): readonly string[] | undefined {
  const lines = text.split(LINE_END);
  const short = keyIn(
    sectionOf(lines, (name) => name === 'tasks'),
    task,
  );
  if (short !== undefined) return stringsIn(short);
  const own = sectionOf(lines, (name) =>
    [`tasks.${task}`, `tasks."${task}"`, `tasks.'${task}'`].includes(name),
  );
  const run = keyIn(own, 'run');
  const depends = keyIn(own, 'depends');
  const before = depends === undefined ? [] : stringsIn(depends);
  if (own.length === 0 || (run === undefined && before.length === 0)) return undefined;
  return [...before.map((name) => `mise run ${name}`), ...(run === undefined ? [] : stringsIn(run))];
}

function sectionOf(lines: readonly string[], isAsked: (name: string) => boolean): readonly string[] {
  const at = lines.findIndex((line) => isAsked(/^\s*\[([^[\]]+)\]\s*$/.exec(line)?.[1]?.trim() ?? ''));
  if (at === -1) return [];
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => /^\s*\[[^\]]+\]\s*$/.test(line));
  return end === -1 ? after : after.slice(0, end);
}

/** The value of a key, with the lines that belong to it. */
function keyIn(lines: readonly string[], key: string): string | undefined {
  const at = lines.findIndex((line) => bare(/^\s*([^=]+?)\s*=/.exec(line)?.[1] ?? '') === key);
  if (at === -1) return undefined;
  const value = [(lines[at] ?? '').replace(/^[^=]*=\s*/, ''), ...lines.slice(at + 1)].join('\n');
  const whole = /^(?:"""([\s\S]*?)"""|'''([\s\S]*?)'''|\[[^\]]*\]|.*)/.exec(value);
  return whole?.[0];
}

/** The strings of a value: of a list, one of several lines, or a single one. */
function stringsIn(value: string): readonly string[] {
  const block = /^(?:"""|''')([\s\S]*?)(?:"""|''')$/.exec(value)?.[1];
  if (block !== undefined) return bodyOf(block.split(LINE_END).map((line) => line.trim()));
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(
    ([, basic, literal]) => literal ?? (basic ?? '').replace(/\\(["\\])/g, '$1'),
  );
}

function bare(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2');
}
