import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { makeFolder, run } from './cli.ts';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs this package as for publishing, and serves it on this machine as npm's registry would, which knows nothing else.
 * It is gone when the test is over.
 *
 * @returns variables that have npm ask it, and keep all that npm writes out of the user's folders; `bin` is where commands
 *   are that npm installs globally
 */
export async function serveOwnPackage(): Promise<{ env: Record<string, string>; bin: string }> {
  const folder = makeFolder();
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const packed = await run('npm', pack, { cwd: TOP });
  if (packed.code !== 0) throw new Error(packed.stderr);
  const tarball = readFileSync(join(folder, packed.stdout.trim()));
  const server = createServer((request, response) => {
    if (request.url === '/package.tgz') return void response.end(tarball);
    if (request.url !== `/${manifest.name}`) return void response.writeHead(404).end();
    const dist = {
      tarball: `${address(server)}/package.tgz`,
      integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    };
    const { name, version, bin, engines } = manifest;
    const versions = { [version]: { name, version, bin, engines, dist } };
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  const prefix = join(folder, 'global');
  const env = {
    npm_config_registry: address(server),
    npm_config_prefix: prefix,
    npm_config_cache: join(folder, 'cache'),
    npm_config_userconfig: '/dev/null',
    npm_config_update_notifier: 'false',
  };
  return { env, bin: join(prefix, 'bin') };
}

function address(server: { address(): AddressInfo | string | null }): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new TypeError('the registry listens on no port');
  return `http://127.0.0.1:${at.port}`;
}
