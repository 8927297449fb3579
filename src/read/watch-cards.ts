import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';
import { takeTurns } from '../take-turns.ts';
import type { Place } from './place.ts';

/** Changes of one moment, such as a checkout of a hundred cards, are told once. In milliseconds. */
const SETTLE_MS = 50;
/** How often to look where the system cannot tell of changes, in milliseconds. */
const POLL_MS = 2000;
/** How far the time that a file system notes for a change may lie behind the clock, in milliseconds. */
const BEHIND_MS = 20;

/**
 * Calls back soon after something changed below the documents root, or after the branch moved.
 *
 * Folders are watched, not files: an editor that saves by renaming would otherwise be lost after its first save. Where
 * watching fails, such as at the system's limit of watches, it looks every two seconds.
 *
 * @param since when the cards began to be read, in milliseconds since 1970: what changed between then and now is told too
 */
export function watchCards(place: Place, onChange: () => void, since?: number): { stop(): void } {
  const watchers = new Map<string, FSWatcher>();
  let settling: NodeJS.Timeout | undefined;
  let polling: NodeJS.Timeout | undefined;
  let isStopped = false;

  const changed = () => {
    if (settling !== undefined) return;
    settling = setTimeout(() => {
      settling = undefined;
      follow();
      onChange();
    }, SETTLE_MS);
  };
  const follow = () => {
    const folders = new Set(foldersToWatch(place));
    for (const folder of watchers.keys()) if (!folders.has(folder)) forget(folder);
    for (const folder of folders) {
      if (watchers.has(folder) || polling !== undefined) continue;
      try {
        const watcher = watch(folder, (event, name) => {
          // This is what the system calls the folder itself once it is removed or moved: another may have its name by now.
          if (event === 'rename' && name === path.basename(folder)) forget(folder);
          changed();
        });
        watcher.on('error', () => {
          forget(folder);
          lookInstead(folder);
        });
        watchers.set(folder, watcher);
      } catch {
        lookInstead(folder);
      }
    }
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  /** A folder that is gone needs no watch; one that is still there is looked at. */
  const lookInstead = (folder: string) => {
    if (existsSync(folder)) polling ??= poll(place, changed);
  };
  follow();
  if (since !== undefined) {
    void isChangedSince(place, since - BEHIND_MS).then((isChanged) => {
      if (isChanged && !isStopped) changed();
    });
  }
  return {
    stop() {
      isStopped = true;
      clearTimeout(settling);
      clearInterval(polling);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

/**
 * The folders below the documents root, and the git folder, where a switch of branches replaces HEAD. While there is no
 * documents root, the folder in which it would be made.
 */
function foldersToWatch(place: Place): string[] {
  const folders = place.gitDir === undefined ? [] : [place.gitDir];
  const above = nearestFolder(place.docs);
  if (above !== place.docs) return [...folders, above];
  const pending = [place.docs];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    folders.push(folder);
    for (const entry of entriesOf(folder)) {
      const isLeftOut = entry.name.startsWith('.') || entry.name === 'node_modules';
      if (entry.isDirectory() && !isLeftOut) pending.push(path.join(folder, entry.name));
    }
  }
  return folders;
}

function nearestFolder(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}

/**
 * Tells whether a file or a folder below the documents root changed after a moment. What the system noted for the change
 * is asked, which no editor sets back.
 */
async function isChangedSince({ docs }: Place, since: number): Promise<boolean> {
  const turns = takeTurns();
  const isLater = (file: string): boolean =>
    (statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? 0) >= since;
  const folders = foldersToWatch({ top: docs, docs, gitDir: undefined });
  for (const folder of folders) {
    if (isLater(folder)) return true;
    for (const entry of entriesOf(folder)) {
      if (entry.isFile() && isLater(path.join(folder, entry.name))) return true;
      await turns(0, 0);
    }
  }
  return false;
}

function poll(place: Place, changed: () => void): NodeJS.Timeout {
  let last = fingerprint(place);
  return setInterval(() => {
    const now = fingerprint(place);
    if (now !== last) changed();
    last = now;
  }, POLL_MS);
}

/** Names and times of everything that may matter; a change of any of them is a change. */
function fingerprint(place: Place): string {
  const parts: string[] = [];
  for (const folder of foldersToWatch(place)) {
    for (const entry of entriesOf(folder)) {
      const file = path.join(folder, entry.name);
      if (entry.isFile()) parts.push(`${file} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs}`);
    }
  }
  return parts.join('\n');
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It was removed between being listed and being read.
    return [];
  }
}
