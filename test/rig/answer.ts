import { setTimeout as pause } from 'node:timers/promises';
import type { PtyScreen } from './pty.ts';

/** What is typed sooner after a question, in milliseconds, is no answer to it. */
const READING_TIME = 400;

/** Types a line as a person does who read the question first. */
export async function answer(screen: PtyScreen, line: string): Promise<void> {
  await pause(READING_TIME);
  screen.type(`${line}\r`);
}
