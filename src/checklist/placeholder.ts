/** One kind of text that a reader must fill in before a command makes sense. */
interface PlaceholderKind {
  readonly pattern: RegExp;
  /** Tells whether a match only looks like one. */
  readonly spare?: (match: string, inner: string) => boolean;
  /** Whether what looks like one in a script of awk or jq is that language's own. */
  readonly notInScripts?: true;
}

/** Tried in order on the whole command. Each has to look at a match's own text only, so that time stays linear. */
const KINDS: readonly PlaceholderKind[] = [
  // `<role>`, in any script; not `<file`, `<(…)`, `<in >out`, `<a 2>b`.
  {
    pattern: /<(?=[\p{L}_])([^<>\n]{1,80})>/gu,
    spare: (_, inner) => /\s$|\s[0-9&]$|[;|]/.test(inner),
    notInScripts: true,
  },
  // `{{ID}}`; not a Go template, which names a field with a dot.
  {
    pattern: /\{\{\s*([\p{L}_][^{}]{0,60})\}\}/gu,
    spare: (_, inner) => inner.includes('.') || / \$/.test(inner),
  },
  // `{owner}`; not `{a,b}`, `${VAR}`, `@{u}`, `%{http_code}` or a template's `{{…}}`.
  { pattern: /(?<![$@%{\w])\{([A-Za-z_][\w-]{0,40})\}(?!\})/g, notInScripts: true },
  { pattern: /\[\[[A-Z][A-Z._]*\]\]/g },
  // `[backend-url]`; not `[0-9]`, `[A-Za-z_]`, `.[dev]`, `a[i]` or the alternatives of a pattern.
  {
    pattern: /(?<=^|[\s/=:"@])\[([A-Za-z][\w -]{1,40})\]/g,
    spare: (_, inner) => /^(?:\w-\w)+\w*$/.test(inner),
  },
  { pattern: /(?:^|[\s"'=:])(?:\.{3}|…)(?=$|[\s"'])/g },
  { pattern: /(?<=\s)…(?=[\w/])/g },
  { pattern: /(?<![\w:=./-])[\w:=./-]*\w(?:\.{3}|…)(?=$|[\s"'])/g, spare: (match) => match.endsWith('/...') },
  // `tests/...`; to tools of Go and Bazel it means all below.
  {
    pattern:
      /^(?!.*\b(?:go|bazel|buck2|golangci-lint|staticcheck|gosec|govulncheck|errcheck|revive)\b).*?(?<=\s)[\w-]+\/(?:[\w-]+\/)*\.{3}(?=$|\s)/g,
  },
  { pattern: /(?:你的|您的|あなたの|당신의)[\p{L}\d]+/gu },
  { pattern: /\b(?:Seu|Sua|Mein|Dein|Votre|Mon|Tu)[A-Z]\w+|\/dev\/(?:sd|nvme|disk|mmcblk)[XN]\b/g },
  { pattern: /\byour(?:[-_ ]?\w+|$)/gi },
  { pattern: /\b(?:xxx+|changeme|change[-_]me|replace[-_]?me)\b/gi },
  // Names that stand for a name.
  { pattern: /\b(?:ClassName|TestName|methodName)\b|(?<![\w.-])path\/to\/[\w.-]+/g },
  // `POD_NAME` and `SERVER_IP` as a word of its own; what is searched for may be called so.
  {
    pattern:
      /(?:\b(?:e?grep|rg|ag|ack)\b.*)|(?<![\w$={%-])[A-Z][A-Z\d]*_(?:NAME|ID|HOST|PORT|URL|URI|TAG|KEY|PATH|FILE|DIR|IP|USER|VERSION|ADDRESS|DOMAIN|HASH|SHA|TOKEN)(?![\w=])/g,
    spare: (match) => !/^[A-Z\d_]+$/.test(match),
  },
  { pattern: /\bY{4}-M{2}(?:-D{2})?\b|(?<![\w.])N{2,}\b|\b\d{1,3}(?:\.(?:\d{1,3}|[xX])){2}\.[xX]\b/g },
  { pattern: /\bv?X\.Y(?:\.Z)?\b/gi },
  // A letter that stands for a name or a number where a value is asked for.
  { pattern: /(?<=[=:/\s])[XN](?=$|[\s"'&/:,])/g },
  { pattern: /\b(?:example|exemple)\.(?:com|org|net)\b|(?<=:\/\/|@)[\w.-]+\.(?:example|invalid)\b/gi },
  { pattern: /\b(?:tu|su|seu|deine?|votre|il-tuo)-?dom(?:inio|ain|aine)\b|\bmydomain\b/gi },
  { pattern: /\b(?:seu|tu|su|votre|dein)_\w+/gi },
  { pattern: /@[A-Z][A-Z_]{2,}\b/g },
  { pattern: /(?<=:\/\/)(?:dominio|domain|domaine|host|hostname|server|servidor|serveur)(?=[:/]|$)/gi },
  { pattern: /(?<=:\/\/)[A-Z][A-Z_-]+[A-Z](?=[.:/]|$)/g },
  { pattern: /:(?:PORT|HOST)\b|:\/\/\.{3}/g },
];

/** A quoted script of a language that has braces and comparisons of its own, behind at most a few flags. */
const SCRIPT = /(?<![\w./-])((?:g?awk|jq|yq)(?:[ \t]+-[^\s']{1,20}){0,5}[ \t]+)'[^']*'/g;

/** Variables that every shell of a person sets. */
const KNOWN_VARIABLES = new Set(['HOME', 'PWD', 'USER', 'PATH', 'TMPDIR', 'SHELL']);

/**
 * Finds the first text in a command that somebody has to fill in first: `<role>`, `{{ID}}`, `YOUR_KEY`, `example.com`,
 * a variable that nothing sets, and the like.
 *
 * @param command the command, or all commands of one block joined by newlines: a variable set in one is known in the next
 */
export function findPlaceholder(command: string): string | undefined {
  const withoutScripts = command.replace(SCRIPT, '$1');
  for (const { pattern, spare, notInScripts } of KINDS) {
    for (const match of (notInScripts === true ? withoutScripts : command).matchAll(pattern)) {
      if (spare?.(match[0], match[1] ?? '') !== true) return match[0].trim();
    }
  }
  return findUnsetVariable(command);
}

function findUnsetVariable(command: string): string | undefined {
  const expanded = withoutSingleQuoted(command);
  const set = new Set(KNOWN_VARIABLES);
  const assignment =
    /(?:^|[\s;(&|])(?:for[ \t]+)?([A-Za-z_]\w*)(?:=|[ \t]+in\b)|\bread[ \t]+(?:-r[ \t]+)?([A-Za-z_]\w*)/g;
  for (const [, assigned, read] of expanded.matchAll(assignment)) set.add(assigned ?? read ?? '');
  for (const [written, name, rest] of expanded.matchAll(/(?<!\\)\$\{?([A-Za-z_]\w*)(:?-)?/g)) {
    const braced = written.startsWith('${');
    if (name === undefined || set.has(name) || (braced && rest !== undefined)) continue;
    return braced ? `\${${name}}` : `$${name}`;
  }
  return undefined;
}

/** A shell expands nothing in single quotes, which mean nothing themselves in double quotes. */
function withoutSingleQuoted(command: string): string {
  return command.replace(/\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'/g, (quoted) =>
    quoted.startsWith("'") ? '' : quoted,
  );
}
