import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/read/card-body.ts';

const SEED = new URL(
  '../../../shared/corpus/blumeops/6d7071e/docs/how-to/zot/harden-zot-registry.md',
  import.meta.url,
);

describe('reading a body', () => {
  it('gives checklist and links of one file together', async () => {
    const text = '---\nstatus: active\n---\n[[a]]\n\n## Verify\n\n- [ ] [[b]]\n';
    const body = await readBody(text, { bodyOffset: 23, bodyLine: 4 });
    expect(body.checklist.map((item) => item.text)).toEqual(['[[b]]']);
    expect(body.links.map((link) => [link.stem, link.written.line])).toEqual([
      ['a', 4],
      ['b', 8],
    ]);
    expect(body.problems).toEqual([]);
  });

  it('says what keeps it from being read', async () => {
    const body = await readBody(`- [ ] a\n${'> '.repeat(120)}a\n`, { bodyOffset: 0, bodyLine: 1 });
    expect(body.problems.map((problem) => problem.line)).toEqual([2]);
  });

  it('adds headings that open a verification section', async () => {
    const body = await readBody('## Abnahme\n- [ ] a\n', {
      bodyOffset: 0,
      bodyLine: 1,
      headings: ['abnahme'],
    });
    expect(body.checklist.map((item) => item.section)).toEqual(['Abnahme']);
  });

  it.skipIf(!existsSync(SEED))(
    'finds six items and seven links in the first card (needs ../shared)',
    async () => {
      const text = readFileSync(SEED, 'utf8');
      const bodyOffset = text.indexOf('\n---\n') + 5;
      const bodyLine = text.slice(0, bodyOffset).split('\n').length;
      const { checklist, links, problems } = await readBody(text, { bodyOffset, bodyLine });
      expect(problems).toEqual([]);
      expect(links.map(({ stem, written }) => [stem, written.line, written.column])).toEqual([
        ['adopt-oidc-provider', 26, 3],
        ['adopt-dagger-ci', 27, 3],
        ['register-zot-oidc-client', 57, 3],
        ['wire-ci-registry-auth', 58, 3],
        ['enforce-tag-immutability', 59, 3],
        ['adopt-commit-based-container-tags', 60, 3],
        ['agent-change-process', 61, 3],
      ]);
      for (const { stem, written } of links) {
        expect(text.slice(written.offset, written.offset + written.value.length)).toBe(`[[${stem}]]`);
      }
      expect(checklist.map((item) => [item.line, item.box.column, item.ticked, item.kind])).toEqual([
        [48, 4, false, 'automatic'],
        [49, 4, false, 'manual'],
        [50, 4, false, 'manual'],
        [51, 4, false, 'manual'],
        [52, 4, false, 'manual'],
        [53, 4, false, 'automatic'],
      ]);
      expect(checklist.flatMap((item) => item.commands)).toEqual([
        'curl -sf https://registry.ops.eblu.me/v2/_catalog',
        'mise run services-check',
      ]);
      for (const { box } of checklist) expect(text.slice(box.offset - 1, box.offset + 2)).toBe('[ ]');
    },
  );
});
