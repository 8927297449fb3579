import { describe, expect, it } from 'vitest';
import { matches, parseFilter } from '../../src/filter/parse-filter.ts';
import { readPlan } from '../../src/plan.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';
import { makeTree } from '../rig/tree.ts';

const CARDS = {
  'docs/harden-registry.md': `---
title: Harden the registry
status: active
requires: [register-client, wire-ci]
---

## Verification

- [ ] Somebody looks at it
`,
  'docs/zot/register-client.md': `---
title: Register OIDC client
status: active
tags: [Zot, oidc]
requires: [old-server]
---

The secret goes into the vault.

## Verification

- [ ] \`test -f client\` exits with 0
- [-] not any more
`,
  'docs/wire-ci.md': `---
title: Wire "CI" up
status: active
requires: [old-server, register-client]
tags: [zot]
---

## Verification

- [x] \`test -f ci\` exits with 0
`,
  'docs/old-server.md': '---\ntitle: Old server\n---\n',
};

/** The stems of the sample cards that a filter means. */
async function meant(text: string, how: 'read' | 'unread' = 'read'): Promise<string> {
  const cwd = makeTree(CARDS);
  const plan = await readPlan({ cwd });
  const workbench = openWorkbench({ cwd }, plan);
  const texts = new Map(
    await Promise.all(plan.cards.map(async (card) => [card, await workbench.readCard(card)] as const)),
  );
  const filter = parseFilter(text);
  if ('message' in filter) return `${filter.message} ${filter.help}`;
  const textOf = (card: (typeof plan.cards)[number]) => (how === 'read' ? texts.get(card) : undefined);
  return plan.cards
    .filter((card) => matches(filter, card, { plan, textOf }))
    .map(({ stem }) => stem)
    .join(' ');
}

const ALL = 'harden-registry old-server register-client wire-ci';

describe('a filter means', () => {
  it.each([
    ['', ALL],
    ['  ', ALL],
    ['REG', 'harden-registry register-client'],
    ['oidc', 'register-client'],
    ['reg oidc', 'register-client'],
    ['-reg', 'old-server wire-ci'],
    ['"old server"', 'old-server'],
    ['old-server', 'old-server'],
    ['-"old server" server', ''],
    ['state:ready', 'register-client'],
    ['state:ready,done', 'old-server register-client'],
    ['STATE:Blocked', 'harden-registry wire-ci'],
    ['is:goal', 'harden-registry'],
    ['-is:goal is:open', 'register-client wire-ci'],
    ['is:shared', 'old-server register-client'],
    ['tag:zot', 'register-client wire-ci'],
    ['tag:zo', ''],
    ['path:zot/', 'register-client'],
    ['unlocks:>0', 'register-client'],
    ['unlocks:0', 'harden-registry old-server wire-ci'],
    ['unlocks:<=1 tag:zot', 'register-client wire-ci'],
    ['checks:open', 'harden-registry register-client'],
    ['checks:done', 'wire-ci'],
    ['checks:none', 'old-server'],
    ['kind:manual', 'harden-registry'],
    ['kind:manual,waived', 'harden-registry register-client'],
    ['text:"into the VAULT"', 'register-client'],
    ['-', 'harden-registry old-server register-client wire-ci'],
  ])('%j: %j', async (text, stems) => {
    expect(await meant(text)).toBe(
      text === '-' ? 'harden-registry old-server register-client wire-ci' : stems,
    );
  });

  it('no card by its text while that was not read, turned round or not', async () => {
    expect(await meant('checks:open', 'unread')).toBe('');
    expect(await meant('-checks:open', 'unread')).toBe('');
    expect(await meant('-checks:open state:done', 'read')).toBe('old-server');
  });
});

describe('what is no filter says why and what to write instead', () => {
  it.each([
    ['stat:ready', 'A filter has no key stat. Did you mean state:?'],
    [
      'owner:me',
      'A filter has no key owner. The keys are state, is, tag, path, unlocks, checks, kind, text.',
    ],
    ['state:redy', 'state: cannot be redy. Did you mean state:ready?'],
    ['unlocks:many', 'unlocks: cannot be many. It takes a number, or one after >, >=, < or <=.'],
    ['kind:', 'Nothing stands after kind:. It takes automatic, assisted, manual, template or waived.'],
    ['"old server', 'The quotes do not end. Write " at both ends.'],
  ])('%j', async (text, said) => {
    expect(await meant(text)).toBe(said);
  });
});
