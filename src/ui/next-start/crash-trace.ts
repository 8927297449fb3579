import { visible } from '../../visible.ts';
import { StateFile } from './state-file.ts';

/**
 * Writes what a bug left behind into a file for the report of it, in place of the last one.
 *
 * @returns the path of the file, or undefined where it could not be kept
 */
export function keepTrace(error: unknown, env: NodeJS.ProcessEnv): string | undefined {
  const trace = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const file = new StateFile('crash', 'screen', env);
  const lines = [new Date().toISOString(), `Node ${process.versions.node}`, ...trace.split('\n')];
  return file.write(`${lines.map(visible).join('\n')}\n`) ? file.path : undefined;
}
