import wasm from 'virtual:hearth-wasm';
import { scriptAddress } from '../trusted.ts';
import { HearthError, type Args, type Client, type ClientEvent, type Command, type Result, type Unlocking } from './client.ts';
import type { KdfRequest } from './kdf-worker.ts';
import kdfAddress from './kdf-worker.ts?worker&url';
import type { FromWorker, ToWorker } from './messages.ts';
import workerAddress from './worker.ts?worker&url';

const wasmAddress = new URL(wasm, location.href).href;

export function deriveKey(passphrase: string, salt: Uint8Array | null): Promise<Unlocking> {
  const worker = new Worker(scriptAddress(kdfAddress), { type: 'module', name: 'hearth-kdf' });
  return new Promise<Unlocking>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<Unlocking | { error: string }>) => {
      if ('error' in event.data) reject(new HearthError('core_failed', event.data.error));
      else resolve(event.data);
    };
    worker.onerror = () => reject(new HearthError('core_failed'));
    worker.postMessage({ wasm: wasmAddress, passphrase, salt } satisfies KdfRequest);
  }).finally(() => worker.terminate());
}

class WorkerClient implements Client {
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  readonly #open = new Map<number, { resolve: (value: unknown) => void; reject: (error: HearthError) => void }>();
  #worker: Worker | null = null;
  #number = 0;
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
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    worker.onerror = (event) => this.#fail(event.message);
    const { state, salt } = (await this.#ask({ kind: 'start', wasm: wasmAddress, steal: options.steal ?? false })) as Result<'boot'>;
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

  #ask(message: ToWorker): Promise<unknown> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new HearthError('locked'));
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#open.set(number, { resolve, reject });
      worker.postMessage({ ...message, number });
    });
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'reply':
      case 'refusal': {
        const waiting = this.#open.get(message.number);
        this.#open.delete(message.number);
        if (message.kind === 'reply') waiting?.resolve(message.value);
        else waiting?.reject(new HearthError(message.code, message.detail));
        return;
      }
      case 'changed':
        this.#emit({ kind: 'changed', topics: message.topics });
        return;
      case 'kdf':
        void deriveKey(message.passphrase, message.salt)
          .then(({ key }) => this.#ask({ kind: 'derived', id: message.id, key }))
          .catch(() => this.#ask({ kind: 'derived', id: message.id, key: null }))
          .catch(() => undefined);
        return;
      case 'stopped':
        this.#end(new HearthError(message.reason));
        this.#emit(message.reason === 'core_failed' ? { kind: 'failed', message: message.reason } : { kind: message.reason });
        return;
    }
  }

  #fail(message: string): void {
    this.#end(new HearthError('core_failed', message));
    this.#emit({ kind: 'failed', message });
  }

  #online(online: boolean): void {
    if (this.#worker) this.#ask({ kind: 'online', online }).catch(() => undefined);
  }

  #emit(event: ClientEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #end(reason: HearthError): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const waiting of this.#open.values()) waiting.reject(reason);
    this.#open.clear();
  }
}

/** State proxies of the page cannot be posted; their plain copies can. Bytes stay as they are. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

export function workerClient(): Client {
  return new WorkerClient();
}
