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
  /** What it printed; told in the output of its suite. */
  readonly output?: string;
}

/** How a case came out: `failed` is a judgement, `error` says why there is none. */
export type JUnitResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' | 'error'; readonly message: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly message: string };

/**
 * Encodes suites as JUnit XML that is valid XML 1.0 and valid by the schemas of Apache Ant and of Jenkins, whatever the
 * texts hold: what XML or a terminal cannot show becomes a visible escape such as `\u{1b}`.
 *
 * Ant's schema knows no place and no output of a case, and wants a time and a host. So places stand in the text of what
 * did not pass, output stands in that of the suite, and the host is `localhost`.
 *
 * @param when when the cases ran; now unless given
 */
export function junitText(suites: readonly JUnitSuite[], when: Date = new Date()): string {
  const timestamp = when.toISOString().replace(/\.\d*Z$/, '');
  const inside = suites.flatMap((suite, id) => suiteLines(suite, { id: String(id), timestamp }));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...inside, '</testsuites>', ''].join(
    '\n',
  );
}

function suiteLines(
  { name, cases, seconds }: JUnitSuite,
  { id, timestamp }: { readonly id: string; readonly timestamp: string },
): readonly string[] {
  const count = (kind: JUnitResult['kind']) =>
    String(cases.filter((each) => each.result.kind === kind).length);
  const head = attributes({
    id,
    name: filled(name),
    package: filled(name),
    timestamp,
    hostname: 'localhost',
    tests: String(cases.length),
    failures: count('failed'),
    errors: count('error'),
    skipped: count('skipped'),
    time: time(seconds ?? cases.reduce((sum, each) => sum + (each.seconds ?? 0), 0)),
  });
  return [
    `  <testsuite${head}>`,
    '    <properties>',
    '      <property name="tool" value="mikado"/>',
    '    </properties>',
    ...cases.map(caseLines),
    `    <system-out>${content(cases.map(outputOf).join(''))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ];
}

/** Ant's schema wants a suite to have a name. */
function filled(name: string): string {
  return name.trim() === '' ? 'unnamed' : name;
}

function caseLines(each: JUnitCase): string {
  const { name, classname, seconds = 0 } = each;
  const head = `    <testcase${attributes({ name, classname, time: time(seconds) })}`;
  const inside = resultLine(each);
  return inside === undefined ? `${head}/>` : [`${head}>`, inside, '    </testcase>'].join('\n');
}

function resultLine(each: JUnitCase): string | undefined {
  const { result } = each;
  switch (result.kind) {
    case 'passed':
      return undefined;
    case 'skipped':
      return `      <skipped>${content(result.message)}</skipped>`;
    case 'failed':
    case 'error': {
      const name = result.kind === 'failed' ? 'failure' : 'error';
      const text = [...placeLines(each), result.text].join('\n');
      return `      <${name}${attributes({ type: name, message: result.message })}>${content(text)}</${name}>`;
    }
  }
}

function placeLines({ file, line }: JUnitCase): readonly string[] {
  if (file === undefined) return [];
  return [line === undefined ? file : `${file}:${line}`];
}

/** What a case printed, below its name. */
function outputOf({ name, output = '' }: JUnitCase): string {
  return output === '' ? '' : `== ${name}\n${output.replace(/\n?$/, '\n')}`;
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
