/** The stem of a document by its path. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
}
