import { isAssignment, isShell, operandsOf } from './command-words.ts';
import { type Judged, refused } from './judged.ts';

/** Programs that run the command that follows; their own flags come first. */
const WRAPPERS = new Set([
  'sudo',
  'env',
  'nice',
  'npx',
  'corepack',
  'bunx',
  'pnpx',
  'uvx',
  'xvfb-run',
  'unbuffer',
  'c8',
  'nyc',
  'cross-env',
]);
const WRAPPING = new Set([
  'pnpm exec',
  'pnpm dlx',
  'yarn dlx',
  'npm exec',
  'uv run',
  'poetry run',
  'pipenv run',
  'pdm run',
  'hatch run',
  'bundle exec',
  'mise exec',
  'mise x',
  'rye run',
  'asdf exec',
  'conda run',
  'opam exec',
]);

/** Modules of Python that do more under their name than a program of that name would. */
const OWN_MODULES = new Set('pytest unittest py_compile compileall build site test json.tool pip'.split(' '));

const GO_MODULE = /^[\w.-]+\.[a-z]+\/[\w./-]*?([\w-]+)(?:@[\w.-]+)?$/;

/** Tells whether a program runs the tools of the project alone, so that the word it is given names one. */
export function runsProjectTools(program: string, rest: readonly string[]): boolean {
  return WRAPPING.has(`${program} ${rest[0] ?? ''}`) && rest[0] !== 'dlx';
}

/**
 * Gives the words of the command that a program such as `sudo`, `npx` or `timeout` runs; empty when there is none,
 * undefined for other programs.
 */
export function wrappedWords(program: string, rest: readonly string[]): readonly string[] | undefined {
  // A tool that is fetched and built on the way, by the path of its module.
  const tool = program === 'go' && rest[0] === 'run' ? GO_MODULE.exec(rest[1] ?? '')?.[1] : undefined;
  if (tool !== undefined) return [tool, ...rest.slice(2)];
  if (program === 'go' && rest[0] === 'tool' && /-/.test(rest[1] ?? '')) return rest.slice(1);
  if (rest[0] === 'kubectl' && /^(?:k3s|microk8s|minikube)$/.test(program))
    return rest.filter((word) => word !== '--');
  if (WRAPPING.has(`${program} ${rest[0] ?? ''}`)) {
    const words = afterFlags(rest.slice(1));
    return /\.py$/.test(words[0] ?? '') ? ['python', ...words] : words;
  }
  if (program === 'python' && rest[0] === '-m' && rest[1] !== undefined && !OWN_MODULES.has(rest[1]))
    return rest.slice(1);
  const handedOn =
    program === 'nix' && rest[0] === 'develop'
      ? rest.findIndex((word) => /^(?:-c|--command)$/.test(word))
      : -1;
  if (handedOn !== -1) return rest.slice(handedOn + 1);
  const bin = program === 'node' ? rest.findIndex((word) => /(?:^|\/)node_modules\/\.bin\//.test(word)) : -1;
  if (bin !== -1 && rest.slice(0, bin).every((word) => word.startsWith('-'))) return rest.slice(bin);
  if (program === 'yarn' && rest[0] === 'workspace' && rest[2] !== undefined)
    return [program, ...rest.slice(2)];
  if (program === 'timeout') return afterFlags(rest).slice(1);
  if (program === 'env' && rest.length === 0) return undefined;
  if (program === 'env' && rest[0] === '-u') return afterFlags(rest.slice(2));
  return WRAPPERS.has(program) ? afterFlags(rest) : undefined;
}

function afterFlags(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !word.startsWith('-') && !isAssignment(word));
  return at === -1 ? [] : words.slice(at);
}

/**
 * Gives the command line that a shell, `ssh` or `exec` hands on; a judgement when there is none to look into, and
 * undefined for other programs.
 */
export function lineInside(program: string, rest: readonly string[]): string | Judged | undefined {
  if (isShell(program)) return lineOfShell(rest);
  if (program === 'ssh') return lineOfSsh(rest);
  if (program === 'nix-shell' && rest.includes('--run')) return rest[rest.indexOf('--run') + 1] ?? '';
  const operands = operandsOf(program, rest);
  const [first, second] = operands;
  const isOnce = second === 'run' && rest.includes('--rm');
  const isExec = first === 'exec' || (first === 'compose' && (second === 'exec' || isOnce));
  if (!isExec || !/^(?:kubectl|docker|podman|docker-compose)$/.test(program)) return undefined;
  const words = commandOfExec(program, rest);
  if (words.length === 0) return refused('mention', 'exec');
  return words.map(quoted).join(' ');
}

function lineOfShell(rest: readonly string[]): string | Judged | undefined {
  const at = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (at !== -1) return rest[at + 1] ?? '';
  return rest.every((word) => /^-[il]+$|^--login$/.test(word)) ? refused('person') : undefined;
}

function lineOfSsh(rest: readonly string[]): string | Judged {
  // These run a command on this machine.
  if (rest.some((word) => /proxycommand|localcommand/i.test(word))) return refused('changes', 'ProxyCommand');
  const [host] = operandsOf('ssh', rest);
  const command = host === undefined ? [] : rest.slice(rest.indexOf(host) + 1);
  const greets = rest.includes('-T') && command.length === 0 && /^(?:git|forgejo|gitea)@/.test(host ?? '');
  if (greets) return { habit: 'report' };
  return command.length === 0 ? refused('person') : command.join(' ').replace(/^-- /, '');
}

const EXEC_VALUE_FLAGS = new Set(['-u', '--user', '-e', '--env', '-w', '--workdir', '--index']);

function commandOfExec(program: string, rest: readonly string[]): readonly string[] {
  if (program === 'kubectl') {
    const dashes = rest.indexOf('--');
    return dashes === -1 ? [] : rest.slice(dashes + 1);
  }
  let at = Math.max(rest.indexOf('exec'), rest.indexOf('run')) + 1;
  while (rest[at]?.startsWith('-') === true) at += EXEC_VALUE_FLAGS.has(rest[at] ?? '') ? 2 : 1;
  return rest.slice(at + 1);
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", '')}'`;
}
