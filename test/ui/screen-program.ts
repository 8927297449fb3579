import { openWorkbench } from '../../src/open-workbench.ts';
import { readPlan } from '../../src/plan.ts';
import { openScreen } from '../../src/ui/open-screen.ts';

// The screen as a program of its own, for tests in a terminal: the folder is the current one.
const request = { cwd: process.cwd() };
const plan = await readPlan(request);
const workbench = openWorkbench(request, plan);
if (process.argv[2] === '--throw') {
  setTimeout(() => {
    throw new Error('thrown \x1b[2J on purpose');
  }, 500);
}
if (process.argv[2] === '--reject')
  setTimeout(() => void Promise.reject(new Error('rejected on purpose')), 500);
process.exitCode = await openScreen({ workbench, plan });
