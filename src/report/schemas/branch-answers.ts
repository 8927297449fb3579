import Type from 'typebox';
import { answer, count, list, nullable, object, stem, words } from './build-schema.ts';
import { commitKind, phase, place, refusals } from './shared-parts.ts';

const goalCard = words('there', 'gone', 'not-yet');

const resetPoint = object({
  commit: Type.String(),
  subject: nullable(Type.String()),
  replay: list(Type.String()),
});

/** What is said about the branch of a goal, and about changing it. */
export const BRANCH = {
  hook: {
    title: 'What became of the hook',
    lines: ['mikado hook install --json'],
    schema: answer({
      did: words('written', 'added', 'removed', 'nothing', 'left-to-you'),
      file: Type.String(),
      why: Type.String(),
      lines: list(Type.String()),
    }),
  },
  resume: {
    title: 'Where the work stands',
    lines: ['mikado resume --json'],
    schema: answer({
      branch: nullable(Type.String()),
      goal: nullable(stem),
      goalCard: nullable(goalCard),
      place: nullable(place),
      trouble: nullable(Type.String()),
      underWay: nullable(object({ what: Type.String(), end: Type.String() })),
      nextKinds: list(commitKind),
      commits: list(object({ commit: nullable(Type.String()), subject: Type.String() })),
      resetPoint: nullable(resetPoint),
      savePoint: nullable(resetPoint),
      ready: list(object({ stem, title: Type.String(), reasons: list(Type.String()) })),
      work: nullable(
        object({
          staged: count,
          unstaged: count,
          untracked: count,
          unpushed: nullable(count),
          unpulled: nullable(count),
          /** Whether what is not pulled are commits that a discovery has made anew. */
          isMadeAnew: Type.Boolean(),
          stashes: list(object({ name: Type.String(), subject: Type.String() })),
        }),
      ),
      chains: list(
        object({
          goal: stem,
          done: count,
          total: count,
          branch: Type.String(),
          isAt: words('here', 'local', 'remote', 'nowhere'),
          place: nullable(place),
        }),
      ),
      /** What was discovered on the branch and can be taken back, oldest first. */
      discoveries: list(
        object({
          stem,
          for: stem,
          ref: Type.String(),
          before: Type.String(),
          after: Type.String(),
          /** What brings back what was not replayed. */
          commands: list(Type.String()),
        }),
      ),
      /** Whether a discovery was stopped halfway in this work tree. */
      isInterrupted: Type.Boolean(),
      next: nullable(Type.String()),
    }),
  },
  finalize: {
    title: 'What finalizing a chain did',
    lines: ['mikado finalize GOAL --json', 'mikado finalize GOAL --dry-run --json'],
    schema: answer({
      goal: stem,
      done: Type.Boolean(),
      commit: nullable(Type.String()),
      changed: list(Type.String()),
      shared: list(object({ stem, path: Type.String(), by: list(stem) })),
      refusals: refusals,
    }),
  },
  discover: {
    title: 'What planning a prerequisite below work that was begun comes to',
    lines: ['mikado discover STEM --for CARD --json', 'mikado discover STEM --for CARD --yes --json'],
    schema: answer({
      done: Type.Boolean(),
      branch: nullable(Type.String()),
      goal: nullable(stem),
      stem,
      for: stem,
      resetPoint: nullable(object({ commit: Type.String(), subject: nullable(Type.String()) })),
      plan: nullable(
        object({ subject: Type.String(), commit: nullable(Type.String()), files: list(Type.String()) }),
      ),
      replayed: list(
        object({ commit: Type.String(), subject: Type.String(), became: nullable(Type.String()) }),
      ),
      left: list(object({ commit: Type.String(), subject: Type.String(), why: nullable(Type.String()) })),
      /** What brings back what was left, to be typed. */
      commands: list(Type.String()),
      work: list(
        object({
          path: Type.String(),
          staged: Type.Boolean(),
          unstaged: Type.Boolean(),
          untracked: Type.Boolean(),
          becomes: words('stays', 'edited'),
        }),
      ),
      /** Files that changed meanwhile, so that the plan has the line and the disk has not. */
      unedited: list(Type.String()),
      pushed: nullable(object({ branch: Type.String(), count, command: Type.String() })),
      backup: nullable(Type.String()),
      /** The command that carries it out; null once that is done. */
      run: nullable(Type.String()),
      refusals: refusals,
    }),
  },
  undo: {
    title: 'What taking a discovery back did',
    lines: ['mikado discover --undo --json'],
    schema: answer({
      done: Type.Boolean(),
      branch: nullable(Type.String()),
      /** Where the branch is again. */
      commit: nullable(Type.String()),
      stem: nullable(stem),
      files: list(Type.String()),
      refusals: refusals,
    }),
  },
  branch: {
    title: 'Where a Mikado branch stands, and what is wrong with it',
    lines: ['mikado branch check --json'],
    schema: answer({
      branch: nullable(Type.String()),
      goal: nullable(stem),
      goalCard: nullable(goalCard),
      base: nullable(object({ ref: Type.String(), commit: Type.String() })),
      head: nullable(Type.String()),
      place: nullable(place),
      phase: nullable(phase),
      next: list(commitKind),
      strip: Type.String(),
      commits: list(
        object({
          commit: nullable(Type.String()),
          subject: Type.String(),
          author: Type.String(),
          authored: Type.String(),
          kind: nullable(words('plan', 'impl', 'close', 'finalize', 'merge')),
          form: words('own', 'fixup', 'revert'),
          rules: list(Type.String()),
        }),
      ),
      resetPoint: nullable(resetPoint),
      savePoint: nullable(resetPoint),
      violations: list(
        object({
          rule: Type.String(),
          commit: nullable(Type.String()),
          subject: Type.String(),
          path: nullable(Type.String()),
          message: Type.String(),
          resetTo: Type.String(),
          replay: list(Type.String()),
          commands: list(Type.String()),
        }),
      ),
    }),
  },
};
