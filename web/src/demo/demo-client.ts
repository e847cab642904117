import { scriptAddress } from '../trusted.ts';
import { HearthError, type Args, type Client, type ClientEvent, type Command, type Result, type Unlocking } from '../worker/client.ts';
import { coreFiles } from '../worker/core-files.ts';
import demoAddress from '../worker/demo-worker.ts?worker&url';
import { Line, plain } from '../worker/line.ts';
import type { DemoMessage } from '../worker/messages.ts';

/** An invented partner as a client: everything works, nothing is kept, nothing is sent. */
export class DemoClient implements Client {
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  readonly #line: Line<DemoMessage>;

  constructor() {
    const emit = (event: ClientEvent): void => {
      for (const listener of this.#listeners) listener(event);
    };
    this.#line = new Line(
      new Worker(scriptAddress(demoAddress), { type: 'module', name: 'hearth-demo' }),
      (message) => {
        if (message.kind === 'changed') emit(message);
        else if (message.kind === 'stopped') emit({ kind: 'failed', message: message.reason });
      },
      (message) => emit({ kind: 'failed', message }),
    );
  }

  async tell(who: 'sam' | 'robin', script: Uint8Array): Promise<void> {
    await this.#line.ask({ kind: 'demo', files: coreFiles, who, script });
  }

  start(): Promise<'new' | 'locked'> {
    return Promise.resolve('locked');
  }

  derive(): Promise<Unlocking> {
    return Promise.reject(new HearthError('not_ready'));
  }

  unlock(): Promise<void> {
    return Promise.resolve();
  }

  async call<K extends Command>(command: K, args: Args<K>): Promise<Result<K>> {
    return (await this.#line.ask({ kind: 'call', command, args: plain(args) as Args<Command> })) as Result<K>;
  }

  listen(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  lock(): Promise<'new' | 'locked'> {
    return Promise.resolve('locked');
  }

  clear(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#line.end(new HearthError('locked'));
  }
}
