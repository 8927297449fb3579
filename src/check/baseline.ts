import { UsageError } from '../usage-error.ts';
import type { FindingIdentity } from './known-findings.ts';

/** More of one finding than any repository has. */
const MOST_OF_ONE = 10_000;

/**
 * Writes findings down as a baseline: JSON in the order of paths, one finding a line, without the places in the files, so
 * that a change of the cards changes no line that it has nothing to do with.
 */
export function baselineText(findings: readonly FindingIdentity[]): string {
  const entries = new Map<string, FindingIdentity & { readonly count: number }>();
  for (const { path, code, message } of findings) {
    const key = JSON.stringify([path, code, message]);
    entries.set(key, { path, code, message, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([, entry]) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": 1,\n  "findings": ${list}\n}\n`;
}

/**
 * Reads a baseline.
 *
 * @param name what the user calls the file
 * @returns each finding as often as the baseline counts it
 * @throws UsageError when it is no baseline
 */
export function parseBaseline(source: string, name: string): readonly FindingIdentity[] {
  const file = parseJson(source, name);
  const findings = field(file, 'findings');
  if (field(file, 'schemaVersion') !== 1 || !Array.isArray(findings))
    throw noBaseline(name, 'it has no `findings` of `schemaVersion` 1');
  return findings.flatMap((each: unknown, index) => {
    const [path, code, message, count] = ['path', 'code', 'message', 'count'].map((key) => field(each, key));
    const isWhole = typeof path === 'string' && typeof code === 'string' && typeof message === 'string';
    if (!isWhole || typeof count !== 'number' || !(count >= 1 && count <= MOST_OF_ONE))
      throw noBaseline(name, `number ${index + 1} of its findings is none`);
    return Array.from({ length: count }, () => ({ path, code, message }));
  });
}

function parseJson(source: string, name: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw noBaseline(name, error instanceof Error ? error.message : String(error));
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function noBaseline(name: string, why: string): UsageError {
  return new UsageError(`${name} is no baseline: ${why}.`, 'Write it anew with --update-baseline.');
}
