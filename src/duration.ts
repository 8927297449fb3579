/**
 * Reads a time such as `500ms`, `30s`, `5m` or `1h` into milliseconds, or undefined when it is none of these.
 */
export function parseDuration(value: string): number | undefined {
  const match = /^(\d{1,6}(?:\.\d+)?)(ms|s|m|h)$/.exec(value.trim());
  if (match === null) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? ''] ?? 1;
  return Math.round(Number(match[1]) * unit);
}
