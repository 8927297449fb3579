import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE } from '../../rig/cli.ts';
import type { How, Line } from './line.ts';

const TOP = fileURLToPath(new URL('../../..', import.meta.url));
const VITEST = join(TOP, 'node_modules/vitest/vitest.mjs');

/** What the figure of a goal rests on: tests, each of which holds or does not. */
interface Tested {
  readonly name: string;
  /** What the tests of one row are called, by the name of the row. */
  readonly ways: Readonly<Record<string, RegExp>>;
}

const RESTORED = 'the shell gets its terminal back as it was after';
const ENDED = 'a stubborn check, and all it started, ends with the screen after';

const TESTED: readonly Tested[] = [
  {
    name: 'G7 the terminal is given back',
    ways: {
      q: new RegExp(`${RESTORED} q$`),
      'Ctrl-C': new RegExp(`${RESTORED} Ctrl-C$`),
      TERM: new RegExp(`${RESTORED} SIGTERM to`),
      INT: new RegExp(`${RESTORED} SIGINT to`),
      HUP: new RegExp(`${RESTORED} SIGHUP to`),
      throw: new RegExp(`${RESTORED} a bug that shows by --throw`),
      'rejected promise': new RegExp(`${RESTORED} a bug that shows by --reject`),
      'closed terminal': /stopping of the shell ends the screen with it/,
      'mid-editor': /the editor ends with the screen by/,
    },
  },
  {
    name: 'G8 no process of a check is left',
    ways: {
      'TERM, HUP, INT to the process': new RegExp(`${ENDED} SIG\\w+ to the process`),
      'TERM, HUP, INT to its group': new RegExp(`${ENDED} SIG\\w+ to its group`),
      'q and a yes': new RegExp(`${ENDED} q and a yes`),
      'Ctrl-C twice': new RegExp(`${ENDED} Ctrl-C twice`),
      'closed terminal': new RegExp(`${ENDED} its terminal was closed`),
      'throw, rejected promise': new RegExp(`${ENDED} a bug that shows by`),
    },
  },
  {
    name: 'G9 Ctrl-Z and a stop from outside',
    ways: {
      'Ctrl-Z': /Ctrl-Z goes back to the shell/,
      SIGTSTP: /stopping by SIGTSTP from outside/,
      'refused as session leader': /Ctrl-Z is refused/,
    },
  },
  {
    name: 'G10 lines as wide as the window, at 200 sizes',
    ways: { 'in every view': /two hundred sizes of the window each/ },
  },
  {
    name: 'G12 views, and the keys of every question',
    ways: {
      views: /at (?:80x24|50x20) the screen is the one that was drawn/,
      questions: /every question shows all its keys/,
      terminals: /a terminal called \S+ shows/,
      'slow line': /over a slow line/,
    },
  },
  {
    name: 'G13 colourless, and ASCII alone',
    ways: {
      'no colour': /NO_COLOR no view writes a colour/,
      ASCII: /--ascii no view writes anything else/,
      'nine states': /tell all states apart without colour/,
    },
  },
  {
    name: 'G14 for a screen reader',
    ways: {
      'no control sequence': /plain mode leads from the first sentence to a closed card without one/,
      'silent while a check runs': /while a check runs nothing is said/,
    },
  },
  {
    name: 'G17 nothing changes without a yes',
    ways: {
      '1,000 random keys': /random keys change no file/,
      'every key': /every single key/,
      paste: /pasted text/,
    },
  },
  {
    name: 'G18 all surfaces agree on 1,000 random graphs',
    ways: { 'states and edges': /agree on what is ready, and every edge is a row/ },
  },
  {
    name: 'G19 a first card closed within twelve keys',
    ways: { 'three sizes': /the example chain, in tmux (?:is verified|has its first)/ },
  },
];

/** The files that hold those tests. */
const FILES = [
  'test/ui/terminal/',
  'test/ui/draw/glyphs.test.ts',
  'test/ui/questions/',
  'test/ui/plain/plain.test.ts',
  'test/ui/session/fuzz.test.ts',
  'test/graph/agreement.test.ts',
  'test/e2e/example-chain.test.ts',
];

interface Result {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** G7, G8, G9, G10, G12, G13, G14, G17, G18, G19: what is right or wrong, by the tests that say so. */
export async function* byTests({ top }: How): AsyncGenerator<Line> {
  const results = await runTests(join(top, 'tests.json'));
  for (const { name, ways } of TESTED) {
    const of = Object.entries(ways).map(([way, pattern]) => ({
      way,
      tests: results.filter(({ fullName }) => pattern.test(fullName)),
    }));
    const isHeld = ({ tests }: (typeof of)[number]): boolean =>
      tests.length > 0 && tests.every(({ status }) => status === 'passed');
    const missed = of
      .filter((each) => !isHeld(each))
      .map(({ way, tests }) => [way, ...tests.flatMap(firstLine)].join(': '));
    const count = of.reduce((sum, { tests }) => sum + tests.length, 0);
    const held = `${of.length - missed.length} of ${of.length} ways, ${count} tests`;
    yield {
      name,
      goal: `${of.length} of ${of.length}`,
      figure: missed.length === 0 ? held : `${held}; not ${missed.join(', ')}`,
      holds: missed.length === 0,
    };
  }
}

function firstLine({ failureMessages }: Result): readonly string[] {
  return failureMessages.slice(0, 1).map((message) => message.split('\n')[0] ?? '');
}

async function runTests(file: string): Promise<readonly Result[]> {
  const args = [VITEST, 'run', ...FILES, '--reporter=json', `--outputFile=${file}`];
  const env = { ...process.env, MIKADO_TEST_KEYS: process.env.MIKADO_TEST_KEYS ?? '1000' };
  const child = spawn(NODE, args, { cwd: TOP, env, stdio: 'ignore' });
  await new Promise((resolve) => {
    child.on('close', resolve);
  });
  const told: { testResults: { assertionResults: Result[] }[] } = JSON.parse(readFileSync(file, 'utf8'));
  return told.testResults.flatMap(({ assertionResults }) => assertionResults);
}
