/** A full commit id cut to what a person types: ten characters tell commits apart in any repository. */
export function shortId(commit: string): string {
  return commit.slice(0, 10);
}
