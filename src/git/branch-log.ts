import { runGitBytes } from './git.ts';
import { historyIsPartial } from './partial-clone.ts';
import { decoded, wordsOf } from './raw-words.ts';

/** What a commit did to one path, seen from its first parent. */
export interface LoggedChange {
  readonly path: string;
  readonly from: string | undefined;
  /** The objects that hold the regular file before and after; undefined where there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** In a merge that itself changed the file, the objects on the sides that it brings in. */
  readonly sides: readonly string[];
}

/** A commit that is not on the base. */
export interface LoggedCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** In milliseconds since 1970. */
  readonly authored: number;
  readonly subject: string;
  readonly changes: readonly LoggedChange[];
}

const SETTINGS = ['-c', 'log.showRoot=true', '-c', 'log.showSignature=false'];
const OPTIONS = [
  '--topo-order',
  '--reverse',
  '--diff-merges=first-parent',
  '--raw',
  '-z',
  '-M',
  '--no-abbrev',
];
const FORMAT = '--format=%x01%H%x00%P%x00%at%x00%aN%x00%s%x00';
const ENTRY = /^\n?:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/;
const COMBINED = /^\n?(:{2,})([\d ]+) ((?:[0-9a-f]{40,64} ?)+) [A-Z]+$/;

/**
 * Reads every commit that one commit has behind it and others have not, oldest first, with one process.
 *
 * @param without full commit ids
 * @throws UsageError when a partial clone lacks what git needs, with what to fetch
 */
export async function readBranchLog(
  top: string,
  head: string,
  without: readonly string[],
): Promise<readonly LoggedCommit[]> {
  const args = [...SETTINGS, 'log', ...OPTIONS, '--no-color', '--encoding=UTF-8', FORMAT, head, '--not'];
  const run = await runGitBytes(top, [...args, ...without, '--']);
  if (run.kind === 'no-git' || run.code !== 0) throw await historyIsPartial(top);
  return commitsOf(wordsOf(run.stdout));
}

/** What merges themselves changed, by the merge: only files that differ from every side. One process for all of them. */
export async function readMergeEdits(
  top: string,
  merges: readonly string[],
): Promise<ReadonlyMap<string, readonly LoggedChange[]>> {
  const edits = new Map<string, LoggedChange[]>();
  if (merges.length === 0) return edits;
  const args = ['diff-tree', '--stdin', '-c', '-r', '-z', '--no-abbrev', '--root'];
  const run = await runGitBytes(top, args, merges.map((each) => `${each}\n`).join(''));
  if (run.kind === 'no-git' || run.code !== 0) throw await historyIsPartial(top);
  let own: LoggedChange[] = [];
  const words = wordsOf(run.stdout);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, , modes, oids = ''] = COMBINED.exec(word) ?? [];
    if (modes === undefined) {
      own = [];
      edits.set(word.trim(), own);
      continue;
    }
    at += 1;
    const kinds = modes.trim().split(' ');
    const [before, ...others] = oids
      .trim()
      .split(' ')
      .map((oid, each) => (kinds[each]?.startsWith('100') ? present(oid) : undefined));
    const after = others.pop();
    const sides = others.flatMap((each) => each ?? []);
    own.push({ path: decoded(words[at] ?? ''), from: undefined, before, after, sides });
  }
  return edits;
}

/** Reads what is staged against a commit; `index` names the index file that git told a hook. */
export async function readStagedChanges(
  top: string,
  commit: string,
  index: string | undefined,
): Promise<readonly LoggedChange[]> {
  const args = ['diff-index', '--cached', '--raw', '-z', '-M', '--no-abbrev', commit, '--'];
  const run = await runGitBytes(top, args, index === undefined ? {} : { env: { GIT_INDEX_FILE: index } });
  if (run.kind === 'no-git' || run.code !== 0) throw await historyIsPartial(top);
  const words = wordsOf(run.stdout);
  const changes: LoggedChange[] = [];
  for (let at = 0; at < words.length; ) at = takeEntry(words, at, changes) ?? at + 1;
  return changes;
}

function commitsOf(words: readonly string[]): readonly LoggedCommit[] {
  const commits: LoggedCommit[] = [];
  let changes: LoggedChange[] = [];
  for (let at = 0; at < words.length; ) {
    const next = takeEntry(words, at, changes);
    const word = words[at]?.replace(/^\n/, '') ?? '';
    if (next === undefined && word.startsWith('\x01')) {
      const [parents = '', seconds = '', author = '', subject = ''] = words.slice(at + 1, at + 5);
      changes = [];
      commits.push({
        commit: word.slice(1),
        parents: parents.split(' ').filter((each) => each !== ''),
        author: decoded(author),
        authored: Number(seconds) * 1000,
        subject: decoded(subject),
        changes,
      });
      at += 5;
    } else at = next ?? at + 1;
  }
  return commits;
}

/** Takes a changed file from where it stands in raw output; undefined where none does, else where the next one may. */
function takeEntry(words: readonly string[], at: number, into: LoggedChange[]): number | undefined {
  const [, oldMode = '', newMode = '', oldOid = '', newOid = '', letter] = ENTRY.exec(words[at] ?? '') ?? [];
  if (letter === undefined) return undefined;
  const isPair = letter === 'R' || letter === 'C';
  const [first = '', second = first] = words.slice(at + 1, at + (isPair ? 3 : 2));
  into.push({
    path: decoded(second),
    from: letter === 'R' ? decoded(first) : undefined,
    before: letter === 'C' || !oldMode.startsWith('100') ? undefined : present(oldOid),
    after: newMode.startsWith('100') ? present(newOid) : undefined,
    sides: [],
  });
  return at + (isPair ? 3 : 2);
}

function present(oid: string): string | undefined {
  return /^0+$/.test(oid) ? undefined : oid;
}
