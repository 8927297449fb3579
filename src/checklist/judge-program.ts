import { hasFlag } from './command-words.ts';
import { judgeRequest } from './judge-request.ts';
import { type Judged, refused } from './judged.ts';

const WANTS_A_PERSON = new Set(
  'vi vim nano emacs less more top htop k9s lazygit tmux screen passwd kinit su telnet ftp sftp'.split(' '),
);
/** These run a command again and again. */
const NEVER_ENDS = new Set('watch entr nodemon watchexec'.split(' '));
const CHANGES = new Set(
  'rm mv cp mkdir touch chmod chown ln dd kill pkill killall reboot shutdown tee useradd usermod'.split(' '),
);
/** Of those that tell secrets, these orders tell none. */
const TELLS_NONE = /^(?:status|list)$/;
const TELLS_SECRETS = new Set('env printenv sops vault bao op pass'.split(' '));

/**
 * Judges the programs that have to be looked at as a whole; undefined for all others.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeProgram(program: string, rest: readonly string[]): Judged | undefined {
  // In batches it prints and ends.
  const isBatch = program === 'top' && rest.some((word) => /^-[a-z]*b/.test(word));
  if (WANTS_A_PERSON.has(program) && !isBatch) return refused('person');
  if (NEVER_ENDS.has(program)) return refused('endless');
  if (CHANGES.has(program)) return refused('changes');
  if (TELLS_SECRETS.has(program)) {
    const [first = '', second = ''] = rest;
    const isHarmless =
      program !== 'env' &&
      program !== 'printenv' &&
      (first === 'status' || TELLS_NONE.test(second) || (first === 'policy' && second === 'read'));
    return isHarmless && !/^(?:kv|get|read|item)$/.test(first) ? { habit: 'report' } : refused('secret');
  }
  const request = judgeRequest(program, rest);
  if (request !== undefined) return request;
  switch (program) {
    case 'psql':
    case 'mysql':
    case 'mariadb':
    case 'sqlite3':
    case 'duckdb':
    case 'clickhouse-client':
    case 'cqlsh':
    case 'trino':
    case 'sqlcmd':
    case 'usql':
      return judgeSql(program, rest);
    case 'git':
      return refusedFor(
        rest.find((word) => GIT_STARTS_OTHERS.test(word) || (rest[0] === 'branch' && GIT_MOVES.test(word))),
      );
    case 'awk':
      return rest.some((word) => /system\(|getline|[|>]/.test(word)) ? refused('changes') : undefined;
    case 'sed':
      return scriptsOfSed(rest).every((script) => SED_ONLY_PRINTS.test(script)) &&
        !rest.some((word) => /^-[a-zA-Z]*i|^--in-place/.test(word))
        ? undefined
        : refused('changes');
    case 'xargs':
      return /^(?:grep|ls|wc|cat|head|file|stat|echo)$/.test(rest.find((word) => !word.startsWith('-')) ?? '')
        ? { habit: 'report' }
        : refused('unknown');
    case 'apt':
    case 'apt-get':
      return rest.some((word) => /^(?:-s|--simulate|--just-print|--dry-run|--no-act|--recon)$/.test(word))
        ? { habit: 'report' }
        : undefined;
    case 'grep':
    case 'egrep':
    case 'zgrep':
      return searchesNothing(rest)
        ? {
            ...refused('mention'),
            missing: rest.some((word) => hasFlag(word, '-q')) ? 'assertion' : 'report',
          }
        : undefined;
    case 'systemctl':
      return saysOfAny(rest) ? { habit: 'report' } : undefined;
    case 'sysctl':
      return refusedFor(rest.find((word) => word.includes('=')));
    case 'uniq':
    case 'xxd':
      return plain(rest).length > 1 ? refused('changes') : undefined;
    case 'ip':
      return refusedFor(
        plain(rest)
          .slice(1, 2)
          .find((word) => !ONLY_LOOKS.test(word)),
      );
    case 'hostname':
      return plain(rest).length > 0 ? refused('changes') : { habit: 'report' };
    case 'ifconfig':
      return plain(rest).length > 1 ? refused('changes') : { habit: 'report' };
    case 'route':
      return refusedFor(
        plain(rest)
          .slice(0, 1)
          .find((word) => !ONLY_LOOKS.test(word)),
      );
    case 'helm':
      return /^(?:install|upgrade|template)$/.test(rest[0] ?? '') && plain(rest).length < 2
        ? refused('mention')
        : undefined;
    case 'kubectl':
      return namesNoFile(rest) ? refused('mention') : undefined;
    case 'ansible-playbook':
      return onlyVerifies(rest) ? { habit: 'verdict' } : undefined;
    case 'ansible':
      return /^(?:ping|setup)$/.test(rest[rest.indexOf('-m') + 1] ?? '') && !rest.includes('-a')
        ? { habit: 'report' }
        : undefined;
    default:
      return undefined;
  }
}

/** Without a file it would read what nobody types. */
function searchesNothing(rest: readonly string[]): boolean {
  const given = rest.filter((word, at) => !word.startsWith('-') && !/^-[efmABC]$/.test(rest[at - 1] ?? ''));
  const names = rest.some((word) => /^-[a-zA-Z]*[ef]$|^--(?:regexp|file)/.test(word)) ? 1 : 2;
  return given.length < names && !rest.some((word) => /^-[a-zA-Z]*[rR]|^--recursive/.test(word));
}

/** What is applied has to stand in a file, or in a folder. */
function namesNoFile(rest: readonly string[]): boolean {
  const [order = '', ...more] = plain(rest);
  return (
    /^(?:apply|create|replace)$/.test(order) &&
    more.length === 0 &&
    !rest.some((word) => /^-[fk]|^--(?:filename|kustomize)/.test(word))
  );
}

/** A playbook is named after what it does, as a task is. */
function onlyVerifies(rest: readonly string[]): boolean {
  const books = rest.filter((word) => /\.ya?ml$/.test(word) && !word.startsWith('@'));
  return (
    books.length === 1 &&
    /(?:^|\/)(?:\d+[-_])?(?:verif(?:y|ication)|validat(?:e|ion)|smoke-?tests?)\.ya?ml$/.test(books[0] ?? '')
  );
}

/** Of several units, one that is active or enabled is enough for its exit status. */
function saysOfAny(rest: readonly string[]): boolean {
  const [order = '', ...units] = plain(rest);
  return /^is-(?:active|enabled)$/.test(order) && units.length > 1;
}

function refusedFor(culprit: string | undefined): Judged | undefined {
  return culprit === undefined ? undefined : refused('changes', culprit);
}

const ONLY_LOOKS = /^(?:show|list|ls|get|print)$/;

/** Settings and addresses by which git starts other programs or writes files. */
const GIT_STARTS_OTHERS =
  /^(?:-c|--output|--exec-path|--ext-diff|--upload-pack|--exec|-O.*|--open-files-in-pager)(?:=|$)|^ext::/;

/** With these `git branch` deletes, moves, copies or overwrites, whatever it is to list. */
const GIT_MOVES = /^-[a-z]*[dDmMcCf]|^--(?:delete|move|copy)$/;

/** `5p`, `/a/,/b/p`, `$d`, `s/a/b/g`: whatever writes a file or starts a program is not among them. */
const SED_ONLY_PRINTS =
  /^(?:(?:\d+|\$|\/[^/]*\/)(?:,(?:\d+|\$|\/[^/]*\/))?)?(?:[pdq]|s([/|#,])(?:(?!\1).)*\1(?:(?!\1).)*\1[gpiI0-9]*)$/;

function scriptsOfSed(rest: readonly string[]): readonly string[] {
  const given = rest.flatMap((word, at) =>
    /^(?:-[nErs]*e|--expression)$/.test(word) ? [rest[at + 1] ?? ''] : [],
  );
  return given.length > 0 ? given : plain(rest).slice(0, 1);
}

function plain(rest: readonly string[]): readonly string[] {
  return rest.filter((word) => !word.startsWith('-'));
}

const SQL_READS =
  /^\s*(?:select\b|show\b|explain\b(?!\s+analyze)|\\(?:d|l|conninfo)|\.tables|\.schema|pragma\s+integrity_check)/i;

function judgeSql(program: string, rest: readonly string[]): Judged {
  const at = rest.findIndex((word) => /^(?:-[A-Za-z]*c|-e|-q|-Q|--query|--command|--execute)$/.test(word));
  const written = program === 'sqlite3' ? rest.at(-1) : at === -1 ? undefined : rest[at + 1];
  const sql = written?.replace(/\\G\s*$/, '');
  if (sql === undefined || rest.length < 2) return refused('person');
  const isOne = !/;\s*\S/.test(sql) && !/\binto\b|\\[o!g|]/i.test(sql);
  return SQL_READS.test(sql) && isOne ? { habit: 'report' } : refused('changes', sql);
}

const SECRET_FILES =
  /(?:^|[/\s.])(?:id_rsa|id_ed25519|id_ecdsa|\.env|\.netrc|\.npmrc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials|credentials|shadow|\.kube\/config|\.docker\/config\.json)(?:$|\s)|\.(?:key|p12|pfx|kdbx|jks)(?:$|\s)|(?:password|passwd|passphrase|secret|token)s?(?:\.\w+)?(?:$|\s)|\/root\/\.[\w-]+(?:$|\s)/;

/** Tells whether a command that reports would print a secret into the evidence. */
export function printsSecret(program: string, rest: readonly string[]): boolean {
  const text = rest.join(' ');
  if (/(?:^| )--?[\w-]*(?:token|password|secret)/.test(text)) return true;
  switch (program) {
    case 'terraform':
    case 'tofu':
    case 'aws':
    case 'az':
    case 'gcloud':
    case 'heroku':
      return /password|secret|token|-key\b|decrypt/.test(text);
    case 'npm':
    case 'yarn':
    case 'pnpm':
      return /_auth|token|password/i.test(text);
    case 'kubectl':
      return (
        (/\bsecrets?\b/.test(text) && /(?:-o|--output)(?![= ]?(?:name|wide)\b)/.test(text)) ||
        rest.includes('--raw')
      );
    case 'docker':
    case 'podman':
      return /\.Env\b/.test(text);
    case 'cat':
    case 'bat':
    case 'head':
    case 'tail':
    case 'strings':
      return SECRET_FILES.test(text);
    default:
      return false;
  }
}
