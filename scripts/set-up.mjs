// What `npm start` and `npm test` need before they run: the packages, a new enough Node, and a build.
// It runs on whatever Node started npm, so nothing newer than Node 16 and no package may be used here.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const MINIMUM = [22, 12];

function packagesIn(...path) {
  try {
    return JSON.parse(readFileSync(join(top, ...path), 'utf8')).packages;
  } catch {
    return {};
  }
}

/** npm ends every install that succeeded with a record of it, and that record must fit the lock file. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const found = packagesIn('node_modules', '.package-lock.json');
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    if (found[path] === undefined) return wanted[path].optional === true;
    return found[path].version === wanted[path].version && found[path].integrity === wanted[path].integrity;
  });
}

function fail(sentence) {
  process.stderr.write(`mikado: ${sentence}\n`);
  process.exit(1);
}

function install() {
  process.stderr.write('mikado: installing the packages of package-lock.json, once\n');
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env;
  const windows = process.platform === 'win32';
  const [program, first] = npm ? [node, [npm]] : [windows ? 'npm.cmd' : 'npm', []];
  const { status, stdout, stderr, error } = spawnSync(
    program,
    [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: top, encoding: 'utf8', shell: windows && !npm, maxBuffer: 64 * 1024 * 1024 },
  );
  if (status === 0) return;
  process.stderr.write(`${error ? error.message : stdout + stderr}\n`);
  fail('`npm ci` failed; what it said stands above.');
}

/** The environment npm gives to scripts, where `node` is the one from node_modules when that is in place. */
function scriptEnvironment() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') || 'PATH';
  const path = [join(top, 'node_modules', '.bin'), process.env[name]].join(delimiter);
  return Object.assign({}, process.env, { [name]: path });
}

function requireNode(env) {
  const { stdout } = spawnSync('node', ['-p', 'process.versions.node'], { env, encoding: 'utf8' });
  const version = (stdout || '').trim();
  const [major, minor] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  fail(
    `building and testing need Node ${MINIMUM.join('.')} or newer, and scripts here run on ${version || 'none'}. ` +
      'The package "node" brings one through its install script: run `npm rebuild node --ignore-scripts=false`, ' +
      'or put a newer Node on the PATH.',
  );
}

function build(env) {
  const { status } = spawnSync('node', ['scripts/build.mjs'], { cwd: top, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail('the build failed; what it said stands above.');
}

if (!isInstalled()) install();
const env = scriptEnvironment();
requireNode(env);
build(env);
