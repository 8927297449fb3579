import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTrusting } from './trusting.ts';

const CARD = `---
status: active
---

# Harden the registry

## Verification

- [ ] \`terraform apply\` succeeds
- [ ] \`rm -rf\` hard deny
- [ ] \`rm -rf build\` works
- [ ] \`docker login\` works
- [ ] \`docker login registry.internal\` succeeds
- [ ] \`test -f README.md\`
`;

describe('a card whose checklist names what changes things', () => {
  const make = () => makeTrusting({ 'docs/harden.md': CARD, 'README.md': 'read me\n' });

  it('runs nothing of it, even on the word of an operator for every command', async () => {
    const { cwd, run, started } = make();
    const { code, stdout } = await run(['verify', 'harden', '--trust-all']);
    expect(started()).toEqual(['test -f README.md']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^harden: needs a person, 1 of 6 items hold$/m);
    expect(readFileSync(join(cwd, 'docs/harden.md'), 'utf8')).toBe(
      CARD.replace('- [ ] `test', '- [x] `test'),
    );
  });

  it('says in the list why', async () => {
    const { run, started } = make();
    const { stdout } = await run(['checklist', 'harden']);
    expect(stdout).toBe(`[ ] manual     \`terraform apply\` succeeds
               \`apply\` changes something, or may, so it is no check.
[ ] manual     \`rm -rf\` hard deny
               \`rm -rf\` is only mentioned, not offered to be run.
[ ] manual     \`rm -rf build\` works
               \`rm\` changes something, or may, so it is no check.
[ ] manual     \`docker login\` works
               \`login\` needs a terminal, a password or a person.
[ ] manual     \`docker login registry.internal\` succeeds
               \`login\` needs a terminal, a password or a person.
[ ] automatic  \`test -f README.md\`
               $ test -f README.md
               Nothing more is claimed, and the exit status of such a command is a verdict.
`);
    expect(started()).toEqual([]);
  });
});
