import type { Judged } from './judged.ts';
import { meaningOfTask } from './task-name.ts';

/** The flags behind which a script stands. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  python: ['-c'],
  node: ['-e', '-p'],
  Rscript: ['-e'],
  julia: ['-e'],
};
/** How a package is tested in languages that have no command for it. */
const TESTS_PACKAGE: Readonly<Record<string, RegExp>> = {
  Rscript:
    /^(?:library\(\w+\); ?)?(?:(?:devtools|testthat|lintr|rcmdcheck)::)(?:test|check|test_dir|test_local|lint_package|rcmdcheck)\([^()]*\)$/,
  julia: /^(?:using|import) Pkg; ?Pkg\.test\([^()]*\)$/,
};

/** What a script in quotes may call: these read, compare or print, whatever they are given. */
const READS = new Set(
  `print len str repr sorted list dict set type isinstance open load loads safe_load safe_load_all parse read version find_spec
  require readFileSync existsSync log import_module keys values items get`.split(/\s+/),
);
/** A file that is opened to be written. */
const WRITES = /\bopen\s*\([^)]*,\s*(?:mode\s*=\s*)?§[^)]*\)/;
/** Words by which a script does something of its own, however short it is. */
const ACTS =
  /\b(?:exec|eval|lambda|def|class|while|with|del|global|raise|async|await|function|new|delete|process|child_process|subprocess|os|shutil|as)\b|=>|[^=!<>]=(?!=)|\+\+|--|\[[^\]]*\]\s*\(/;

/**
 * Judges a script in quotes, `python -c "import app"`: one that only imports, reads, compares and prints is a check.
 * Undefined for another program, and for a script that may do more.
 *
 * @param program as `programOf` gives it
 * @param rest the words after it, without their quotes
 */
export function judgeScriptInQuotes(program: string, rest: readonly string[]): Judged | undefined {
  const [flag = '', script = '', ...more] = rest.filter(
    (word) => !/^--(?:project|vanilla|quiet)(?:=|$)/.test(word),
  );
  if (FLAGS[program]?.includes(flag) !== true || more.length > 0) return undefined;
  if (TESTS_PACKAGE[program]?.test(script) === true) return { habit: 'verdict' };
  if (program in TESTS_PACKAGE) return undefined;
  // Texts say nothing of what is done, save how a file is opened.
  const bare = script.replace(/(["'])((?:(?!\1)[^\\]|\\.)*)\1/g, (_, __, text: string) =>
    /^[rbt]+$/.test(text) ? '' : '§'.repeat(/^[wax+bt]+$/.test(text) ? 1 : 0) || '_',
  );
  // A name for what was read is no change.
  const unnamed = bare.replace(/(^|[;\n])\s*\w+\s*=(?!=)/g, '$1');
  if (WRITES.test(bare) || ACTS.test(unnamed)) return undefined;
  const loaded = [
    ...script.matchAll(
      /(?<!\bfrom\s+[\w.]+\s+)\bimport\s+(\w+)|\bfrom\s+([\w.]+)|require\(\s*['"]\.[^'"]*?([\w-]+)(?:\.\w+)?['"]/g,
    ),
  ];
  if (
    loaded.some(([, ...names]) =>
      names.some((name) => name !== undefined && meaningOfTask(name) === 'action'),
    )
  )
    return undefined;
  const calls = [...bare.matchAll(/([\w$]+)\s*\(/g)].map(([, name = '']) => name);
  if (!calls.every((name) => READS.has(name))) return undefined;
  if (flag === '-p' || /\b(?:print|log)\b/.test(bare)) return { habit: 'report' };
  return /\b(?:import|require|assert)\b/.test(bare) ? { habit: 'verdict' } : undefined;
}
