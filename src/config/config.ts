import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RuleSetting } from '../check/rules.ts';
import { CONFIG_FILE } from '../read/place.ts';
import { UsageError } from '../usage-error.ts';

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
    /** `never`: no command of a card runs, whoever approved it. */
    readonly run?: 'ask' | 'never';
    /** Time limit of one command in milliseconds. */
    readonly timeoutMs?: number;
    readonly shell?: string;
    /** Cards verified side by side. */
    readonly jobs?: number;
  };
  /** What rules of `check` are set to, by their code; what is not named has its default. */
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  readonly screen?: {
    /** Programs that open a window of their own, besides those that are known to. */
    readonly windowedEditors?: readonly string[];
  };
  readonly branch?: {
    /** The branch that a goal's branch starts from. */
    readonly base?: string;
    /** How a goal's branch is named; `<stem>` in it stands for the goal's stem. */
    readonly pattern?: string;
  };
}

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
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${CONFIG_FILE} cannot be read: ${why}.`, 'Make it a readable file.');
  }
  // Most repositories have no such file, and the YAML library is slow to load.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(source);
}
