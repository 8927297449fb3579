import { describe, expect, it } from 'vitest';
import { CHANGE_EXAMPLES } from '../../src/check/examples-change.ts';
import type { ExampleTree } from '../../src/check/rule-example.ts';
import { RULE_EXAMPLES } from '../../src/check/rule-examples.ts';
import { RULES, type Rule } from '../../src/check/rules.ts';
import { checkEdits } from './change.ts';
import { checkTree } from './check-tree.ts';

/** Rules that compare two trees have examples of a change. */
const RULES_OF_ONE_TREE = RULES.filter((rule: Rule) => rule.compares !== true);

const CASES = RULES_OF_ONE_TREE.map(({ code, setting }) => ({ code, setting, example: RULE_EXAMPLES[code] }));

describe('every rule', () => {
  it('has an example', () => {
    expect(CASES.filter(({ example }) => example === undefined).map(({ code }) => code)).toEqual([]);
  });

  it.each(CASES)('finds what is wrong, once and in its place: $code', async ({ code, setting, example }) => {
    const config = setting === 'off' ? { '.mikado.yaml': `rules: {${code}: warn}\n` } : {};
    const found = await checkTree({ ...config, ...example?.wrong });
    const own = found.filter((each) => each.code === code);
    expect(own.map(({ path, line, column, endColumn }) => `${path}:${line}:${column}-${endColumn}`)).toEqual([
      example?.at,
    ]);
    expect(own[0]?.message).not.toBe('');
    expect(own[0]?.help).not.toBe('');
  });

  it.each(CASES)(
    'finds nothing in what is right, and nor do the others: $code',
    async ({ code, example }) => {
      const config = { '.mikado.yaml': `rules: {${code}: warn}\n` };
      expect(await checkTree({ ...config, ...example?.right })).toEqual([]);
    },
  );

  it.each(CASES)('can be turned off, and into a warning and an error: $code', async ({ code, example }) => {
    const severities = async (setting: string) => {
      const found = await checkTree({ '.mikado.yaml': `rules: {${code}: ${setting}}\n`, ...example?.wrong });
      return found.filter((each) => each.code === code).map(({ severity }) => severity);
    };
    expect(await severities('off')).toEqual([]);
    expect(await severities('warn')).toEqual(['warning']);
    expect(await severities('error')).toEqual(['error']);
  });
});

const CHANGES = RULES.filter((rule: Rule) => rule.compares === true).map(({ code }) => ({
  code,
  example: CHANGE_EXAMPLES[code],
}));

describe('every rule about a change', () => {
  it.each(CHANGES)('finds what is wrong, once and in its place: $code', async ({ code, example }) => {
    const { fresh } = await checkEdits(textsOf(example?.before), textsOf(example?.wrong));
    const own = fresh.filter((each) => each.code === code);
    expect(own.map(({ path, line, column, endColumn }) => `${path}:${line}:${column}-${endColumn}`)).toEqual([
      example?.at,
    ]);
  });

  it.each(CHANGES)('finds nothing in what is right, and nor do the others: $code', async ({ example }) => {
    expect((await checkEdits(textsOf(example?.before), textsOf(example?.right))).fresh).toEqual([]);
  });
});

function textsOf(tree: ExampleTree = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).map(([path, text]) => [path, text.toString()]));
}
