import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { hasCode } from '../system-error.ts';

/**
 * Options that keep a repository's own configuration from running programs: no file-system monitor, no hooks, no
 * pager, and no bare repository that somebody hid among the documents.
 */
const HARDENED = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.pager=cat',
  '-c',
  'safe.bareRepository=explicit',
  '--no-optional-locks',
];

/** What is left of git's own environment would lead it into another repository. */
const LEFT_OUT =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|EXTERNAL_DIFF|PAGER|SSH.*|CONFIG.*)$/;

/** A clone that lacks objects would fetch them when asked; old versions know only the second way to forbid that. */
const NO_NETWORK = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' };

/** How a git process ended. */
export type GitRun =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: Buffer; readonly stderr: string }
  /** The program is not installed. */
  | { readonly kind: 'no-git' };

/**
 * Runs git at the top of a work tree to its end and answers its output byte for byte. Nothing is ever fetched.
 *
 * @param call what git reads on stdin, nothing unless told, or that with variables set on top of ours
 */
export function runGitBytes(
  top: string,
  args: readonly string[],
  call: string | GitCall = '',
): Promise<GitRun> {
  const asked: GitCall = typeof call === 'string' ? { input: call } : call;
  const env = { ...NO_NETWORK, LC_ALL: 'C', ...asked.env };
  return spawnGit(top, [...HARDENED, ...args], { ...asked, env });
}

/** What a git process gets besides its arguments. */
export interface GitCall {
  /** What it reads on stdin, at once or as it comes; nothing unless told. */
  readonly input?: string | Uint8Array | Readable;
  /** Variables set on top of the user's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes the output piece by piece as it comes; the answer has none of it then. */
  readonly sink?: (chunk: Buffer) => void;
}

/**
 * Runs git as the user himself would, with his hooks, filters, author and signature: only for what he asked to be
 * committed.
 */
export function runUsersGit(top: string, args: readonly string[], call: GitCall = {}): Promise<GitRun> {
  return spawnGit(top, args, call);
}

async function spawnGit(top: string, args: readonly string[], call: GitCall): Promise<GitRun> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name)));
  const child = spawn('git', args, {
    cwd: top,
    env: { ...env, ...call.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Git may end before it has read everything.
  child.stdin.on('error', () => {});
  if (call.input instanceof Readable) call.input.pipe(child.stdin);
  else child.stdin.end(call.input ?? '');
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  try {
    const [code, stdout, stderr] = await Promise.all([
      ended,
      collected(child.stdout, call.sink),
      buffer(child.stderr),
    ]);
    return { kind: 'ended', code, stdout, stderr: stderr.toString('utf8') };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return { kind: 'no-git' };
    throw error;
  }
}

async function collected(stdout: Readable, sink: GitCall['sink']): Promise<Buffer> {
  if (sink === undefined) return buffer(stdout);
  for await (const chunk of stdout) sink(chunk);
  return Buffer.alloc(0);
}

/** Runs git at the top of a work tree and answers its output, or undefined when it failed or is not installed. */
export async function runGit(top: string, args: readonly string[]): Promise<string | undefined> {
  const run = await runGitBytes(top, args);
  return run.kind === 'ended' && run.code === 0 ? run.stdout.toString('utf8') : undefined;
}
