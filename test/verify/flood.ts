// Runs a command that floods its output and prints what was kept and the most memory taken. Run as a process of its own
// by run-command.test.ts, since memory is counted for the whole process.
import { runCommand } from '../../src/verify/run-command.ts';

const outcome = await runCommand(process.argv[2] ?? '', { cwd: '.', timeoutMs: 60_000 });
const { result, head, tail, droppedBytes, sha256 } = outcome;
const maxMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  JSON.stringify({ result, head: head.length, tail: tail.length, droppedBytes, sha256, maxMegabytes }),
);
