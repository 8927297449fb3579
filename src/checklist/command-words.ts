const flags = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Flags that make a checker more than a check, whatever the program, and what they make it do. */
const DANGEROUS: Readonly<Record<'changes' | 'endless' | 'person', ReadonlySet<string>>> = {
  changes:
    flags(`--fix --write --apply --push --publish --delete --install --in-place --inplace --overwrite --save --update-snapshot
    --updateSnapshot --update-snapshots --snapshot-update --update-goldens --update-golden --update --autocorrect --auto-correct --autocorrect-all --unsafe-fixes --fix-only --force --prune
    --repair --accept --bless --regenerate --init --migrate --deploy --restore --destroy --drop --kill --register --record --purge --remove --reset --upgrade --yes -exec -toolexec --exec --pre --to-command --compress-program --use-compress-program`),
  endless: flags('--watch --watchAll --follow --serve --ui'),
  person: flags('--open --web --interactive --edit --debug-brk --inspect-brk'),
};

/** Flags that take the next word as their value, whatever the program. */
const VALUE_FLAGS = new Set(
  `--prefix --filter --dir --cwd --namespace --context --kubeconfig --kube-context --project --profile --region --file
  --project-name --env-file --workspace --directory --repo --manifest-path --package --selector --container --inventory --output
  --project-directory --server --host --port --endpoint-url --query --max-items --since --limit`.split(/\s+/),
);

/** Short flags that take a value, where they can stand in front of a subcommand. */
const SHORT_VALUE_FLAGS: Readonly<Record<string, string>> = {
  kubectl: '-n -l -c -o -s',
  helm: '-n -f -o',
  flux: '-n',
  npm: '-w -C',
  pnpm: '-F -C',
  cargo: '-p -F',
  git: '-C',
  gh: '-R',
  make: '-C -f -j',
  gmake: '-C -f -j',
  just: '-f -d',
  ninja: '-C -f -j -k',
  snapper: '-c',
  task: '-d -t',
  mvn: '-f -pl',
  gradle: '-p',
  docker: '-f -p -H -c',
  'docker-compose': '-f -p',
  podman: '-f -p',
  ansible: '-i -u -l',
  'ansible-playbook': '-i -u -l',
  ssh: '-p -i -l -o -L -R -F -J',
  pnpx: '-p',
  npx: '-p',
  xcodebuild:
    '-scheme -project -workspace -destination -configuration -sdk -target -arch -derivedDataPath -resultBundlePath -testPlan',
};

const SHELL_NAMES = new Set(['bash', 'sh', 'zsh', 'fish', 'dash']);

/** Tells whether a program is a shell. */
export function isShell(program: string): boolean {
  return SHELL_NAMES.has(program);
}

/** Gives the program that a command's first word starts; wrapper scripts and interpreters by version are what they stand for. */
export function programOf(word: string): string {
  const bare = word
    .replace(/^(?:\.\/)?(?:node_modules|vendor)\/\.?bin\//, '')
    .replace(/^(?:\.\/)?(?:\.?venv\/)?bin\//, '')
    .replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '')
    .replace(/\.(?:cmd|exe)$/, '')
    .replace(/^python3(?:\.\d+)?$/, 'python');
  const aliases = new Map([
    ['./mvnw', 'mvn'],
    ['./gradlew', 'gradle'],
    ['gradlew', 'gradle'],
    ['pip3', 'pip'],
    ['py.test', 'pytest'],
    ['platformio', 'pio'],
    ['oc', 'kubectl'],
  ]);
  return aliases.get(bare) ?? bare;
}

/** Tells whether a word sets a variable for the command that follows. */
export function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

/** Tells how a flag makes a command more than a check, whatever the program; undefined when it does not. */
export function dangerOf(word: string): 'changes' | 'endless' | 'person' | undefined {
  const flag = word.replace(/=(?!(?:false|no|none|never|0)$).*$/s, '');
  if (DANGEROUS.changes.has(flag)) return 'changes';
  if (DANGEROUS.endless.has(flag)) return 'endless';
  return DANGEROUS.person.has(flag) ? 'person' : undefined;
}

/**
 * Gives the words of a command that are no flags and no values of flags: the subcommand and its arguments.
 *
 * @param program as `programOf` gives it
 * @param rest the words after the program
 */
export function operandsOf(program: string, rest: readonly string[]): readonly string[] {
  const short = (SHORT_VALUE_FLAGS[program] ?? '').split(' ');
  const operands: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (word === '--') return [...operands, ...rest.slice(at + 1)];
    // What sets a variable or a build setting is no order.
    if (/^[A-Z][A-Z_]+=/.test(word)) continue;
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else if (VALUE_FLAGS.has(word) || short.includes(word)) at += 1;
  }
  return operands;
}

/** Tells whether a word is a flag, alone, with a value, or together with other short ones as in `-rq`, or with a number. */
export function hasFlag(word: string, flag: string): boolean {
  if (word === flag || word.startsWith(`${flag}=`)) return true;
  if (!/^-[A-Za-z]$/.test(flag)) return false;
  return (
    (/^-[A-Za-z]{1,6}$/.test(word) && word.includes(flag.slice(1))) ||
    (/^-[A-Za-z]\d+$/.test(word) && word.startsWith(flag))
  );
}
