/** The programs whose tasks can be read from files of the repository. */
export type TaskFile = 'package' | 'composer' | 'deno' | 'mise' | 'just' | 'make' | 'task';

/**
 * What is known of the place where commands run. It is asked only where a command's own words do not tell enough, and
 * looking never starts anything.
 */
export interface Programs {
  /** Tells whether the first word of a command names an installed tool or a script there, other than the system's own. */
  isProgram(word: string): boolean;
  /** The command lines that a task consists of, those of its prerequisites first; undefined when they cannot be told. */
  linesOfTask(file: TaskFile, task: string): readonly string[] | undefined;
}

/** Knows nothing of any place, so that only the words of a command count. */
export const NO_PROGRAMS: Programs = { isProgram: () => false, linesOfTask: () => undefined };
