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
    programs: `basedpyright behave black brakeman busted codespell cookstyle ctest cucumber deadnix depcheck depcruise deptrac deptry detekt
      editorconfig-checker elm-review elm-test errcheck eslint flake8 ginkgo gotestsum govulncheck hugo isort jest knip
      madge mocha named-checkconf ninja nix-build nox osv-scanner pa11y-ci paratest pest pip-audit pg_isready phpcs phpmd
      phpunit prettier prove psalm publint pycodestyle pydocstyle pyflakes pyright pytest pytype rake rspec rubocop
      shellspec size-limit sphinx-build standardrb staticcheck swiftformat tfsec tox treefmt tsc typos visudo vue-tsc zizmor`,
  },
  {
    habit: 'verdict',
    why: 'They check the files or places that they are given.',
    needsArgument: true,
    programs: `aide alejandra alex ansible-playbook arping attw ava bandit bats check-jsonschema check-manifest checkov clang-format
      clang-tidy clj-kondo codesign cppcheck debsums desktop-file-validate dnsmasq dockle e2fsck elm-format fourmolu fping
      fsck gofmt goimports google-java-format gosec gpg htmlhint htmlproofer hurl ineffassign infection interrogate
      jarsigner jshint kubeconform kubeval linkchecker linkinator lintian logrotate luacheck lychee markdownlint-cli2 md5sum minisign
      misspell muffet mypy named-checkzone nc nix-instantiate nixfmt nixpkgs-fmt ormolu pa11y ping pkg-config plutil remark
      revive rustfmt selene sha1sum sha256sum sha512sum shasum shfmt squawk standard stylua tap tape testparm testssl.sh
      tidy tsd uvu vale vulture xfs_repair xmllint xo`,
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
    programs: `ack ag aplay arecord auditctl ausearch awk basename bat cat cksum cloc comm conntrack csvcut cut debsig-verify delv
      diff dig dirname dpkg-deb drill du echo egrep ethtool exiftool fd ffprobe fgrep file find findmnt getent getfacl gofmt
      goimports gpioget grep grype hdparm head hexdump host i2cget identify jar javap jdeps jq kcat kdig ldapsearch ldd lipo
      lsattr lsof md5sum mlr modinfo mosquitto_sub mtr needrestart nixos-option nl nm nmap nslookup objdump od otool
      pdffonts pg_dump pgrep printf radon readelf readlink realpath rg rsync sed seq sha1sum sha256sum sha512sum shasum
      smartctl snmpget snmpwalk sort stat strings syft sysctl tac tail tar tcpdump tr tracepath traceroute tshark type unzip
      v4l2-ctl pkg-config wc whereis which whois xargs xxd xzcat yq zcat zgrep`,
  },
  {
    habit: 'report',
    why: 'They print how the machine, or the folder, is.',
    needsArgument: false,
    programs: `aa-status apcaccess arch atq blkid clinfo column crontab date df dmesg dmidecode dpkg free gcovr getenforce groups id
      inxi ip6tables-save iptables-save journalctl last locale lpstat ls lvdisplay lvs mailq mdadm nix-env nixos-version
      nproc ntpq pwd nvidia-smi pacman postconf postqueue ps pstree pvdisplay pveversion pvs quota rev rocm-smi rpm scc sensors
      sestatus showmount sinfo squeue ss sw_vers swapon system_profiler systemd-cgls tokei top tree uname uniq upsc uptime
      vgdisplay vgs w who whoami`,
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
    jarsigner: '-verify',
    codesign: '--verify -v',
    plutil: '-lint',
    arping: '-c',
    minisign: '-V',
    'pkg-config': '--exists --atleast-version',
    aide: '--check -C',
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
    'pkg-config': '--modversion --cflags --libs --list-all',
    gofmt: '-l',
    hdparm: '-I -i',
    'dpkg-deb': '-I -c --info --contents',
    jar: '-t -tf --list',
    lipo: '-info -archs',
    aplay: '-l -L',
    arecord: '-l -L',
    'v4l2-ctl': '--list-devices --all',
    tcpdump: '-c',
    tshark: '-c',
    kcat: '-L',
    ntpq: '-p -pn',
    postconf: '-n -d',
    postqueue: '-p',
    top: '-b -bn1',
    auditctl: '-l -s',
    conntrack: '-L',
    needrestart: '-b',
    pacman: '-Q -Si -Ss',
    goimports: '-l',
    mtr: '-r --report',
    mosquitto_sub: '-C -W',
    tar: '-t -tf -tzf -tvf --list',
    unzip: '-l -t',
    smartctl: '-a -H -i --scan --scan-open',
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
  codesign: '-s --sign -f --remove-signature',
  'dpkg-deb': '-b -x -e --build --extract',
  'v4l2-ctl': '-c --set-ctrl',
  tcpdump: '-w',
  tshark: '-w',
  auditctl: '-D -d -a -A -w',
  conntrack: '-D -F -I -U',
  postconf: '-e -X -# -M -F -P',
  mlr: '-I',
  fping: '-l',
  'check-manifest': '-u -c',
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
