import { scriptAddress } from '../trusted.ts';
import { HearthError, type Args, type Client, type ClientEvent, type Command, type Result, type Unlocking } from './client.ts';
import { coreFiles } from './core-files.ts';
import type { KdfRequest } from './kdf-worker.ts';
import kdfAddress from './kdf-worker.ts?worker&url';
import { Line, plain } from './line.ts';
import type { ToWorker } from './messages.ts';
import workerAddress from './worker.ts?worker&url';

export function deriveKey(passphrase: string, salt: Uint8Array | null): Promise<Unlocking> {
  const worker = new Worker(scriptAddress(kdfAddress), { type: 'module', name: 'hearth-kdf' });
  return new Promise<Unlocking>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<Unlocking | { error: string }>) => {
      if ('error' in event.data) reject(new HearthError('core_failed', event.data.error));
      else resolve(event.data);
    };
    worker.onerror = () => reject(new HearthError('core_failed'));
    worker.postMessage({ files: coreFiles, passphrase, salt } satisfies KdfRequest);
  }).finally(() => worker.terminate());
}

class WorkerClient implements Client {
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  #line: Line<ToWorker> | null = null;
  #salt: Uint8Array | null = null;

  constructor() {
    addEventListener('online', () => this.#online(true));
    addEventListener('offline', () => this.#online(false));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#online(navigator.onLine);
    });
  }

  async start(options: { steal?: boolean } = {}): Promise<'new' | 'locked'> {
    this.#end(new HearthError('locked'));
    const worker = new Worker(scriptAddress(workerAddress), { type: 'module', name: 'hearth' });
    const line = new Line<ToWorker>(
      worker,
      (message) => {
        if (this.#line !== line) return;
        if (message.kind === 'changed') this.#emit({ kind: 'changed', topics: message.topics });
        else if (message.kind === 'kdf') void this.#derive(line, message);
        else this.#broke(message.reason);
      },
      (message) => {
        if (this.#line === line) this.#broke('core_failed', message);
      },
    );
    this.#line = line;
    const { state, salt } = (await line.ask({ kind: 'start', files: coreFiles, steal: options.steal ?? false })) as Result<'boot'>;
    this.#salt = salt;
    return state;
  }

  derive(passphrase: string, which: 'new' | 'present'): Promise<Unlocking> {
    return deriveKey(passphrase, which === 'new' ? null : this.#salt);
  }

  async unlock(passphrase: string): Promise<void> {
    const { key } = await this.derive(passphrase, 'present');
    try {
      await this.#ask({ kind: 'unlock', key });
    } catch (error) {
      if (error instanceof HearthError && error.code === 'wrong_key') throw new HearthError('wrong_passphrase');
      throw error;
    }
  }

  async call<K extends Command>(command: K, args: Args<K>): Promise<Result<K>> {
    const result = (await this.#ask({ kind: 'call', command, args: plain(args) as Args<Command> })) as Result<K>;
    // A command that brought a new salt has made it the vault's own.
    const salt = (args as { salt?: unknown }).salt;
    if (salt instanceof Uint8Array) this.#salt = salt;
    return result;
  }

  listen(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async lock(): Promise<'new' | 'locked'> {
    await Promise.race([this.#ask({ kind: 'lock' }).catch(() => undefined), new Promise((done) => setTimeout(done, 800))]);
    return this.start();
  }

  async clear(): Promise<void> {
    await this.#ask({ kind: 'clear' });
    this.#end(new HearthError('locked'));
    if ('caches' in globalThis) for (const name of await caches.keys()) await caches.delete(name);
    localStorage.clear();
    sessionStorage.clear();
  }

  close(): void {
    this.#end(new HearthError('locked'));
  }

  /** Somebody else's words came in to be stretched into a key: done apart, and handed back. */
  async #derive(line: Line<ToWorker>, request: { id: number; passphrase: string; salt: Uint8Array }): Promise<void> {
    const key = await deriveKey(request.passphrase, request.salt).then(
      (derived) => derived.key,
      () => null,
    );
    await line.ask({ kind: 'derived', id: request.id, key }).catch(() => undefined);
  }

  #ask(message: ToWorker): Promise<unknown> {
    return this.#line?.ask(message) ?? Promise.reject(new HearthError('locked'));
  }

  #broke(reason: 'storage_failed' | 'core_failed' | 'elsewhere', message: string = reason): void {
    this.#end(new HearthError(reason));
    this.#emit(reason === 'core_failed' ? { kind: 'failed', message } : { kind: reason });
  }

  #online(online: boolean): void {
    this.#line?.ask({ kind: 'online', online }).catch(() => undefined);
  }

  #emit(event: ClientEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #end(reason: HearthError): void {
    this.#line?.end(reason);
    this.#line = null;
  }
}

export function workerClient(): Client {
  return new WorkerClient();
}
