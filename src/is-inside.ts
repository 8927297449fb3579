import path from 'node:path';

/** Tells whether a real path lies in a folder or is it; `/x/repo-evil` does not lie in `/x/repo`. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return (
    relative === '' ||
    (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative))
  );
}
