// The real server on a free port with a fresh folder, started and ended by its own process id.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
export const program = process.env.HEARTH_BIN ?? join(root, 'build/bin/hearth');
export const webFolder = process.env.HEARTH_E2E_WEB ?? join(root, 'build/web');

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

export interface Options {
  /** Arguments besides data, address and app. */
  extra?: string[];
  /** The address that people type, when it is not localhost. */
  base?: (port: number) => string;
  /** Another folder with the app. */
  web?: string;
}

export class Server {
  readonly data: string;
  readonly origin: string;
  readonly port: number;
  setupLink = '';
  #child: ChildProcess | null = null;
  #said = '';
  readonly #extra: string[];
  readonly #web: string;

  private constructor(port: number, options: Options) {
    this.port = port;
    this.data = mkdtempSync(join(tmpdir(), 'hearth-e2e-'));
    const base = options.base?.(port);
    this.origin = base ?? `http://localhost:${port}`;
    this.#web = options.web ?? webFolder;
    this.#extra = [...(base ? ['--base-url', base] : []), ...(options.extra ?? [])];
  }

  static async start(options: Options = {}): Promise<Server> {
    const server = new Server(await freePort(), options);
    await server.up();
    return server;
  }

  /** What it wrote to standard output and error. */
  get said(): string {
    return this.#said;
  }

  async up(): Promise<void> {
    const args = ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, '--web', this.#web, ...this.#extra];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH ?? '' } });
    this.#child = child;
    const before = this.#said.length;
    const hear = (text: Buffer): void => {
      this.#said += text.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const until = Date.now() + 20_000;
    const first = this.setupLink === '';
    for (;;) {
      const now = this.#said.slice(before);
      const link = /https?:\/\/\S+#\S+/.exec(now)?.[0];
      if (link && first) this.setupLink = link;
      if (now.includes('listening on') && (link || !first)) return;
      if (child.exitCode !== null || Date.now() > until) throw new Error(`the server did not start:\n${now}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** Ends it at once, as a power cut would: nothing is finished first. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(timer);
  }
}
