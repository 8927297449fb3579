import { onTestFinished, vi } from 'vitest';
import { readPlan } from '../../src/plan.ts';
import { UNICODE } from '../../src/ui/draw/glyphs.ts';
import type { Model } from '../../src/ui/model/model.ts';
import { openingModel } from '../../src/ui/model/opening.ts';
import { Session } from '../../src/ui/session/session.ts';
import { openWorkbench } from '../../src/workbench/open-workbench.ts';
import type { Workbench } from '../../src/workbench/workbench.ts';
import { makeTree } from '../rig/tree.ts';
import { waitFor } from '../rig/wait-for.ts';
import { screenOf } from './open-model.ts';
import { SAMPLE_CARDS } from './sample-cards.ts';

/** A session without a terminal, that is typed at and looked at. */
export class Screen {
  readonly session: Session;
  readonly asked: string[] = [];

  constructor(workbench: Workbench, model: Model) {
    this.session = new Session(workbench, {
      model,
      terminal: {
        suspend: () => this.asked.push('suspend'),
        copy: (text) => this.asked.push(`copy ${text}`),
        redraw: () => this.asked.push('redraw'),
        lend: (work) => work(new AbortController().signal),
        quit: (status) => this.asked.push(`quit ${status}`),
        fail: (error) => this.asked.push(`fail ${String(error)}`),
      },
    });
  }

  /** Waits until the screen shows a text; the guard of a question has passed by then. */
  async shows(wanted: string | RegExp): Promise<string> {
    const screen = await waitFor(
      () => {
        const now = screenOf(this.session.model);
        const shown = typeof wanted === 'string' ? now.includes(wanted) : wanted.test(now);
        return shown ? now : undefined;
      },
      { complain: () => `no ${String(wanted)} in\n${screenOf(this.session.model)}` },
    );
    const { prompt } = this.session.model;
    await waitFor(() => (prompt === undefined || Date.now() - prompt.openedAt >= 150 ? true : undefined), {
      complain: () => 'time stands still',
    });
    return screen;
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.session.send({ kind: 'key', key });
  }
}

/** A session on the sample cards with some of them changed, in a folder or in a git repository of its own. */
export async function openSample(
  changes: Readonly<Record<string, string>> = {},
  make: (files: Readonly<Record<string, string>>) => string = makeTree,
): Promise<{ readonly folder: string; readonly workbench: Workbench; readonly screen: Screen }> {
  const folder = make({ ...SAMPLE_CARDS, ...changes });
  // Approvals are the user's own: those of a test go to a folder of its own.
  vi.stubEnv('XDG_STATE_HOME', makeTree({}));
  onTestFinished(() => void vi.unstubAllEnvs());
  const plan = await readPlan({ cwd: folder });
  const workbench = openWorkbench({ cwd: folder }, plan);
  const size = { columns: 80, rows: 24 };
  const model = openingModel({
    plan,
    goal: undefined,
    git: 'unread',
    size,
    glyphs: UNICODE,
    at: Date.now(),
  });
  const screen = new Screen(workbench, model);
  onTestFinished(() => screen.session.end());
  screen.session.start();
  await screen.shows(/Verification {2}\d\/\d|no checklist/);
  return { folder, workbench, screen };
}
