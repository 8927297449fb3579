import { readProcessStat } from '../../process-stat.ts';

/**
 * Tells whether this process leads its session, so that no shell stands behind it that could bring it back with `fg`
 * after it was stopped. Where the system does not say (no `/proc`), having no parent but the first process counts.
 */
export function isSessionLeader(): boolean {
  const stat = readProcessStat('self');
  return stat === undefined ? process.ppid <= 1 : stat.session === process.pid;
}
