import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_FILE } from '../read/place.ts';
import { hasCode, whyUnreadable } from '../system-error.ts';
import { UsageError } from '../usage-error.ts';

import type { Config } from './config.ts';

/** More than any configuration needs, in bytes. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads the configuration at the top of a repository; without the file everything has its default.
 *
 * @throws UsageError for a file that cannot be read or is no YAML mapping, for an unknown key or rule (with the nearest
 * known one), and for a value of the wrong kind, each with its line and column
 */
export async function readConfig(top: string): Promise<Config> {
  const file = path.join(top, CONFIG_FILE);
  let source: string;
  try {
    const stats = statSync(file);
    // A pipe in its place would be waited for, and a device never ends.
    if (!stats.isFile()) throw new UsageError(`${CONFIG_FILE} is no file.`, 'Make it a readable file.');
    if (stats.size > MAX_BYTES)
      throw new UsageError(`${CONFIG_FILE} is larger than 64 KiB.`, 'Take out what is no setting.');
    source = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (hasCode(error, 'ENOENT')) return {};
    const why = whyUnreadable(error);
    throw new UsageError(`${CONFIG_FILE} cannot be read: ${why}.`, 'Make it a readable file.');
  }
  // Most repositories have no such file, and the YAML library is slow to load.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(source);
}
