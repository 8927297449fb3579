import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { makeFolder } from '../rig/cli.ts';

/**
 * Builds the screen as a program that behaves as the built `mikado` never does; `screen-program.ts` says how.
 *
 * @returns the path of the program, which is gone when the test is over
 */
export async function buildScreen(): Promise<string> {
  const program = join(makeFolder(), 'screen.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./screen-program.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'leave-out',
        setup: ({ onLoad }) =>
          onLoad({ filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: '' })),
      },
    ],
  });
  return program;
}
