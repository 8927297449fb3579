/**
 * What a known command does when it is run. `verdict`: its exit status says whether something holds. `assertion`: the
 * same, and asking is all it does. `report`: it prints, and exits with 0 whatever it found. `install`: it fetches
 * dependencies or clears old output, which only counts on the way to a verdict. `silent`: it prepares or says something on the way.
 */
export type CommandHabit = 'verdict' | 'assertion' | 'report' | 'install' | 'silent';

/** One known command: its program and subcommand, and what else must or must not stand on the line. */
export interface KnownCommand {
  readonly habit: CommandHabit;
  readonly subcommand: readonly string[];
  /** One of these flags must be there; empty when none is asked for. */
  readonly withFlags: readonly string[];
  /** None of these flags may be there, because they make it change something or never end. */
  readonly withoutFlags: readonly string[];
  /** Whether it means nothing without a further argument. */
  readonly needsArgument: boolean;
}

/**
 * The commands that may run at all, one a line: program, subcommand, `+` when an argument must follow, then
 * `with` flags of which one is needed and `not` flags of which none may be there. The first line that fits counts.
 * What is not here is never run on a guess.
 */
const TABLE: Readonly<Record<CommandHabit, string>> = {
  assertion: `
    test +|[ +|[[ +|grep + with -q --quiet --silent|egrep + with -q|rg + with -q --quiet|cmp +|diff + with -q --brief
    jq + with -e --exit-status|command + with -v|true`,
  verdict: `
    pytest|py.test|tox|nox|ctest|jest not -u -w|vitest run not -u|mocha not -w|ava +|rspec|phpunit|behave|cucumber
    pest|playwright test not -u|cypress run|bats +|busted|prove|tap +|karma start with --single-run|eslint +
    tsc with --noEmit -b --build -p --project|biome ci|prettier with --check -c -l|markdownlint-cli2 +|standard +|knip
    depcheck|vue-tsc with --noEmit|svelte-check|astro check|vite build|ng test with --no-watch --watch=false
    svelte-kit sync|ruff format with --check|flake8|mypy +|pyright|black with --check
    isort with --check --check-only -c|bandit +|pip-audit|uv lock with --check --locked|twine check +|sphinx-build +
    pydocstyle +|pre-commit run|coverage run +|python -m pytest|python -m unittest|python -m py_compile +
    python -m compileall +|python -m mypy +|python -m ruff check|python -m build|cargo clippy not --fix
    cargo fmt with --check|cargo doc|cargo nextest run|cargo bench|cargo tarpaulin|cargo machete
    rustfmt + with --check|cargo llvm-cov|cargo hack +|go test|go build|go vet|go mod verify|go mod tidy with -diff
    golangci-lint run not --fix|staticcheck|govulncheck|gosec +|gofmt + with -d|dotnet format with --verify-no-changes
    mix test|mix compile|mix credo|mix dialyzer|mix format with --check-formatted|rubocop not -a -A --autocorrect
    rails test|rake test|rake spec|rake|phpstan analyse +|phpstan analyze +|psalm|php-cs-fixer fix with --dry-run
    pint with --test|php -l +|php artisan test|flutter build +|dart format with --set-exit-if-changed
    terraform fmt with -check|tofu fmt with -check|tfsec|checkov +|packer validate +
    ansible-playbook + with --syntax-check|shellcheck +|shfmt + with -d|hadolint +|ansible-playbook + with --check
    vale +|lychee +|htmlproofer +|linkcheck +|codespell|typos|gitleaks detect|trivy fs +|trivy image +|trivy config +
    semgrep scan|kubeconform +|kubeval +|kube-linter lint +|conftest test +|kustomize build +|kubectl kustomize +
    kubectl rollout status +|kubectl wait +|kubectl auth can-i +|promtool check +|promtool test +
    amtool check-config +|nginx -t|apachectl configtest|haproxy -c +|sshd -t|visudo -c|systemd-analyze verify +
    named-checkconf|named-checkzone +|docker build +|docker buildx build + not --push|docker buildx bake not --push
    docker compose config|docker manifest inspect +|docker-compose config|podman build +|skopeo inspect +
    cosign verify +|hugo not server -w|nix flake check|nix-build|nix-instantiate +|nix-store ping|nixos-rebuild build
    nixos-rebuild dry-build|nixos-rebuild dry-activate|darwin-rebuild build|home-manager build|deadnix
    alejandra + with --check -c|nixfmt + with --check -c|nixpkgs-fmt + with --check|bash -n +|sh -n +|zsh -n +
    node --check +|node --test|ruby -c +|python -m json.tool +|xmllint + with --noout|npm audit not --fix|bun test
    deno test|deno check +|deno lint|deno fmt with --check|publint|attw +|size-limit|git fsck
    git diff with --check --exit-code --quiet|git diff-index with --quiet --exit-code
    git merge-base with --is-ancestor|git verify-commit +|git verify-tag +|systemctl is-active +
    systemctl is-enabled +|pg_isready|nc + with -z|sha256sum with -c --check|shasum with -c --check
    md5sum with -c --check|gpg with --verify|logrotate + with -d|nomad job validate +|consul validate +|vault status
    redocly lint +|spectral lint +|openapi lint +|cmake with --build -B --preset|ninja|bazel test +|bazel build +
    buck2 test +|pants test +|pants lint +|mvn test|mvn verify|clj-kondo with --lint|dune runtest|elm-test|lua-check +
    luacheck +|stylua + with --check|just + with --dry-run`,
  report: `
    gofmt + with -l|git status|git log|git diff not --output|git show|git ls-files|git ls-remote|git ls-tree +
    git rev-list +|git rev-parse +|git describe|git blame +|git shortlog|git remote -v
    git branch with --list --contains --merged --no-merged --show-current -a -r -v -vv not -d -D -m
    git tag with -l --list --contains|git config with --get --list -l|git submodule status|git stash list|git grep +
    git cat-file +|git check-ignore +|git count-objects|git reflog|kubectl logs + not -f|kubectl top +|kubectl version
    kubectl cluster-info|kubectl api-resources|kubectl api-versions|kubectl events not -w
    kubectl config current-context|kubectl diff +|kubectl rollout history +|oc logs + not -f|docker logs + not -f
    docker images|docker version|docker stats with --no-stream|docker top +|docker history +|docker port +
    docker diff +|docker compose logs not -f|docker compose images|docker compose version|docker-compose logs not -f
    podman images|podman logs + not -f|crictl images|journalctl not -f --vacuum-size --vacuum-time --rotate
    systemctl status|systemctl show +|systemctl is-failed +|launchctl print +|terraform plan not -out|terraform output
    terraform version|terraform providers|tofu plan not -out|tofu output|pulumi version|helm status +|helm history +
    helm version|helm template +|helm diff +|argocd app diff +|argocd version|minikube status|dig +|host +|nslookup +
    whois +|ls|cat +|bat +|head +|tail + not -f -F|wc +|sort + not -o|uniq|cut +|tr +|column|jq +|yq + not -i|fx +
    nl +|tac +|rev|awk +|sed + not -i|xargs +|echo|printf +|seq +|df|du +|free|uptime|uname|hostname -I|hostname -f
    whoami|id|date|nproc|arch|lscpu|lsblk|lsusb|lspci|lsmod|lsof +|which +|type +|whereis +|ps not --forest|pgrep +|ss
    netstat|stat +|file +|readlink +|realpath +|find + not -delete -exec -execdir -ok -fprint|fd + not -x -X|tree
    grep +|egrep +|fgrep +|zgrep +|rg +|ag +|ack +|strings +|nm +|ldd +|otool +|objdump +|readelf +|comm +|diff +
    vdiff +|basename +|dirname +|md5sum +|sha256sum +|sha1sum +|shasum +|cksum +|hexdump +|xxd +|od +|ip addr|ip a
    ip route|ip link show|ip -br|ifconfig|route -n|networksetup -getinfo +|networksetup -listallhardwareports|arp -a
    traceroute +|tracepath +|ping + with -c|sw_vers|system_profiler +|sysctl + not -w|getent +|nft list +
    iptables with -L -S --list|ufw status|firewall-cmd with --state --list-all|crontab with -l|timedatectl status
    hostnamectl status|resolvectl status|resolvectl query +|tailscale status|tailscale ip|fail2ban-client status
    zpool status|smartctl + with -a -H -i|mdadm with --detail|lvs|vgs|pvs|swapon with --show -s|dpkg with -l -s -L
    apt show +|apt-cache policy +|rpm with -q -qa -qi -ql|brew info +|pip show +|npm view +|npm pkg get +
    cargo metadata|go list +|go version|go env +|go mod graph|go doc +|go tool cover with -func|rustc with --version
    php artisan about|php artisan route:list|php artisan migrate:status|php artisan schedule:list|rails routes
    rails about|alembic heads|alembic check|flask routes|dbmate status|aws ecs describe-services +
    aws eks describe-cluster +|aws logs describe-log-groups|az group show +|gh pr checks|gh pr status|gh issue view +
    gh auth status|gh workflow view +|glab ci status|nix flake show|nix flake metadata|nix eval +|nix path-info +
    nix-env with -q --query|nixos-version|nixos-option +|redis-cli ping|redis-cli info|redis-cli get +
    redis-cli keys +|rabbitmqctl status|rabbitmqctl list_queues|nomad status|nomad job status +|consul members
    etcdctl endpoint health|vagrant status|ansible + with --list-hosts|ansible-inventory with --list --graph
    ansible --version|fly status|flyctl status|netlify status|openssl x509 with -noout|openssl version
    openssl s_client +|ssh-keygen with -l -lf|gpg with --list-keys -k|borg list +|borg info +|restic snapshots
    exiftool +|identify +|ffprobe +|pdfinfo +|tar with -t -tf -tzf -tvf --list|unzip with -l -t|zipinfo +|cloc +|tokei
    scc`,
  install: `
    npm ci|npm install|npm i|pnpm install|pnpm i|yarn install|bun install|bundle install|composer install|poetry install|uv sync
    pip install with -r -e --requirement --editable|go mod download|cargo fetch|dotnet restore|mix deps.get|pipenv install with --dev`,
  silent: `cd +|export +|set|sleep +|:|pushd +|popd|exit +|false`,
};

const BY_PROGRAM = readTable();

/** Gives the known commands of a program, most particular first; empty when the program is not known. */
export function knownCommands(program: string): readonly KnownCommand[] {
  return BY_PROGRAM.get(program) ?? [];
}

function readTable(): ReadonlyMap<string, readonly KnownCommand[]> {
  const table = new Map<string, KnownCommand[]>();
  for (const habit of ['assertion', 'verdict', 'report', 'install', 'silent'] as const) {
    for (const entry of TABLE[habit].split(/\||\n/)) {
      const tokens = entry.split(' ').filter((token) => token !== '');
      const [program] = tokens;
      if (program === undefined) continue;
      const known = table.get(program) ?? [];
      known.push({ habit, ...conditionsOf(tokens.slice(1)) });
      table.set(program, known);
    }
  }
  return table;
}

function conditionsOf(tokens: readonly string[]): Omit<KnownCommand, 'habit'> {
  const lists: Record<'subcommand' | 'with' | 'not', string[]> = { subcommand: [], with: [], not: [] };
  let list: keyof typeof lists = 'subcommand';
  for (const token of tokens) {
    if (token === 'with' || token === 'not') list = token;
    else if (token !== '+') lists[list].push(token);
  }
  return {
    subcommand: lists.subcommand,
    withFlags: lists.with,
    withoutFlags: lists.not,
    needsArgument: tokens.includes('+'),
  };
}
