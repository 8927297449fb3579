/** The stems below the goal, with the checks of each. */
const BELOW = {
  'register-zot-oidc-client': [
    'Authentik admin UI shows zot application',
    'OIDC discovery endpoint includes zot client',
    'Blueprint status is `successful`',
  ],
  'wire-ci-registry-auth': [
    'Dagger push succeeds with registry auth',
    'Push without credentials fails (401)',
  ],
  'enforce-tag-immutability': ['A second push of a version tag fails'],
  'adopt-commit-based-container-tags': ['The image of the last commit bears its id'],
} as const;

const TEXTS: Readonly<Record<keyof typeof BELOW, string>> = {
  'register-zot-oidc-client':
    'Register a zot OAuth2 provider and application in Authentik via blueprint, as for Grafana and Forgejo.\n\n## What to do\n\n1. Add the section `zot.yaml` to argocd/manifests/authentik/configmap-blueprint.yaml\n2. Generate the client secret, and store it as `zot-client-secret`\n',
  'wire-ci-registry-auth':
    'Both ways in which CI pushes authenticate once the registry asks.\n\nAfter [[register-zot-oidc-client]] (do first).\n',
  'enforce-tag-immutability': 'A version tag, once pushed, stays what it is.\n',
  'adopt-commit-based-container-tags': 'Images are found by the commit that they were built from.\n',
};

function below(status: string): Readonly<Record<string, string>> {
  const names: readonly (keyof typeof BELOW)[] = [
    'register-zot-oidc-client',
    'wire-ci-registry-auth',
    'enforce-tag-immutability',
    'adopt-commit-based-container-tags',
  ];
  return Object.fromEntries(
    names.map((stem) => {
      const title = stem.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
      const box = status === '' ? 'x' : ' ';
      const checks = BELOW[stem].map((check) => `- [${box}] ${check}\n`).join('');
      return [
        `docs/how-to/zot/${stem}.md`,
        `---\ntitle: ${title}\n${status}requires: []\ntags: [zot]\n---\n\n${TEXTS[stem]}\n## Verification\n\n${checks}`,
      ];
    }),
  );
}

const GOAL = `---
title: Harden the registry
status: active
requires:
  - register-zot-oidc-client
  - wire-ci-registry-auth
  - enforce-tag-immutability
  - adopt-commit-based-container-tags
tags: [zot, registry, security]
---

Pushing takes a login or an API key, pulling takes nothing, and version tags stay what they are.

## Verification

- [ ] \`curl -sf https://registry.ops.eblu.me/v2/_catalog\` exits with 0
- [ ] Unauthenticated push fails (401)
- [ ] OIDC browser login works (redirect to Authentik and back)
- [ ] \`skopeo list-tags docker://registry.ops.eblu.me/zot\` shows the tag that was pushed with an API key <!-- check: look -->
- [ ] Pull-through caching still works
- [ ] \`mise run services-check\` passes <!-- check: run -->
`;

/** A registry that is to be hardened: a goal over four cards, of which nothing is done. */
export const PLANNED_REGISTRY: Readonly<Record<string, string>> = {
  'docs/how-to/zot/harden-zot-registry.md': GOAL,
  ...below('status: active\n'),
};

/** The same when only the goal is left, with six checks of every kind. */
export const REGISTRY_CARDS: Readonly<Record<string, string>> = {
  'docs/how-to/zot/harden-zot-registry.md': GOAL,
  ...below(''),
};
