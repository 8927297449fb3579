import type { ExitStatus } from './command.ts';
export async function run(): Promise<ExitStatus> {
  return 2;
}
