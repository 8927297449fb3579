/**
 * The words that one program alone understands, or understands otherwise than its word says. Commands are separated by commas:
 * the words that must follow the program, `+` where an argument has to follow them, and in brackets the flags of which one is needed.
 */
export interface ProgramOrders {
  readonly program: string;
  readonly verdict?: string;
  readonly report?: string;
  /** Fetches dependencies, which only counts on the way to a verdict. */
  readonly install?: string;
}

/**
 * Programs whose other words are names of branches, files, services or packages: what is not listed here is not run, although
 * it may look like an order to check.
 */
export const OWN_ORDERS: readonly ProgramOrders[] = [
  {
    program: 'git',
    verdict: `fsck, tag [-v --verify], verify-commit +, verify-tag +, merge-base [--is-ancestor],
      diff [--check --exit-code --quiet], diff-index [--quiet --exit-code]`,
    report: `status, log, diff, show, ls-files, ls-remote, ls-tree +, rev-list +, rev-parse +, describe, blame +,
      shortlog, remote -v, clean [-n --dry-run],
      branch [--list --contains --merged --no-merged --show-current -a -r -v -vv], tag [-l --list --contains],
      config [--get --list -l], submodule status, stash list, worktree list, notes list, lfs ls-files, lfs status,
      stash show, merge-tree +, range-diff +, cherry, name-rev +, for-each-ref, show-ref, check-attr +,
      diff-tree +, grep +, cat-file +, check-ignore +, count-objects, reflog`,
  },
  {
    program: 'systemctl',
    verdict: 'is-active +, is-enabled +, is-system-running',
    report: `status, --failed, show +, is-failed +, list-units, list-timers, list-unit-files, list-dependencies +, cat +,
      get-default`,
  },
  {
    program: 'go',
    verdict: 'test, build, vet, mod verify, mod tidy [-diff], tool vet',
    report: 'list +, version, env +, doc +, mod graph, tool cover [-func]',
    install: 'mod download',
  },
  { program: 'bun', verdict: 'test', install: 'install' },
  { program: 'vitest', verdict: 'run' },
  { program: 'cypress', verdict: 'run' },
  { program: 'karma', verdict: 'start [--single-run]' },
  { program: 'ng', verdict: 'test [--no-watch --watch=false], lint, build', report: 'version' },
  { program: 'svelte-kit', verdict: 'sync' },
  { program: 'vite', verdict: 'build' },
  { program: 'esphome', verdict: 'config +, compile +', report: 'version' },
  {
    program: 'gradle',
    report: 'tasks, projects, properties, dependencies, dependencyInsight, javaToolchains, buildEnvironment',
  },
  { program: 'R', verdict: 'CMD check +, CMD build +' },
  { program: 'cdk', verdict: 'synth', report: 'diff, list, ls' },
  { program: 'serverless', report: 'print, info' },
  { program: 'skaffold', verdict: 'render, build', report: 'diagnose' },
  { program: 'logcli', report: 'query +, labels, series +' },
  { program: 'smbclient', report: '[-L]' },
  { program: 'conda', report: 'list, info, env export, env list' },
  { program: 'adb', report: 'devices, version' },
  { program: 'apk', report: 'info, version, list, policy +' },
  { program: 'apksigner', verdict: 'verify +' },
  { program: 'bq', report: 'ls, show +, head +' },
  { program: 'hdfs', verdict: 'fsck +', report: 'dfs -ls +, dfs -du +, dfs -count +, dfsadmin -report' },
  { program: 'barman', verdict: 'check +', report: 'status +, list-backup +, show-backup +' },
  { program: 'nodetool', report: 'status, info, ring, describecluster, compactionstats' },
  { program: 'ipmitool', report: 'sensor, sdr, sel list, fru' },
  { program: 'bluetoothctl', report: 'devices, show' },
  { program: 'crane', report: 'digest +, manifest +, config +, ls +' },
  { program: 'idf.py', verdict: 'build', report: 'size, size-components' },
  { program: 'west', verdict: 'build', report: 'list, topdir, boards' },
  { program: 'xrandr', report: '[-q --query]' },
  { program: 'lynis', report: 'audit system' },
  { program: 'pio', verdict: 'run, test, check' },
  { program: 'newman', verdict: 'run +' },
  { program: 'k6', verdict: 'run +' },
  { program: 'codecept', verdict: 'run' },
  { program: 'rector', verdict: 'process [--dry-run]' },
  { program: 'srb', verdict: 'tc' },
  { program: 'puppet', verdict: 'parser validate +' },
  { program: 'trufflehog', verdict: 'git +, filesystem +' },
  { program: 'kubescape', verdict: 'scan' },
  { program: 'terrascan', verdict: 'scan' },
  { program: 'chronyc', report: 'tracking, sources' },
  { program: 'infracost', report: 'breakdown, diff' },
  { program: 'coverage', verdict: 'run +', report: 'report' },
  { program: 'pre-commit', verdict: 'run' },
  { program: 'prek', verdict: 'run' },
  { program: 'phpstan', verdict: 'analyse +, analyze +' },
  { program: 'php-cs-fixer', verdict: 'fix [--dry-run], check' },
  { program: 'pint', verdict: '--test' },
  { program: 'rails', verdict: 'test', report: 'routes, about' },
  {
    program: 'mix',
    verdict: 'test, compile, credo, dialyzer, hex.audit, format [--check-formatted]',
    report: 'ecto.migrations, phx.routes, hex.outdated, deps, deps.tree, app.tree, xref graph',
    install: 'deps.get',
  },
  {
    program: 'php',
    verdict: '-l +, artisan test',
    report: 'artisan about, artisan route:list, artisan migrate:status, artisan schedule:list',
  },
  {
    program: 'python',
    verdict: '-m pytest, -m unittest, -m py_compile +, -m compileall +, -m build',
    report: '-m json.tool +, -m site, -m pip list, -m pip show +, -m pip check',
  },
  { program: 'node', verdict: '--check +, --test' },
  { program: 'ruby', verdict: '-c +, -wc +' },
  { program: 'bash', verdict: '-n +' },
  { program: 'sh', verdict: '-n +' },
  { program: 'zsh', verdict: '-n +' },
  { program: 'nginx', verdict: '-t', report: '-T' },
  { program: 'exportfs', report: '-v, -s' },
  { program: 'sshd', verdict: '-t', report: '-T' },
  { program: 'haproxy', verdict: '-c +' },
  { program: 'apachectl', verdict: 'configtest, -t' },
  { program: 'systemd-analyze', verdict: 'verify +', report: 'blame, critical-chain, time' },
  {
    program: 'trivy',
    verdict: 'fs + [--exit-code], image + [--exit-code], config + [--exit-code]',
    report: 'fs +, image +, config +',
  },
  { program: 'gitleaks', verdict: 'detect' },
  { program: 'semgrep', verdict: 'scan [--error]', report: 'scan' },
  { program: 'cmake', verdict: '[--build -B --preset]' },
  { program: 'nix-store', verdict: 'ping, --verify' },
  { program: 'nixos-rebuild', verdict: 'build, dry-build, dry-activate' },
  { program: 'ip', report: 'addr, a, route, r, link show, -br, neigh' },
  { program: 'route', report: '-n' },
  { program: 'arp', report: '-a' },
  { program: 'networksetup', report: '-getinfo +, -listallhardwareports' },
  { program: 'launchctl', report: 'print +, list' },
  { program: 'iptables', report: '[-L -S --list]' },
  { program: 'firewall-cmd', report: '[--state --list-all]' },
  {
    program: 'openssl',
    verdict: 'x509 [-checkend], verify +, req [-verify]',
    report: 'x509 [-noout], pkey [-pubout], dgst +, version, ciphers, s_client +',
  },
  { program: 'ssh-keygen', report: '[-l -lf]' },
  { program: 'gpg', report: '[--list-keys -k]' },
  {
    program: 'redis-cli',
    report:
      'ping, info, get +, keys +, --scan, PING, INFO, GET +, KEYS +, CONFIG GET +, DBSIZE, TTL +, EXISTS +',
  },
  { program: 'ansible', report: '[--list-hosts]' },
  { program: 'ansible-inventory', report: '[--list --graph]' },
  { program: 'flask', report: 'routes' },
  { program: 'just', report: '--list, -l, --summary' },
];

/** The same for programs that take orders besides, so that a word that is not listed here means what it says. */
export const MORE_ORDERS: readonly ProgramOrders[] = [
  {
    program: 'kubectl',
    verdict: 'rollout status +, wait +, auth can-i +, kustomize +',
    report: `logs +, top +, diff +, rollout history +, config current-context, config get-contexts, cluster-info,
      api-resources, api-versions, events`,
  },
  {
    program: 'docker',
    verdict: 'build +, buildx build +, buildx bake, compose config, manifest inspect +',
    report: `logs +, stats [--no-stream], top +, history +, port +, diff +, images, compose logs, buildx imagetools inspect +,
      compose images`,
  },
  { program: 'docker-compose', verdict: 'config', report: 'logs, images' },
  { program: 'podman', verdict: 'build +', report: 'logs +, images' },
  { program: 'buf', verdict: 'breaking' },
  { program: 'crictl', report: 'images' },
  { program: 'helm', report: 'status +, history +, template +, diff +' },
  { program: 'terraform', verdict: 'fmt [-check]', install: 'init', report: 'output, providers' },
  { program: 'tofu', verdict: 'fmt [-check]', install: 'init', report: 'output' },
  { program: 'terragrunt', verdict: 'hclfmt [--terragrunt-check]', report: 'output' },
  {
    program: 'flux',
    verdict: 'build kustomization +, build artifact +, build +',
    report: 'diff kustomization +, diff artifact +',
  },
  { program: 'az', verdict: 'bicep build [--file -f], bicep lint [--file -f]' },
  { program: 'cilium', verdict: 'connectivity test' },
  {
    program: 'promtool',
    verdict: 'check rules +, check config +, check web-config +, check metrics +, test rules +',
  },
  { program: 'amtool', verdict: 'check-config +' },
  { program: 'argocd', report: 'app diff +' },
  {
    program: 'npm',

    report: 'view +, pkg get +',
    install: 'ci, install, i',
  },
  { program: 'pnpm', install: 'install, i' },
  { program: 'yarn', install: 'install' },
  { program: 'pip', install: 'install [-r -e --requirement --editable]', report: 'show +' },
  { program: 'pipenv', install: 'install [--dev]' },
  { program: 'poetry', install: 'install' },
  { program: 'uv', verdict: 'lock [--check --locked]', install: 'sync' },
  { program: 'bundle', install: 'install' },
  { program: 'composer', install: 'install' },
  {
    program: 'cargo',
    verdict: `fmt [--check], doc, nextest run, tarpaulin, machete, llvm-cov, hack +, deny check,
      semver-checks`,
    report: 'metadata',
    install: 'fetch',
  },
  {
    program: 'dotnet',
    verdict: 'format [--verify-no-changes]',
    report: '--list-runtimes, --list-sdks, --info',
    install: 'restore',
  },
  { program: 'dart', verdict: 'format [--set-exit-if-changed]', report: 'pub outdated, pub deps' },
  { program: 'flutter', report: 'pub outdated, pub deps' },
  { program: 'dbt', verdict: 'parse, debug' },
  { program: 'dvc', report: 'dag' },
  { program: 'kubeadm', report: 'certs check-expiration' },
  { program: 'istioctl', report: 'proxy-status, analyze' },
  { program: 'gsutil', report: 'hash +, stat +, du +' },
  { program: 'deno', verdict: 'fmt [--check], check +' },
  { program: 'dune', verdict: 'runtest' },
  { program: 'consul', report: 'members, catalog services, catalog nodes' },
  { program: 'nix', report: 'flake metadata, eval +, path-info +' },
  { program: 'apt', report: 'show +' },
  { program: 'apt-cache', report: 'policy +' },
  { program: 'alembic', report: 'heads' },
  { program: 'pulumi', report: 'preview' },
  { program: 'rebar3', verdict: 'ct, eunit, xref, dialyzer, proper' },
  { program: 'aws', report: 'ecs describe-services +, eks describe-cluster +' },
  { program: 'gh', report: 'pr checks, issue view +, workflow view +' },
  { program: 'resolvectl', report: 'query +' },
  { program: 'tailscale', report: 'ip' },
  { program: 'borg', report: 'info +, list +' },
  { program: 'restic', report: 'snapshots' },
  { program: 'zpool', report: 'iostat' },
  { program: 'nft', verdict: '-c', report: 'list +' },
  { program: 'qm', report: 'config +, pending +' },
  { program: 'pvesh', report: 'get +, ls +' },
  { program: 'pct', report: 'config +, pending +' },
];

/** Programs whose first word says what to do, so that `check`, `list` and `apply` mean what they say. */
export const ORDER_TAKERS: Readonly<Record<'builds' | 'tools' | 'clients' | 'systems', string>> = {
  // Languages and their builders: to these `test` and `build` are orders, not names.
  builds: `anchor ant astro bazel biome buck2 bundle bundletool cabal cargo-deny crystal darwin-rebuild docusaurus dune ecs ember
      expo fastlane flutter forge gatsby gleam grails hardhat hatch home-manager jekyll lein mdbook meson mkdocs molecule
      moon next nimble nuxt pants pdm playwright pod quarto rebar3 rspack sbt scarb snap stack swift tauri terragrunt trunk
      turbo xcodebuild xcrun zig zola`,
  tools: `airflow ansible-config ansible-galaxy ajv alembic amtool apt-get atlas biome borgmatic brew buf caddy conftest cosign cspell cz dbmate django-admin
      dprint drush flyway gem goreleaser gx ha kafkactl knex kube-linter kube-score kubent kustomize lefthook liquibase mise
      opa openapi packer patronictl pihole pipdeptree pipx pluto polaris popeye prisma promtool pulumi rabbitmq-diagnostics
      redocly regal reuse rpi-eeprom-update ruff rustup safety sam skopeo snyk spectral sqlfluff statix steep symfony taplo
      tkn twine ty typst unbound-control vboxmanage winget wp wrangler yamale yarn`,
  // Clusters, clouds and services.
  clients: `argo az buildah calicoctl ceph cilium consul ctr doctl etcdctl flux fly flyctl gcloud glab hcloud heroku istioctl k3d
      k3s kind kubeadm linkerd linode-cli minikube mlflow multipass nats nerdctl netlify nomad oci ollama openstack oras
      rabbitmqctl rclone regctl scw talosctl vault velero vercel virsh`,
  systems: `supervisorctl snapper certbot birdc bootctl btrfs coredumpctl dnf fail2ban-client flatpak hostnamectl iw lldpcli localectl loginctl lxc mysqladmin
      networkctl nft nmcli nvme pactl pct pgbackrest postfix pvesm qm rfkill rndc snap systemd-analyze timedatectl udevadm
      ufw vagrant vcgencmd virsh wg wpctl yum zfs zypper`,
};
/** These have to be told what their order is about, or do nothing. */
const ASKS_FOR_MORE = new Set(
  `bazel buck2 conftest consul cosign helm kube-linter kustomize openapi packer pants promtool redocly spectral twine`.split(
    /\s+/,
  ),
);

/** Tells whether a program's check means nothing without the files or targets that are to be checked. */
export function asksForMore(program: string): boolean {
  return ASKS_FOR_MORE.has(program);
}

const TAKES_ORDERS = new Set([
  ...MORE_ORDERS.map(({ program }) => program),
  ...Object.values(ORDER_TAKERS).flatMap((programs) => programs.split(/\s+/)),
]);

/** Tells whether a program takes orders as its first words, whatever they are. */
export function takesOrders(program: string): boolean {
  return TAKES_ORDERS.has(program);
}
