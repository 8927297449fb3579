import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { type Finished, makeFolder, NODE, run } from './cli.ts';

/** A step of a job, as far as this runner knows steps. */
interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

/** A pull request, or a push, that a runner was started for. */
export interface Event {
  /** The clone that was checked out. */
  readonly cwd: string;
  /** The branch that a pull request goes into; empty on a push. */
  readonly baseRef: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables of the runner's machine. */
  readonly env: Readonly<Record<string, string>>;
  /** Where globally installed commands are. */
  readonly bin: string;
}

/** What came of the steps that ran, and the summary that they wrote. */
export interface Ran {
  readonly steps: readonly Finished[];
  readonly uses: readonly string[];
  readonly summary: string;
}

const schemas = fileURLToPath(import.meta.resolve('schemastore/package.json'));

const HOOKS_SCHEMA = 'https://json.schemastore.org/pre-commit-hooks.json';

function readSchema(name: string): object {
  const file = join(dirname(schemas), 'schemas', 'json', `${name}.json`);
  const schema: object = JSON.parse(readFileSync(file, 'utf8'));
  Reflect.set(schema, '$schema', 'http://json-schema.org/draft-07/schema#');
  return schema;
}

/** What speaks against a YAML text by a schema of the collection at schemastore.org. */
export function yamlFaults(text: string, schema: string): readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  // What hooks are made of is told in a schema of its own, which that of the configuration refers to.
  ajv.addSchema(readSchema('pre-commit-hooks'));
  ajv.validate(schema === 'pre-commit-hooks' ? { $ref: HOOKS_SCHEMA } : readSchema(schema), parse(text));
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Runs the one job of a workflow. */
export function runWorkflow(text: string, event: Event): Promise<Ran> {
  const { jobs } = parse(text);
  const [job] = Object.values<{ steps: readonly Step[] }>(jobs);
  return runSteps(job?.steps ?? [], event);
}

/** Runs a composite action. */
export function runAction(text: string, event: Event): Promise<Ran> {
  const action: { inputs: Record<string, { default: string }>; runs: { steps: readonly Step[] } } =
    parse(text);
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, expand(input.default, event)]);
  return runSteps(action.runs.steps, {
    ...event,
    inputs: { ...Object.fromEntries(defaults), ...event.inputs },
  });
}

/**
 * Runs each `run` with bash as a runner of GitHub does, until one fails. What a step uses of others is listed and not run:
 * the clone is there already, and so is Node.
 */
async function runSteps(steps: readonly Step[], event: Event): Promise<Ran> {
  const folder = makeFolder();
  const summary = join(folder, 'summary.md');
  const finished: Finished[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.run === undefined) continue;
    const script = join(folder, `${index}.sh`);
    writeFileSync(script, expand(step.run, event));
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value, event)]);
    const path = [event.bin, dirname(NODE), process.env.PATH].join(delimiter);
    const ended = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: join(event.cwd, expand(step['working-directory'] ?? '.', event)),
      env: { ...event.env, PATH: path, CI: 'true', GITHUB_STEP_SUMMARY: summary, ...Object.fromEntries(own) },
    });
    finished.push(ended);
    if (ended.code !== 0) break;
  }
  return {
    steps: finished,
    uses: steps.flatMap(({ uses }) => uses ?? []),
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

/** Puts in what the expressions stand for; one that this runner does not know is a mistake in the file. */
function expand(text: string, event: Event): string {
  return String(text).replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_whole, name: string) => {
    if (name === 'github.base_ref') return event.baseRef;
    const input = event.inputs?.[name.replace(/^inputs\./, '')];
    if (!name.startsWith('inputs.') || input === undefined) throw new Error(`nothing is known of ${name}`);
    return input;
  });
}
