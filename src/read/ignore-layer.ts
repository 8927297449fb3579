import ignore from 'ignore';

/** The patterns of one `.gitignore` or of the configuration, and the folder they hold for. */
export interface IgnoreLayer {
  readonly folder: string;
  /** Decides about a path relative to the folder, with `/`; a folder's path ends in one. */
  ignores(relative: string): boolean;
}

/**
 * Reads patterns in the form of `.gitignore`, one a line. The only user of the library for them.
 */
export function ignoreLayer(folder: string, patterns: string): IgnoreLayer {
  const rules = ignore().add(patterns);
  return { folder, ignores: (relative) => rules.ignores(relative) };
}
