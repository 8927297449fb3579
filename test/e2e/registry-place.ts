import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Finished, git, mikado, run, testEnvironment } from '../rig/cli.ts';
import { type Step, TranscriptPlace } from '../rig/transcript.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/registry', import.meta.url));

/** The address in the fixtures, which each place replaces by one of its own. */
const WRITTEN_ADDRESS = '127.0.0.1:5000';

/** Servers lie in a folder that only root has on his path. */
const PATH = [process.env.PATH ?? '', '/usr/sbin', '/sbin'].join(delimiter);

/** How long a server may take until it answers, in milliseconds. */
const PATIENCE = 15_000;

const PROGRAMS = ['docker-registry', 'nginx', 'curl', 'openssl', 'setpriv'];

/** How to get the programs that `missingPrograms` names. */
export const INSTALL = 'apt-get install docker-registry nginx curl openssl util-linux';

/** The programs that a registry place needs and this machine lacks. */
export function missingPrograms(): readonly string[] {
  const folders = PATH.split(delimiter);
  return PROGRAMS.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
}

/**
 * A team's repository beside a container registry that really runs, on a port of its own, until the test is over.
 *
 * The registry is served as the repository's files say: by itself at first, behind nginx once there is a configuration
 * for that. Both die with the test's process, however that ends.
 */
export class RegistryPlace {
  readonly address: string;
  readonly #terminal = new TranscriptPlace();
  #servers: readonly Server[] = [];

  private constructor(port: number) {
    this.address = `127.0.0.1:${port}`;
    this.#write('start');
    mkdirSync(join(this.folder, 'run'));
    git(this.folder, 'init', '--quiet', '--initial-branch=main');
    this.#commit('Serve a registry');
  }

  /** Opens the place with the registry running, open to everyone, and one version pushed. */
  static async open(): Promise<RegistryPlace> {
    const place = new RegistryPlace(await freePort());
    await place.#serve();
    await place.script('./scripts/push.sh demo v1.0.0');
    return place;
  }

  get folder(): string {
    return this.#terminal.folder;
  }

  /** Does the work that a card asks for, as its engineer would: changes files, commits, starts the servers anew. */
  async work(card: string): Promise<void> {
    this.#write(join('steps', card));
    if (card === 'make-the-account') await this.script('./scripts/make-account.sh');
    this.#commit(`Work on ${card}`);
    await this.#serve();
  }

  /** Puts back one file as it was before a card was worked on, and starts the servers anew. */
  async undo(card: string, file: string): Promise<void> {
    const work = git(this.folder, 'log', '--format=%H', `--grep=^Work on ${card}$`);
    writeFileSync(join(this.folder, file), `${git(this.folder, 'show', `${work}~:${file}`)}\n`);
    await this.#serve();
  }

  /** Types `mikado` at a terminal, and the answers to its questions; returns what stood there, its exit status last. */
  person(args: string, ...answers: readonly string[]): Promise<string> {
    return this.type({ command: `mikado ${args}; echo "exit $?"`, answers });
  }

  /** Types the command of a transcript at a terminal; returns what a reader would see there. */
  async type(step: Pick<Step, 'command' | 'answers'>): Promise<string> {
    return this.#asWritten(await this.#terminal.play(step));
  }

  /** Runs `mikado` without a terminal. */
  async mikado(...args: readonly string[]): Promise<Finished> {
    const { cwd, env } = { cwd: this.folder, env: this.#terminal.env };
    const { stdout, stderr, ...end } = await mikado(args, { cwd, env });
    return { ...end, stdout: this.#asWritten(stdout), stderr: this.#asWritten(stderr) };
  }

  /**
   * Runs a command line of the repository.
   *
   * @returns what it printed on stdout
   * @throws Error with what it printed when it fails
   */
  async script(command: string): Promise<string> {
    const { code, stdout, stderr } = await run('/bin/sh', ['-c', command], { cwd: this.folder });
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${stdout}${stderr}`);
    return stdout.trimEnd();
  }

  /** The marks in the boxes of a card's checklist, one after another. */
  boxes(card: string): string {
    const written = readFileSync(join(this.folder, 'docs/how-to', `${card}.md`), 'utf8');
    return [...written.matchAll(/^- \[(.)\]/gm)].map(([, mark = '']) => mark).join('');
  }

  /** What verifying a card has left behind, oldest first. */
  receipts(card: string): readonly unknown[] {
    const lines = readFileSync(join(this.folder, '.mikado/evidence', `${card}.jsonl`), 'utf8').trimEnd();
    return lines.split('\n').map((line): unknown => JSON.parse(line));
  }

  /** What a tag of the demo image stands for: the digest of its manifest. */
  async digest(tag: string): Promise<string> {
    const accept = '--header "Accept: application/vnd.oci.image.manifest.v1+json"';
    const url = `http://${this.address}/v2/demo/manifests/${tag}`;
    return this.script(`curl -sfI ${accept} ${url} | tr -d '\\r' | sed -n 's/^Docker-Content-Digest: //p'`);
  }

  async #serve(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
    const registry = new Server(['docker-registry', 'serve', 'registry/config.yml'], this.folder);
    const nginx = ['nginx', '-e', 'stderr', '-p', this.folder, '-c', 'proxy/nginx.conf'];
    const hasProxy = existsSync(join(this.folder, 'proxy'));
    this.#servers = [registry, ...(hasProxy ? [new Server(nginx, this.folder)] : [])];
    const end = performance.now() + PATIENCE;
    while ((await run('curl', ['-sf', `http://${this.address}/v2/`])).code !== 0) {
      const ended = this.#servers.find((server) => !server.runs);
      if (ended !== undefined) throw new Error(`a server has ended: ${await ended.complaints}`);
      if (performance.now() > end) throw new Error(`nothing answers on ${this.address}`);
      await pause(10);
    }
  }

  #commit(message: string): void {
    git(this.folder, 'add', '--all');
    git(this.folder, 'commit', '--quiet', `--message=${message}`);
  }

  #write(fixture: string): void {
    const from = join(FIXTURES, fixture);
    if (!existsSync(from)) return;
    for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
      const { mode } = statSync(join(from, name));
      if (statSync(join(from, name)).isDirectory()) continue;
      const content = readFileSync(join(from, name), 'utf8').replaceAll(WRITTEN_ADDRESS, this.address);
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), content, { mode });
    }
  }

  #asWritten(shown: string): string {
    return shown.replaceAll(this.address, WRITTEN_ADDRESS);
  }
}

/** A server that never outlives the process that started it. */
class Server {
  readonly complaints: Promise<string>;
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;

  constructor(command: readonly string[], cwd: string) {
    // The kernel kills it when this process dies, also where nothing of ours is left to run.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
      cwd,
      env: testEnvironment({ PATH }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    this.#gone = once(child, 'exit');
    this.complaints = text(child.stderr);
    onTestFinished(() => this.stop());
  }

  get runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }
}

/**
 * A port that nobody listens on, below those that the system hands out to outgoing connections: while a server is
 * started anew nobody takes it.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]);
    server.close();
    if (free) return port;
  }
}
