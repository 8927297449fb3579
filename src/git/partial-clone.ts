import { UsageError } from '../usage-error.ts';
import { remotesOf } from './remotes.ts';

/** The error for a history of which a partial clone lacks a part, with what to fetch. */
export async function historyIsPartial(top: string): Promise<UsageError> {
  return new UsageError('The history is not all here: this clone is partial.', await howToComplete(top));
}

/** The error for a commit of which a partial clone lacks files, with what to fetch. */
export async function filesArePartial(top: string, commit: string): Promise<UsageError> {
  return new UsageError(
    `The files of ${commit.slice(0, 12)} are not all here: this clone is partial.`,
    await howToComplete(top),
  );
}

async function howToComplete(top: string): Promise<string> {
  const [remote = 'origin'] = await remotesOf(top);
  return `Fetch them: git fetch --refetch --no-filter ${remote}`;
}
