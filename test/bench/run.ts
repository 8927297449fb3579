// Prints how fast and how large the built program is, each figure beside a peer measured in the same rounds.
//
//   npm run bench -- [--rounds N] [--large]

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MIKADO, writeFiles } from '../rig/cli.ts';
import { writeDocuments } from './documents.ts';
import { firstFrame } from './first-frame.ts';
import { logPatches, readingHistory, writeHistory } from './history.ts';
import { findingLinks, parsingAll } from './links.ts';
import { compare, duration, type Probe, peakMemory } from './measure.ts';

/** What is measured, against what, and how good is good. */
interface Figure {
  readonly name: string;
  readonly goal: string;
  readonly own: Probe;
  readonly peer: Probe;
  readonly unit: 'ms' | 'MB';
}

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/blumeops/6d7071e/docs', import.meta.url));

const CHAIN: Readonly<Record<string, string>> = {
  'docs/move-house.md':
    '---\nstatus: active\nrequires: [pack, rent-van, find-flat, cancel-lease]\n---\n# Move\n',
  ...Object.fromEntries(
    ['pack', 'rent-van', 'find-flat', 'cancel-lease'].map((stem) => [
      `docs/${stem}.md`,
      `---\nstatus: active\n---\n# ${stem}\n\n## Verification\n\n- [ ] \`true\` passes\n`,
    ]),
  ),
};

/** A program that only walks a folder and reads every document in it: nothing that reads them all can be faster. */
function readEverything(folder: string): readonly string[] {
  const program = `
    const { readdirSync, readFileSync } = require('node:fs');
    (function walk(folder) {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = folder + '/' + entry.name;
        if (entry.isDirectory()) walk(path);
        else if (path.endsWith('.md')) readFileSync(path, 'utf8');
      }
    })(${JSON.stringify(folder)});`;
  return ['-e', program];
}

function ready(docs: string): readonly string[] {
  return [MIKADO, 'ready', '--docs', docs];
}

function graphAs(format: string, docs: string): readonly string[] {
  return [MIKADO, 'graph', '--format', format, '--docs', docs];
}

function documents(top: string, count: number): string {
  const folder = join(top, String(count));
  mkdirSync(folder);
  writeDocuments(folder, count);
  return folder;
}

function figures(top: string, large: boolean): readonly Figure[] {
  const nothing = duration('-e', '0');
  const [many, few, chain] = [documents(top, 10_000), documents(top, 113), join(top, 'chain')];
  const cards = documents(top, 2500);
  writeFiles(chain, CHAIN);
  const history = writeHistory(top, 350);
  const always: readonly Figure[] = [
    {
      name: 'the cards at 350 commits / git log -p',
      goal: '<= 2x',
      own: readingHistory(history, 'cold'),
      peer: logPatches(history),
      unit: 'ms',
    },
    {
      name: 'the same with what is kept / git log -p',
      goal: '<= 1x',
      own: readingHistory(history, 'kept'),
      peer: logPatches(history),
      unit: 'ms',
    },
    {
      name: '--version / node -e 0',
      goal: '<= 1.3x',
      own: duration(MIKADO, '--version'),
      peer: nothing,
      unit: 'ms',
    },
    {
      name: 'ready, 113 documents / node -e 0',
      goal: '<= 2.5x',
      own: duration(...ready(few)),
      peer: nothing,
      unit: 'ms',
    },
    {
      name: 'ready, 10,000 documents / reading them',
      goal: '<= 2x, aim 1.6x',
      own: duration(...ready(many)),
      peer: duration(...readEverything(many)),
      unit: 'ms',
    },
    {
      name: 'memory at 10,000 documents / reading them',
      goal: '<= 200 MB',
      own: peakMemory(...ready(many)),
      peer: peakMemory(...readEverything(many)),
      unit: 'MB',
    },
    {
      name: 'links of 10,000 documents / remark on them',
      goal: '<= 0.25x',
      own: findingLinks(many),
      peer: parsingAll(many),
      unit: 'ms',
    },
    {
      name: '500 cards as a drawing / as DOT, not laid out',
      goal: '<= 2 s',
      own: duration(...graphAs('svg', cards)),
      peer: duration(...graphAs('dot', cards)),
      unit: 'ms',
    },
    {
      name: 'first frame, five cards / node -e 0',
      goal: '<= 7x',
      own: firstFrame(chain, ['move-house', 'READY']),
      peer: nothing,
      unit: 'ms',
    },
  ];
  const corpus: Figure = {
    name: 'ready, a real tree / node -e 0',
    goal: '<= 2.5x',
    own: duration(...ready(CORPUS)),
    peer: nothing,
    unit: 'ms',
  };
  const huge = (): Figure => ({
    name: 'ready, 100,000 documents / 10,000',
    goal: '<= 11x',
    own: duration(...ready(documents(top, 100_000))),
    peer: duration(...ready(many)),
    unit: 'ms',
  });
  return [...always, ...(existsSync(CORPUS) ? [corpus] : []), ...(large ? [huge()] : [])];
}

async function line(figure: Figure, rounds: number): Promise<string> {
  const name = figure.name.padEnd(44);
  try {
    const { own, peer } = await compare(figure.own, figure.peer, rounds);
    const scale = figure.unit === 'MB' ? 1024 * 1024 : 1;
    const shown = [own, peer].map((value) => `${(value / scale).toFixed(1).padStart(9)} ${figure.unit}`);
    return `${name}${shown.join('')}${(own / peer).toFixed(2).padStart(8)}x   ${figure.goal}`;
  } catch (error) {
    return `${name}   not measured: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, large: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new RangeError(`--rounds takes a number from 1, not ${values.rounds}`);

const top = mkdtempSync(join(tmpdir(), 'mikado-bench-'));
try {
  console.log(`medians of ${rounds}, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
  console.log(
    `${'own / peer'.padEnd(44)}${'own'.padStart(12)}${'peer'.padStart(12)}${'ratio'.padStart(9)}   goal`,
  );
  for (const figure of figures(top, values.large)) console.log(await line(figure, rounds));
} finally {
  rmSync(top, { recursive: true });
}
