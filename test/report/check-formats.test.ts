import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { RULES } from '../../src/check/rules.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { checkSuites } from '../../src/report/check-junit.ts';
import { diagnosticsText } from '../../src/report/diagnostics-text.ts';
import { githubAnnotations } from '../../src/report/github.ts';
import { junitText } from '../../src/report/junit.ts';
import { withoutRunnerCommands } from '../../src/report/runner-lines.ts';
import { sarifText } from '../../src/report/sarif.ts';
import { stepSummary } from '../../src/report/step-summary.ts';
import { visible } from '../../src/visible.ts';
import { hostileText } from '../rig/hostile-text.ts';

const TOOL = { version: '0.1.0', rules: RULES, home: 'https://example.org/mikado' };
const FOUND: Diagnostic = {
  code: 'cycle',
  severity: 'error',
  message: '2 cards require one another in a circle: `a` → `b` → `a`.',
  path: 'docs/a b.md',
  line: 4,
  column: 5,
  endColumn: 6,
  related: [{ message: '`b` requires `a`', path: 'docs/b.md', line: 3, column: 5 }],
  help: 'Take one of these lines out.',
};
const WARNED: Diagnostic = { ...FOUND, code: 'unknown-status', severity: 'warning', related: [] };

const HOSTILE: readonly Diagnostic[] = fc
  .sample(
    fc.record({
      ...{ message: hostileText, path: hostileText.map((name) => `${name}.md`) },
      ...{ help: hostileText, beside: hostileText },
    }),
    {
      numRuns: 500,
      seed: 11,
    },
  )
  .map(({ message, path, help, beside }, index) => ({
    ...(index % 2 === 0 ? FOUND : WARNED),
    message,
    path,
    help,
    related: [{ message: beside, path: beside, line: 1, column: 1 }],
  }));

/** A command that a runner of GitHub finds in a line: the newer form in front of it, the older one anywhere. */
function commandOf(
  line: string,
): { name: string; properties: Map<string, string>; data: string } | undefined {
  const found = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/su.exec(line) ?? /##\[([a-z-]+)()\](.*)$/su.exec(line);
  if (found === null) return undefined;
  const [, name = '', written = '', data = ''] = found;
  const decode = (value: string) => decodeURIComponent(value.replace(/%(?!25|0D|0A|3A|2C)/g, '%25'));
  const pairs = written.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), decode(pair.slice(at + 1))];
  });
  return { name, properties: new Map(pairs), data: decode(data) };
}

describe('annotations', () => {
  it('stand at the place, with the rule as title and every other place in the text', () => {
    expect(githubAnnotations([FOUND, { ...WARNED, path: 'a,b:c%.md', message: '100% sure' }])).toBe(
      [
        '::error file=docs/a b.md,line=4,endLine=4,col=5,endColumn=6,title=mikado%3A cycle::2 cards require one another in a circle: `a` → `b` → `a`.%0Adocs/b.md:3:5: `b` requires `a`%0ATake one of these lines out.',
        '::warning file=a%2Cb%3Ac%25.md,line=4,endLine=4,col=5,endColumn=6,title=mikado%3A unknown-status::100%25 sure%0ATake one of these lines out.',
        '',
      ].join('\n'),
    );
  });

  it('say how many there are where GitHub shows only some', () => {
    const lines = githubAnnotations([...Array(11).fill(FOUND), WARNED])
      .trimEnd()
      .split('\n');
    expect(lines.length).toBe(13);
    expect(lines.at(-1)).toBe(
      'GitHub annotates 10 errors and 10 warnings of a step; the text above has all (errors: 11, warnings: 1).',
    );
    expect(githubAnnotations(Array(10).fill(FOUND)).trimEnd().split('\n').length).toBe(10);
  });

  it('give back to a runner whatever a file holds, as it can be seen', () => {
    const lines = githubAnnotations(HOSTILE)
      .trimEnd()
      .split(/\r\n|[\r\n\u0085\u2028]/);
    for (const [index, each] of HOSTILE.entries()) {
      const command = commandOf(lines[index] ?? '');
      expect(command?.name).toBe(each.severity);
      expect(command?.properties.get('file')).toBe(visible(each.path));
      const beside = visible(each.related[0]?.message ?? '');
      expect(command?.data).toBe(
        [visible(each.message), `${beside}:1:1: ${beside}`, visible(each.help)].join('\n'),
      );
    }
    expect(lines.slice(HOSTILE.length).map(commandOf)).toEqual([undefined]);
  });
});

describe('the text of a check', () => {
  it('holds no line that a runner would take for a command', () => {
    const plain = withoutRunnerCommands(diagnosticsText(HOSTILE, (_role, each) => each));
    expect(plain.split(/\r\n|[\r\n\u0085\u2028]/).filter((line) => commandOf(line) !== undefined)).toEqual(
      [],
    );
    expect(withoutRunnerCommands('::error::x.md:1:1\n  ::x\n## [a] ##[b]\n')).toBe(
      '\\u{3a}:error::x.md:1:1\n  \\u{3a}:x\n## [a] ##\\u{5b}b]\n',
    );
  });
});

describe('SARIF', () => {
  const schema: object = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('schemastore/schemas/json/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  );
  Reflect.set(schema, '$schema', 'http://json-schema.org/draft-07/schema#');
  Reflect.deleteProperty(schema, 'id');
  const references = /^(?:[^\s%<>"{}|\\^`[\]]|%[0-9A-F]{2})*$/i;
  const ajv = new Ajv({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    formats: { uri: /^[a-z][a-z+.-]*:\S*$/i, 'uri-reference': references, 'date-time': true },
  });
  const isValid = ajv.compile(schema);

  function parse(written: string) {
    const log = JSON.parse(written);
    expect([isValid(log), isValid.errors]).toEqual([true, null]);
    return log.runs[0];
  }

  it('fits its schema, and locates every place by a URI that is relative to the repository', () => {
    const run = parse(sarifText([FOUND], TOOL));
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('cycle');
    expect(run.results[0]).toMatchObject({
      ruleId: 'cycle',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'docs/a%20b.md', uriBaseId: 'SRCROOT' },
            region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 6 },
          },
        },
      ],
      relatedLocations: [{ id: 1, physicalLocation: { artifactLocation: { uri: 'docs/b.md' } } }],
    });
  });

  it('is one run without results where nothing was found', () => {
    expect(parse(sarifText([], TOOL)).results).toEqual([]);
  });

  it('gives back whatever a file holds, as it can be seen, and no link', () => {
    const results: {
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[] = parse(sarifText(HOSTILE, TOOL)).results;
    const sorted = [
      ...HOSTILE.filter((each) => each.severity === 'error'),
      ...HOSTILE.filter((each) => each.severity !== 'error'),
    ];
    expect(results.length).toBe(sorted.length);
    for (const [index, each] of sorted.entries()) {
      const said = results[index]?.message.text ?? '';
      expect(said).not.toMatch(/\[[^\]]*(?<!\\)\]\(/);
      expect(said.replaceAll('\\](', '](')).toBe(`${visible(each.message)} ${visible(each.help)}`);
      const uri = results[index]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
      expect(decodeURIComponent(uri)).toBe(Buffer.from(each.path).toString());
    }
  });

  it('has fingerprints that stay when lines move, and differ for each finding', () => {
    const prints = (found: readonly Diagnostic[]): string[] =>
      parse(sarifText(found, TOOL)).results.map((each: { partialFingerprints: object }) =>
        JSON.stringify(each.partialFingerprints),
      );
    const markers = { ...FOUND, message: 'The card holds a merge conflict, on lines 7 to 9.' };
    const moved = [FOUND, FOUND, { ...markers, message: markers.message.replace('7 to 9', '17 to 19') }];
    expect(prints(moved.map((each) => ({ ...each, line: each.line + 30 })))).toEqual(
      prints([FOUND, FOUND, markers]),
    );
    expect(new Set(prints([FOUND, FOUND, markers, { ...FOUND, path: 'docs/c.md' }])).size).toBe(4);
  });

  it('keeps the errors, stays below what GitHub takes, and says how many it cut', () => {
    const many = [...Array(5000).fill(WARNED), ...Array(7).fill(FOUND)];
    const run = parse(sarifText(many, TOOL));
    expect(run.results.length).toBe(5000);
    expect(run.results[6].level).toBe('error');
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '7 more findings are not in this file, which holds the first 5000: mikado check prints all.',
    );
    const long = fc.sample(fc.string({ minLength: 5000, maxLength: 5000 }), { numRuns: 4, seed: 3 });
    const large = sarifText(
      Array.from({ length: 5000 }, (_, at) => ({ ...FOUND, message: `${at} ${long[at % 4]}` })),
      TOOL,
    );
    expect(gzipSync(large).length).toBeLessThan(10_000_000);
    expect(large.length).toBeLessThan(10_000_000);
  });
});

describe('JUnit of a check', () => {
  const ant = readFileSync(
    createRequire(import.meta.url).resolve('jest-junit-reporter/src/__tests__/fixtures/junit.xsd'),
    'utf8',
  )
    .replace('<xs:element name="error"', '<xs:element name="skipped"/>$&')
    .replace('<xs:attribute name="errors"', '<xs:attribute name="skipped" type="xs:int"/>$&');

  it('has a suite for each card, in which an error failed and a warning was skipped', () => {
    expect(checkSuites([FOUND, WARNED], ['docs/a b.md', 'docs/b.md'])).toEqual([
      {
        name: 'docs/a b.md',
        cases: [
          {
            name: `cycle: ${FOUND.message}`,
            classname: 'docs/a b.md',
            file: 'docs/a b.md',
            line: 4,
            result: {
              kind: 'failed',
              message: FOUND.message,
              text: 'docs/b.md:3:5: `b` requires `a`\nTake one of these lines out.',
            },
          },
          {
            name: `unknown-status: ${WARNED.message}`,
            classname: 'docs/a b.md',
            result: {
              kind: 'skipped',
              message: `docs/a b.md:4:5: warning: ${WARNED.message} ${WARNED.help}`,
            },
          },
        ],
      },
      {
        name: 'docs/b.md',
        cases: [{ name: 'nothing found', classname: 'docs/b.md', result: { kind: 'passed' } }],
      },
    ]);
  });

  it('is valid whatever a file holds', async () => {
    const read = await validateXML({ xml: junitText(checkSuites(HOSTILE, ['docs/b.md'])), schema: ant });
    expect(read.errors.map((error) => error.message)).toEqual([]);
  });
});

describe('the summary of a step', () => {
  const textOf = (each: Diagnostic) => diagnosticsText([each], (_role, word) => word);

  it('has the counts, the rules and the findings as they are printed', () => {
    expect(stepSummary({ diagnostics: [FOUND], cards: 2, textOf, limit: 10_000 })).toBe(
      `### mikado check: 1 error found\n\n2 cards checked.\n\n| rule | errors | warnings |\n| --- | ---: | ---: |\n| \`cycle\` | 1 | 0 |\n\n\`\`\`text\n${textOf(FOUND)}\`\`\`\n`,
    );
    expect(stepSummary({ diagnostics: [], cards: 1, textOf, limit: 10_000 })).toBe(
      '### mikado check: nothing found\n\n1 card checked.\n\n',
    );
  });

  it('never grows over its limit, and counts what is cut', () => {
    for (let limit = 0; limit < 3000; limit += 7)
      expect(
        Buffer.byteLength(stepSummary({ diagnostics: Array(9).fill(FOUND), cards: 2, textOf, limit })),
      ).toBeLessThanOrEqual(limit);
    const cut = stepSummary({ diagnostics: Array(9).fill(FOUND), cards: 2, textOf, limit: 800 });
    const shown = cut.split('docs/a b.md:4:5').length - 1;
    expect(cut.endsWith(`\n\`\`\`\n\ntruncated ${9 - shown} more\n`)).toBe(true);
  });

  it('keeps whatever a file holds inside its one block', () => {
    for (const each of HOSTILE) {
      const lines = stepSummary({ diagnostics: [each], cards: 1, textOf, limit: 100_000 })
        .trimEnd()
        .split('\n');
      const start = lines.findIndex((line) => /^`+text$/.test(line));
      const fence = lines[start]?.slice(0, -'text'.length) ?? '';
      const inside = lines.slice(start + 1, -1);
      expect(lines.at(-1)).toBe(fence);
      expect(inside.filter((line) => line.includes(fence))).toEqual([]);
      expect(`${inside.join('\n')}\n`).toBe(textOf(each));
      expect(lines.slice(0, start).join('\n')).not.toMatch(/[@<!]|#\d/);
    }
  });
});
