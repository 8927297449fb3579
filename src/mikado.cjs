#!/usr/bin/env node
'use strict';

// The door of the installed command. Old syntax throughout, so that a Node that cannot run the rest still says so.

var MINIMUM = { major: 22, minor: 12 };

function tooOld(version) {
  var parts = version.split('.').map(Number);
  return parts[0] < MINIMUM.major || (parts[0] === MINIMUM.major && parts[1] < MINIMUM.minor);
}

/** Where the user's programs keep what can be made again: a folder that exists, and below it our own. */
function cacheFolder() {
  var home = require('node:os').homedir();
  var cache = process.env.XDG_CACHE_HOME;
  if (process.platform === 'darwin') return [home, 'Library', 'Caches', 'mikado'];
  if (process.platform === 'win32') return [process.env.LOCALAPPDATA || home, 'mikado', 'cache'];
  return cache && cache[0] === '/' ? [cache, 'mikado'] : [home, '.cache', 'mikado'];
}

function keepCompiledCode() {
  var folder;
  try {
    folder = cacheFolder();
    // Below a folder that cannot be made, such as one in /proc, Node would try for ever.
    if (!require('node:fs').existsSync(folder[0])) return;
    require('node:module').enableCompileCache(require('node:path').join.apply(null, folder));
  } catch (_noHome) {
    // Compiled code is kept for speed alone: a user without a home folder does without.
  }
}

if (tooOld(process.versions.node)) {
  process.stderr.write(
    'mikado needs Node ' +
      [MINIMUM.major, MINIMUM.minor].join('.') +
      ' or newer, and this is ' +
      process.versions.node +
      '.\n',
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
