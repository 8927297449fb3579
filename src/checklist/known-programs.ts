import type { CommandHabit } from './judged.ts';

/** Programs that do one thing, whatever they are given. */
export interface ProgramGroup {
  readonly habit: CommandHabit;
  /** Why they are listed: what no rule could tell by their names. */
  readonly why: string;
  /** Whether one of them says nothing without an argument. */
  readonly needsArgument: boolean;
  readonly programs: string;
}

/** Programs that do one thing. Those that say in their names that they lint, test or check are not among them. */
export const GROUPS: readonly ProgramGroup[] = [
  {
    habit: 'verdict',
    why: 'They run all tests, or look at all sources, as soon as they are called.',
    needsArgument: false,
    programs: `pytest ctest rspec jest mocha tox nox phpunit paratest behave cucumber pest busted shellspec prove rake ninja elm-test
      elm-review eslint tsc vue-tsc knip madge depcheck depcruise pa11y-ci flake8 pyright prettier black isort pycodestyle pydocstyle
      pyflakes pytype deptry rubocop brakeman standardrb cookstyle psalm phpcs phpmd deptrac detekt staticcheck errcheck
      govulncheck luacheck deadnix pg_isready visudo tfsec codespell typos size-limit publint hugo sphinx-build nix-build
      treefmt swiftformat editorconfig-checker osv-scanner zizmor named-checkconf`,
  },
  {
    habit: 'verdict',
    why: 'They check the files or places that they are given.',
    needsArgument: true,
    programs: `ava bats tap tape uvu standard attw tsd xo revive selene infection mypy bandit vulture interrogate gosec checkov gofmt goimports misspell
      ineffassign shfmt rustfmt stylua alejandra nixfmt nixpkgs-fmt clang-format clang-tidy cppcheck google-java-format ormolu
      fourmolu elm-format clj-kondo markdownlint-cli2 htmlproofer htmlhint jshint linkinator lychee pa11y vale alex remark
      kubeconform kubeval nix-instantiate check-jsonschema dockle squawk hurl xmllint tidy named-checkzone testparm dnsmasq
      desktop-file-validate lintian logrotate nc ping fsck e2fsck xfs_repair sha1sum sha256sum sha512sum shasum md5sum gpg ansible-playbook`,
  },
  {
    habit: 'assertion',
    why: 'They ask whether something holds, and print nothing.',
    needsArgument: true,
    programs: 'test [ [[ grep egrep zgrep rg cmp diff jq command',
  },
  { habit: 'assertion', why: 'It always holds.', needsArgument: false, programs: 'true' },
  {
    habit: 'report',
    why: 'They print the files or names that they are given, or what they find there.',
    needsArgument: true,
    programs: `cat bat head tail wc sort cut tr nl tac awk sed jq yq grep egrep fgrep zgrep rg ag ack strings find fd stat file
      readlink realpath basename dirname comm diff gofmt goimports nm ldd otool objdump readelf md5sum sha1sum sha256sum sha512sum
      shasum cksum hexdump xxd od du tar unzip exiftool identify ffprobe which type whereis pgrep lsof dig host whois
      traceroute tracepath nslookup nmap mtr cloc getent getfacl sysctl smartctl ethtool findmnt grype syft radon mosquitto_sub rsync pg_dump xargs echo
      printf seq nixos-option`,
  },
  {
    habit: 'report',
    why: 'They print how the machine, or the folder, is.',
    needsArgument: false,
    programs: `ls tree uniq column rev df free uptime uname whoami who groups id date locale nproc arch blkid       ps pstree ss sensors showmount iptables-save ip6tables-save sw_vers system_profiler lvs vgs pvs journalctl dmesg
      last atq mailq lpstat quota sestatus getenforce aa-status nvidia-smi squeue sinfo pvdisplay vgdisplay lvdisplay tokei scc gcovr nixos-version crontab swapon mdadm dpkg rpm nix-env`,
  },
  {
    habit: 'silent',
    why: 'They prepare, or say something on the way, and prove nothing alone.',
    needsArgument: false,
    programs: 'set : popd false',
  },
  {
    habit: 'silent',
    why: 'The same, with an argument.',
    needsArgument: true,
    programs: 'cd pushd export sleep exit',
  },
];

/**
 * What a program needs to be of its group: one of these flags. The groups are asked in their order, so that `grep -q` asserts
 * and `grep` alone reports.
 */
export const ONLY_WITH: Readonly<Partial<Record<CommandHabit, Readonly<Record<string, string>>>>> = {
  assertion: {
    grep: '-q --quiet --silent',
    egrep: '-q --quiet --silent',
    zgrep: '-q --quiet --silent',
    rg: '-q --quiet',
    diff: '-q --brief',
    jq: '-e --exit-status',
    command: '-v',
  },
  verdict: {
    tsc: '--noEmit -b --build -p --project',
    'vue-tsc': '--noEmit',
    prettier: '--check -c -l --list-different',
    black: '--check',
    isort: '--check --check-only -c',
    gofmt: '-d',
    goimports: '-d',
    'google-java-format': '--dry-run -n --set-exit-if-changed',
    ormolu: '--mode',
    fourmolu: '--mode',
    'elm-format': '--validate',
    treefmt: '--ci --fail-on-change',
    swiftformat: '--lint',
    remark: '--frail -f',
    hurl: '--test',
    dnsmasq: '--test',
    testparm: '-s',
    tidy: '-e -errors',
    shfmt: '-d',
    rustfmt: '--check',
    stylua: '--check',
    alejandra: '--check -c',
    nixfmt: '--check -c',
    'nixpkgs-fmt': '--check',
    'clang-format': '--dry-run -n',
    'clj-kondo': '--lint',
    xmllint: '--noout',
    logrotate: '-d',
    visudo: '-c',
    nc: '-z',
    ping: '-c',
    fsck: '-n',
    e2fsck: '-n',
    xfs_repair: '-n',
    sha1sum: '-c --check',
    sha256sum: '-c --check',
    sha512sum: '-c --check',
    shasum: '-c --check',
    md5sum: '-c --check',
    gpg: '--verify',
    'ansible-playbook': '--syntax-check --check -C',
  },
  report: {
    gofmt: '-l',
    goimports: '-l',
    mtr: '-r --report',
    mosquitto_sub: '-C -W',
    tar: '-t -tf -tzf -tvf --list',
    unzip: '-l -t',
    smartctl: '-a -H -i',
    crontab: '-l',
    swapon: '--show -s',
    mdadm: '--detail',
    dpkg: '-l -s -L',
    rpm: '-q -qa -qi -ql',
    'nix-env': '-q --query',
    rsync: '-n --dry-run',
    pg_dump: '-s --schema-only',
  },
};

/** Flags that make a program more than its group says: it writes, starts other programs, waits, or never ends. */
export const UNLESS: Readonly<Record<string, string>> = {
  jest: '-u -w',
  vitest: '-u -w',
  mocha: '-w',
  ava: '-u -w',
  playwright: '-u',
  rubocop: '-a -A',
  phpunit: '--generate-configuration',
  'clang-format': '-i',
  hugo: '-w',
  ormolu: '-i',
  fourmolu: '-i',
  tidy: '-m',
  remark: '-o',
  pio: '-t --target',
  pg_dump: '-f --file',
  ping: '-f',
  sensors: '-s',
  fsck: '-y -a -p',
  e2fsck: '-y -a -p',
  dmesg: '-C -c -w',
  ethtool: '-s -p -E -K -G',
  tail: '-f -F',
  sort: '-o',
  tree: '-o',
  yq: '-i',
  find: '-delete -execdir -ok -okdir -fprint -fprint0 -fprintf -fls',
  fd: '-x -X',
  sysctl: '-w',
  date: '-s --set',
  journalctl: '-f --vacuum-size --vacuum-time --rotate --flush',
  terraform: '-out',
  tofu: '-out',
  'ansible-playbook': '--step',
  crontab: '-r -e',
  dpkg: '-i -r -P',
  'nix-env': '-e -i -u',
  iptables: '-A -D -F -I -P -X',
  smartctl: '-s -t',
  ss: '-K',
  openssl: '-out',
};
