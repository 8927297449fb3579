import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MIKADO, makeFolder, makeRepository, mikado, NODE } from '../rig/cli.ts';
import { lackOfTmux, startInTmux, type TmuxWindow } from '../rig/tmux.ts';
import { waitFor } from '../rig/wait-for.ts';

/** A person at the screen: presses keys, reads what follows, and counts. */
class Person {
  readonly #window: TmuxWindow;
  keys = 0;

  constructor(window: TmuxWindow) {
    this.#window = window;
  }

  async sees(wanted: string): Promise<void> {
    await this.#window.waitForText(wanted);
  }

  async presses(key: string, follows: string): Promise<void> {
    this.keys += 1;
    this.#window.sendKeys(key);
    await this.sees(follows);
  }

  /** Answers a question; nobody reads one in the moment in which the screen takes no answer yet. */
  async answers(key: string, follows: string): Promise<void> {
    const shown = performance.now();
    await waitFor(() => (performance.now() - shown > 300 ? true : undefined), {
      complain: () => 'time stands still',
    });
    await this.presses(key, follows);
  }
}

async function openExample(size: { columns: number; rows: number }) {
  const cwd = makeRepository({ 'README.md': 'A repository.\n' });
  await mikado(['init', '--example'], { cwd });
  const env = { XDG_STATE_HOME: makeFolder() };
  const window = startInTmux(`${NODE} ${MIKADO}; echo "ended with $?"; exec sleep 600`, {
    ...size,
    cwd,
    env,
  });
  const person = new Person(window);
  await person.sees('READY');
  return { cwd, env, person, window };
}

describe.skipIf(lackOfTmux !== '')(`the example chain, in tmux${lackOfTmux}`, () => {
  it.each([
    { columns: 120, rows: 36 },
    { columns: 80, rows: 24 },
  ])('is verified and closed with keys until its goal is done, at $columns x $rows', async (size) => {
    const { cwd, env, person, window } = await openExample(size);

    await person.presses('r', 'Run these commands?');
    await person.answers('y', '2 of 2 ticked');
    await person.presses('x', 'Becomes ready:  find-the-address, write-the-message');
    await person.answers('y', 'newly ready: find-the-address, write-the-message');
    // What a newcomer needs for a first closed card.
    expect(person.keys).toBeLessThanOrEqual(12);

    // The best card that became ready is selected.
    await person.sees('> 1 find-the-address');
    await person.presses('r', 'Run these commands?');
    await person.answers('y', '1 of 1 ticked');
    await person.presses('x', 'Close this card?');
    await person.answers('y', 'closed find-the-address');

    await person.presses('2', '2 of 4 done');
    await person.presses('j', '> 1 write-the-message');
    await person.presses('r', 'Run these commands?');
    await person.answers('y', '1 need you');
    await person.presses('Space', 'Does the output above show that?');
    await person.answers('y', '2 of 2 ticked');
    await person.presses('x', 'Becomes ready:  send-the-postcard (goal)');
    await person.answers('y', 'newly ready: send-the-postcard (goal)');

    await person.sees('> 1 send-the-postcard');
    await person.presses('r', 'Run these commands?');
    await person.answers('y', '1 need you');
    await person.presses('Space', 'Nothing to run');
    await person.answers('y', '2 of 2 ticked');
    await person.presses('x', 'Close this card?');
    await person.answers('y', 'the chain is finished');
    await person.presses('q', 'ended with 0');

    expect(window.ask('#{alternate_on}')).toBe('0');
    expect(window.capture().replaceAll('\n', '')).toContain(
      'mikado: closed find-the-words, find-the-address, write-the-message, send-the-postcard',
    );
    const chains = await mikado(['chains', '--all'], { cwd, env });
    expect(chains.stdout).toBe(
      'send-the-postcard  4/4 done  finished  mikado/send-the-postcard  Send the postcard\n',
    );
    expect(readFileSync(join(cwd, 'docs/how-to/find-the-words.md'), 'utf8')).not.toContain('status:');
  });

  it('has its first card closed in a window of 50 x 20', async () => {
    const { person } = await openExample({ columns: 50, rows: 20 });
    await person.presses('r', 'Run these commands?');
    await person.answers('y', '2 of 2 ticked');
    await person.presses('x', 'Close this card?');
    await person.answers('y', 'Newly ready: write-the-message');
    await person.presses('q', 'ended with 0');
  });

  it('is told, not verified, at a card that is blocked, and can be left at once', async () => {
    const { person, window, cwd } = await openExample({ columns: 80, rows: 24 });
    await person.presses('g', '> ◌ send-the-postcard');
    await person.presses('x', 'it requires write-the-message');
    await person.answers('Escape', 'q quit');
    await person.presses('q', 'ended with 0');
    expect(window.capture()).not.toContain('closed');
    expect((await mikado(['chains'], { cwd })).stdout).toContain('0/4 done');
  });
});
