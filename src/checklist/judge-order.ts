import { operandsOf } from './command-words.ts';
import { type Judged, refused } from './judged.ts';
import { meaningOfOrder } from './task-name.ts';

/** Programs whose first word is an order, so that its meaning tells what they do. */
const TAKES_ORDERS = new Set(
  `alembic apt apt-cache argocd aws az biome borg borgmatic brew buf bundle cabal caddy cargo ceph composer consul
  crictl crystal dart dbmate docker docker-compose doctl dotnet dune etcdctl fail2ban-client flatpak flutter flux fly
  flyctl flyway gcloud gem gh glab gleam hcloud helm heroku hostnamectl istioctl k3d kind kubectl kustomize launchctl
  lein linkerd loginctl lxc meson minikube mise mkdocs molecule multipass netlify networkctl next nft ng nimble nix
  nmcli nomad npm oc ollama pct pip pipx pnpm podman poetry pulumi qm rabbitmqctl resolvectl restic ruff rustup safety
  sbt skopeo snap stack statix swift systemctl tailscale terraform terragrunt timedatectl tofu ty ufw uv vagrant
  velero vercel virsh wg wrangler xcodebuild yarn zfs zig zpool`.split(/\s+/),
);

/** Of these, the words in front of the order name what it is about, whatever else such a word may mean. */
const THING_FIRST = new Set('aws az gcloud gh glab doctl hcloud fly flyctl'.split(' '));

/** What an order can be about, in front of it: `docker image ls`. */
const THINGS = new Set(
  `account accounts addon addons app apps bucket cache certificate certificates cluster clusters compose config container containers context
  contexts deployment deployments device domain domains extension feature flow function functions group groups image images index issue issues
  job jobs key keys link machine machines manifest model models namespace network networks node nodes package packages plugin plugins policy
  pr profile profiles project projects provider providers queue queues registry release releases repo repos role roles route routes run runs
  secret secrets server servers service services session sessions snapshot snapshots stack stacks state status system tag tags task tasks
  template templates toolchain user users volume volumes workflow workflows workspace workspaces zone zones auth mr ci schema database db`.split(
    /\s+/,
  ),
);

/** With these flags an order is only played through. */
const DRY = /^--(?:dry-run(?:=(?!none|false|no$|0).*)?|dryrun|check|syntax-check|no-op|noop|whatif)$/;
/** With these, looking never ends. */
const GOES_ON = /^(?:-w|-F|--watch.*|--follow.*)$/;
/** Orders to whose output `-f` holds on. */
const FOLLOWS = /^(?:logs?|tail|events)$/;
/** Orders that make something where they are given. */
const MAKES = /^(?:build|test|compile|assemble)$/;
/** These look at one thing, which has to be named. */
const NEEDS_NAME = new Set(['get', 'describe', 'inspect', 'explain', 'logs', 'search', 'cat', 'why']);

/** Tells whether a program takes orders as its first words, whatever they are. */
export function takesOrders(program: string): boolean {
  return TAKES_ORDERS.has(program);
}

/**
 * Judges a command by its order, the word that says what to do: `check` gives a verdict, `list` only reports, and
 * `apply` changes something. Undefined when no word of it tells.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeOrder(program: string, rest: readonly string[]): Judged | undefined {
  const orders = operandsOf(program, rest);
  const thingFirst = THING_FIRST.has(program);
  for (const [at, order] of orders.slice(0, thingFirst ? 4 : 2).entries()) {
    if (!/^[a-z][a-z0-9-]*$/.test(order)) break;
    const isThing = THINGS.has(order) && (thingFirst || at === 0) && orders.length > at + 1;
    const meaning = isThing ? 'unknown' : meaningOfOrder(order);
    switch (meaning) {
      case 'action':
        return isDry(rest) ? { habit: 'verdict' } : refused('changes', order);
      case 'person':
      case 'endless':
        return refused(meaning, order);
      case 'verdict':
      case 'report': {
        const next = orders[at + 1] ?? '';
        const behind = rest[rest.indexOf(order) + 1] ?? '';
        if (meaning === 'verdict' && meaningOfOrder(behind) === 'action') return refused('changes', behind);
        // What a cloud builds or tests, it starts and keeps.
        if (thingFirst && MAKES.test(order)) return refused('changes', order);
        const goesOn = rest.find((word) => GOES_ON.test(word) || (word === '-f' && FOLLOWS.test(order)));
        if (goesOn !== undefined) return refused('endless', goesOn);
        if (NEEDS_NAME.has(order) && next === '') return { ...refused('mention'), missing: meaning };
        return { habit: meaning };
      }
      case 'unknown':
        // A plug-in of cargo stands in front of what it is to do.
        if (!isThing && !thingFirst && program !== 'cargo')
          return isDry(rest) ? { habit: 'verdict' } : undefined;
    }
  }
  return isDry(rest) ? { habit: 'verdict' } : undefined;
}

function isDry(rest: readonly string[]): boolean {
  return rest.some((word) => DRY.test(word));
}
