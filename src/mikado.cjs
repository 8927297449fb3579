#!/usr/bin/env node
'use strict';

// The door of the installed command. Old syntax throughout, so that a Node that cannot run the rest still says so.

var MINIMUM = [22, 12];

function tooOld(version) {
  var parts = version.split('.').map(Number);
  return parts[0] < MINIMUM[0] || (parts[0] === MINIMUM[0] && parts[1] < MINIMUM[1]);
}

/** Where the user's programs keep what can be made again: a folder of his, and the names of ours below it. */
function cacheFolder() {
  var home = require('node:os').homedir();
  var cache = process.env.XDG_CACHE_HOME;
  if (process.platform === 'darwin') return [home, 'Library', 'Caches', 'mikado'];
  if (process.platform === 'win32') return [process.env.LOCALAPPDATA || home, 'mikado', 'cache'];
  return cache && cache[0] === '/' ? [cache, 'mikado'] : [home, '.cache', 'mikado'];
}

function makeFolder(path) {
  try {
    require('node:fs').mkdirSync(path, { mode: 448 /* the user's own: rwx------ */ });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return path;
}

function keepCompiledCode() {
  var folder;
  try {
    // Folder by folder: asked for all at once below one that takes none, such as /proc, Node tries for ever.
    folder = cacheFolder().reduce(function below(parent, name) {
      return makeFolder(require('node:path').join(parent, name));
    });
    require('node:module').enableCompileCache(folder);
  } catch (_noPlace) {
    // Compiled code is kept for speed alone: where there is no place for it, the program does without.
  }
}

if (tooOld(process.versions.node)) {
  process.stderr.write(
    'mikado needs Node ' + MINIMUM.join('.') + ' or newer, and this is ' + process.versions.node + '.\n',
  );
  process.exitCode = 2;
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  // A reader that closed the pipe has read enough.
  process.stdout.on('error', function ignore() {});
  process.stdout.write(MIKADO_VERSION + '\n');
} else {
  keepCompiledCode();
  require('./cli.cjs');
}
