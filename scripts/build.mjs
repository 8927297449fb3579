// Builds dist/: the launcher, the program in chunks, and the licences of what is bundled.
//
// esbuild splits only ES modules, so that is what it makes first. Every chunk that can be CommonJS then becomes it:
// `mikado ready` starts a tenth faster when Node's module loader for ES modules stays asleep. Chunks with a
// top-level await (the screen, through Ink) remain ES modules and load only when the screen is asked for.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const top = fileURLToPath(new URL('..', import.meta.url));
const dist = join(top, 'dist');
const manifest = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));

/** Packages that cost a command its start-up: they may be reached by `import()` alone. */
const LATE = [
  'ink',
  'react',
  'react-reconciler',
  'yoga-layout',
  'remark-parse',
  'micromark',
  '@viz-js/viz',
  'd3-scale',
  'd3-shape',
];

const OPTIONS = {
  platform: 'node',
  target: 'node22',
  // Short code, but the names in a stack trace stay those of the source.
  minifySyntax: true,
  minifyWhitespace: true,
  // Graphviz comes as one long text, which grows by a third where letters beyond ASCII are spelled out.
  charset: 'utf8',
};

/**
 * Leaves out what must not run in a user's hands: gray-matter's own engines, with them js-yaml and an `eval`, and
 * Ink's door to React's developer tools.
 */
const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(lib\/)?engines$/ }, ({ importer }) =>
      /[\\/]gray-matter[\\/]/.test(importer)
        ? { path: join(top, 'scripts', 'gray-matter-engines.cjs') }
        : undefined,
    );
    onLoad({ filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: '' }));
  },
};

/** What a page takes along into the browser: its script and the styles, each as one text. */
async function browserTexts() {
  const text = async (name) => {
    const { outputFiles } = await build({
      absWorkingDir: top,
      entryPoints: [`browser/${name}`],
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      charset: 'utf8',
      write: false,
      logLevel: 'error',
    });
    return JSON.stringify(outputFiles[0].text.trim());
  };
  return {
    MIKADO_PAGE_SCRIPT: await text('page.ts'),
    MIKADO_PAGE_STYLE: await text('page.css'),
    MIKADO_GRAPH_STYLE: await text('graph.css'),
  };
}

async function bundleChunks() {
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    absWorkingDir: top,
    entryPoints: ['src/cli.ts'],
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    legalComments: 'external',
    // Ink brings an older copy of this; loading either costs the screen 20 ms before its first frame.
    alias: { 'string-width': join(top, 'node_modules', 'string-width') },
    define: {
      'process.env.NODE_ENV': '"production"',
      MIKADO_VERSION: JSON.stringify(manifest.version),
      ...(await browserTexts()),
      // Nothing here needs the network, and a mere look at `fetch` makes Node load its HTTP client, for 28 ms.
      fetch: 'undefined',
    },
    plugins: [leaveOut],
    logLevel: 'error',
  });
  const isCode = ({ path }) => path.endsWith('.js');
  return {
    chunks: outputFiles.filter(isCode).map(({ path, text }) => ({ name: basename(path), text })),
    comments: outputFiles.filter((file) => !isCode(file)).map(({ text }) => text),
    metafile,
  };
}

/** The CommonJS form of a chunk, or undefined when it awaits at its top level. */
async function toCommonJs({ name, text }) {
  try {
    return (await transform(text, { ...OPTIONS, format: 'cjs', logLevel: 'silent' })).code;
  } catch (error) {
    const awaits = error.errors?.every(({ text: message }) => message.startsWith('Top-level await'));
    if (awaits && name !== 'cli.js') return undefined;
    throw error;
  }
}

async function chooseFormats(chunks) {
  const converted = await Promise.all(
    chunks.map(async (chunk) => ({ ...chunk, commonJs: await toCommonJs(chunk) })),
  );
  const files = converted.map(({ name, text, commonJs }) => ({
    name,
    file: name.replace(/js$/, commonJs === undefined ? 'mjs' : 'cjs'),
    code:
      commonJs ??
      `import{createRequire}from"node:module";const require=createRequire(import.meta.url);${text}`,
  }));
  return files.map(({ file, code }) => ({ file, code: files.reduce(pointAt, code) }));
}

/** Makes code refer to a chunk by its new name, and load it by `require` where it is CommonJS. */
function pointAt(code, { name, file }) {
  const loaded = file.endsWith('.cjs')
    ? code.replaceAll(`import("./${name}")`, `Promise.resolve().then(()=>require("./${name}"))`)
    : code;
  return loaded.replaceAll(`"./${name}"`, `"./${file}"`);
}

function packageOf(input) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function bundledPackages({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  return new Set(inputs.map(packageOf).filter((folder) => folder !== undefined));
}

/** Everything that loads with the command itself, before any `import()`. */
function loadedAtStart({ outputs }) {
  const reached = new Set(['dist/cli.js']);
  for (const path of reached) {
    for (const { path: next, kind, external } of outputs[path].imports) {
      if (kind !== 'dynamic-import' && !external) reached.add(next);
    }
  }
  return [...reached].flatMap((path) => Object.keys(outputs[path].inputs));
}

function refuseSlowStart(metafile) {
  const slow = loadedAtStart(metafile).filter(
    (input) =>
      input.startsWith('src/ui/') || LATE.some((name) => packageOf(input) === `node_modules/${name}`),
  );
  if (slow.length > 0) {
    throw new Error(`these load with every command and must be behind import():\n  ${slow.join('\n  ')}`);
  }
}

/** A package behind `import()` comes without its names once it is CommonJS: it needs a module of ours around it. */
function refusePackagesBehindImport({ outputs }) {
  const entries = Object.values(outputs).map(({ entryPoint }) => entryPoint ?? '');
  // Ink's door to the developer tools is left out, so nothing is missed behind it.
  const packages = entries.filter(
    (entry) => packageOf(entry) !== undefined && !entry.endsWith('/devtools.js'),
  );
  if (packages.length > 0) throw new Error(`import() a module of src/ instead of ${packages.join(', ')}`);
}

function refuseEval(files) {
  for (const { file, code } of files) {
    const found = /.{0,60}(?:\beval\s*\(|\bFunction\s*\().{0,60}/.exec(code);
    if (found !== null) throw new Error(`dist/${file} would make code out of text: ${found[0]}`);
  }
}

/** What a package contains of others, where its own licence file does not tell. */
const CONTAINED = {
  '@viz-js/viz':
    'Copyright (c) Michael Daines. Contains, compiled to WebAssembly, Graphviz 16.1.0 under the Eclipse Public\n' +
    'License and Expat 2.8.5 under the MIT licence. The terms and the source of Graphviz are at\n' +
    'https://graphviz.org/license/ and https://gitlab.com/graphviz/graphviz, those of Expat at\n' +
    'https://github.com/libexpat/libexpat. They come without any warranty.',
};

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(top, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(top, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined
      ? (CONTAINED[name] ?? '(its package holds no licence file)')
      : readFileSync(join(top, folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

function licences({ metafile, comments }) {
  const head = `mikado contains the packages below, under their own licences.\n`;
  const packages = [...new Set([...bundledPackages(metafile)].map(licenceOf))].sort();
  return [head, ...packages, ...comments].join(`\n${'-'.repeat(78)}\n\n`);
}

async function launcher() {
  const source = readFileSync(join(top, 'src', 'mikado.cjs'), 'utf8');
  const { code } = await transform(source, { define: { MIKADO_VERSION: JSON.stringify(manifest.version) } });
  return code;
}

/** Replaces a file in one step, and only where it changed: programs may be running from dist/ meanwhile. */
function put(name, text) {
  const path = join(dist, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  const beside = join(dist, `.${name}.${process.pid}`);
  writeFileSync(beside, text);
  if (name === 'mikado.cjs') chmodSync(beside, 0o755);
  renameSync(beside, path);
}

async function makeDist() {
  const bundled = await bundleChunks();
  const files = await chooseFormats(bundled.chunks);
  refuseSlowStart(bundled.metafile);
  refusePackagesBehindImport(bundled.metafile);
  refuseEval(files);

  const outputs = new Map(files.map(({ file, code }) => [file, code]));
  outputs.set('LICENSES.txt', licences(bundled));
  outputs.set('mikado.cjs', await launcher());

  mkdirSync(dist, { recursive: true });
  for (const [name, text] of outputs) put(name, text);
  for (const name of readdirSync(dist)) {
    if (!outputs.has(name)) rmSync(join(dist, name), { recursive: true, force: true });
  }
}

try {
  await makeDist();
} catch (error) {
  // esbuild has already shown its own errors, with the place.
  if (error.errors === undefined) console.error(`build: ${error.message}`);
  process.exitCode = 1;
}
