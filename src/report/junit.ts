import { visible } from '../visible.ts';

/** A group of cases, such as the items of one card. */
export interface JUnitSuite {
  readonly name: string;
  readonly cases: readonly JUnitCase[];
  /** How long the suite took; the sum of its cases unless given. */
  readonly seconds?: number;
}

/** One thing that was judged. All texts may hold anything. */
export interface JUnitCase {
  readonly name: string;
  readonly classname: string;
  /** Where it stands; told in the text of a failure or an error, since the schema has no attribute for it. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly seconds?: number;
  readonly result: JUnitResult;
  /** What it printed. */
  readonly output?: string;
}

/** How a case came out: `failed` is a judgement, `error` says why there is none. */
export type JUnitResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' | 'error'; readonly message: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly message: string };

/**
 * Encodes suites as JUnit XML that is valid XML 1.0 and valid by the schema that Jenkins uses, whatever the texts hold:
 * what XML or a terminal cannot show becomes a visible escape such as `\u{1b}`.
 */
export function junitText(suites: readonly JUnitSuite[]): string {
  const totals = attributes(counts(suites.flatMap((suite) => suite.cases)));
  const seconds = suites.reduce((sum, suite) => sum + secondsOf(suite), 0);
  const lines = suites.flatMap(suiteLines);
  const all = `<testsuites${totals}${attributes({ time: time(seconds) })}>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', all, ...lines, '</testsuites>', ''].join('\n');
}

function suiteLines(suite: JUnitSuite): readonly string[] {
  const skipped = suite.cases.filter((each) => each.result.kind === 'skipped').length;
  const head = attributes({
    name: suite.name,
    ...counts(suite.cases),
    skipped: String(skipped),
    time: time(secondsOf(suite)),
  });
  return [`  <testsuite${head}>`, ...suite.cases.map(caseLines), '  </testsuite>'];
}

function caseLines(each: JUnitCase): string {
  const head = `    <testcase${attributes({ name: each.name, classname: each.classname, time: time(each.seconds ?? 0) })}`;
  const output = each.output ?? '';
  const inside = [
    ...resultLines(each),
    ...(output === '' ? [] : [`      <system-out>${content(output)}</system-out>`]),
  ];
  return inside.length === 0 ? `${head}/>` : [`${head}>`, ...inside, '    </testcase>'].join('\n');
}

function resultLines(each: JUnitCase): readonly string[] {
  const { result } = each;
  switch (result.kind) {
    case 'passed':
      return [];
    case 'skipped':
      return [`      <skipped>${content(result.message)}</skipped>`];
    case 'failed':
    case 'error': {
      const name = result.kind === 'failed' ? 'failure' : 'error';
      const text = [...placeLines(each), result.text].join('\n');
      return [`      <${name}${attributes({ message: result.message })}>${content(text)}</${name}>`];
    }
  }
}

function placeLines({ file, line }: JUnitCase): readonly string[] {
  if (file === undefined) return [];
  return [line === undefined ? file : `${file}:${line}`];
}

function counts(cases: readonly JUnitCase[]): Readonly<Record<'tests' | 'failures' | 'errors', string>> {
  const count = (kind: JUnitResult['kind']) => cases.filter((each) => each.result.kind === kind).length;
  return { tests: String(cases.length), failures: String(count('failed')), errors: String(count('error')) };
}

function secondsOf(suite: JUnitSuite): number {
  return suite.seconds ?? suite.cases.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
}

function time(seconds: number): string {
  return seconds.toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${encode(value)}"`)
    .join('');
}

function content(text: string): string {
  return text.split(/\r?\n/).map(encode).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Encodes one line for an attribute or an element: XML 1.0 has no way at all to hold U+FFFE, U+FFFF and most controls. */
function encode(line: string): string {
  return visible(line)
    .replace(/[\uFFFE\uFFFF]/g, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}
