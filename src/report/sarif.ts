import { createHash } from 'node:crypto';
import { clip } from '../clip.ts';
import type { Diagnostic, RelatedPlace } from '../diagnostic.ts';
import { visible } from '../visible.ts';

/** What GitHub shows of one run; it keeps at most 10 MB of it, packed, which so many bytes are in any case. */
const MOST_RESULTS = 5_000;
const MOST_BYTES = 9_000_000;

/** The most of one message, in UTF-16 code units, and of the places beside a finding. */
const LONGEST = 4_000;
const MOST_RELATED = 100;

/** A rule, as far as a reader of findings needs to know it. */
interface SarifRule {
  readonly code: string;
  readonly setting: 'off' | 'warn' | 'error';
  /** One sentence: what is wrong. */
  readonly says: string;
  /** Why that matters. */
  readonly why: string;
}

/** Who speaks: this program, its rules, and where there is more to read about both. */
interface SarifTool {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  /** An absolute address. */
  readonly home: string;
}

/**
 * Writes diagnostics as SARIF 2.1.0, for code scanning and editors: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
 *
 * Paths are URIs relative to the top of the repository. Errors come first; where not all fit into what GitHub takes, a
 * notification says how many were cut. A fingerprint stays the same when a finding moves to another line.
 */
export function sarifText(diagnostics: readonly Diagnostic[], tool: SarifTool): string {
  const ranks = new Map(tool.rules.map(({ code }, index) => [code, index]));
  const sorted = [...diagnostics.filter(isError), ...diagnostics.filter((each) => !isError(each))];
  const results: object[] = [];
  const seen = new Map<string, number>();
  let bytes = 0;
  for (const diagnostic of sorted) {
    if (results.length === MOST_RESULTS) break;
    const result = resultOf(diagnostic, { index: ranks.get(diagnostic.code) ?? -1, seen });
    const size = Buffer.byteLength(JSON.stringify(result));
    if (bytes + size > MOST_BYTES) break;
    bytes += size;
    results.push(result);
  }
  return `${JSON.stringify(logOf(results, { tool, cut: sorted.length - results.length }))}\n`;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function logOf(
  results: readonly object[],
  { tool, cut }: { readonly tool: SarifTool; readonly cut: number },
): object {
  const notice = `${cut} more findings are not in this file, which holds the first ${results.length}: mikado check prints all.`;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mikado',
            version: tool.version,
            semanticVersion: tool.version,
            informationUri: tool.home,
            rules: tool.rules.map((rule) => ruleOf(rule, tool.home)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            ...(cut > 0 && {
              toolExecutionNotifications: [{ level: 'warning', message: { text: notice } }],
            }),
          },
        ],
        results,
      },
    ],
  };
}

function ruleOf({ code, setting, says, why }: SarifRule, home: string): object {
  return {
    id: code,
    shortDescription: { text: says },
    fullDescription: { text: `${says} ${why}` },
    help: { text: `${says}\n\n${why}`, markdown: `${says}\n\n${why}` },
    helpUri: home,
    defaultConfiguration: {
      enabled: setting !== 'off',
      level: setting === 'error' ? 'error' : 'warning',
    },
  };
}

function resultOf(
  diagnostic: Diagnostic,
  { index, seen }: { readonly index: number; readonly seen: Map<string, number> },
): object {
  const { code, severity, message, path, line, column, endColumn, help } = diagnostic;
  const related = diagnostic.related.slice(0, MOST_RELATED);
  const text = `${plainText(message)} ${plainText(help)}`;
  return {
    ruleId: code,
    ruleIndex: index,
    level: severity,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(path),
          region: { startLine: line, startColumn: column, endLine: line, endColumn },
        },
      },
    ],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { 'finding/v1': fingerprint(diagnostic, seen) },
  };
}

function relatedLocation({ message, path, line, column }: RelatedPlace, index: number): object {
  return {
    id: index + 1,
    message: { text: plainText(message) },
    physicalLocation: {
      artifactLocation: artifact(path),
      region: { startLine: line, startColumn: column },
    },
  };
}

function artifact(path: string): object {
  return { uri: relativeUri(path), uriBaseId: 'SRCROOT' };
}

/** The reference to a file by its path, in which nothing is left that could be a scheme, a query or a parent folder. */
function relativeUri(path: string): string {
  // Half a character cannot be encoded.
  return Buffer.from(path).toString().split('/').map(encodeURIComponent).join('/');
}

/** A text in which no part is a link: those are written `[text](target)`, also in plain text of SARIF. */
function plainText(text: string): string {
  return clip(visible(text), LONGEST).replaceAll('](', '\\](');
}

/** What makes a finding the same one on another line: rule, file and message, and which of several such it is. */
function fingerprint({ code, path, message }: Diagnostic, seen: Map<string, number>): string {
  const said = message.replace(/\blines? \d+(?: (?:to|and) \d+)?/g, 'line');
  const key = JSON.stringify([code, path, said]);
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return createHash('sha256').update(`${key} ${count}`).digest('hex').slice(0, 32);
}
