import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_FILE } from './read/place.ts';
import { UsageError } from './usage-error.ts';

/** What a repository says in `.mikado.yaml`; every key may be left out. */
export interface Config {
  /** The documents root, relative to the top folder. */
  readonly docs?: string;
  /** Patterns in the form of `.gitignore`, relative to the documents root. */
  readonly ignore?: readonly string[];
  readonly status?: { readonly open?: readonly string[]; readonly done?: readonly string[] };
  /** What `close` writes: `remove` takes the `status` line out, any done word is written instead. */
  readonly closedStatus?: string;
  readonly verification?: {
    /** Further headings whose task lists are checklists. */
    readonly headings?: readonly string[];
    /** Time limit of one command in milliseconds. */
    readonly timeoutMs?: number;
    readonly shell?: string;
    /** Cards verified side by side. */
    readonly jobs?: number;
  };
}

/**
 * Reads the configuration at the top of a repository; without the file everything has its default.
 *
 * @throws UsageError for a file that cannot be read or is no YAML mapping, for an unknown key (with the nearest known
 * one), and for a value of the wrong kind
 */
export async function readConfig(top: string): Promise<Config> {
  let source: string;
  try {
    source = readFileSync(path.join(top, CONFIG_FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${CONFIG_FILE} cannot be read: ${why}.`, 'Make it a readable file.');
  }
  // Most repositories have no such file, and the YAML library is slow to load.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(source);
}
