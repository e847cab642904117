import { decodeResponse, encodeRequest, type Args, type Command, type NetEffect, type Response, type Result } from './boundary.ts';
import { HearthError } from './client.ts';
import type { Core } from './core.ts';
import { StaleWriter, type Store } from './store.ts';
import { localZone, offsetMinutes } from './time.ts';

export interface HostEvents {
  changed(topics: string[]): void;
  /** The core or the storage cannot go on; nothing more will be carried. */
  stopped(reason: 'storage_failed' | 'core_failed' | 'elsewhere'): void;
}

export interface Surroundings {
  now(): number;
  carry(request: NetEffect): void;
}

/**
 * Keeps the order that the core relies on: one call at a time; what it asks to store is on the disk before anything
 * goes to the network and before the one who asked hears of it.
 */
export class Host {
  readonly #core: Core;
  readonly #store: Store;
  readonly #events: HostEvents;
  readonly #around: Surroundings;
  #line: Promise<unknown> = Promise.resolve();
  #stopped = false;
  #zone = localZone();
  #wakeAt = Infinity;
  #wakeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(core: Core, store: Store, events: HostEvents, around: Surroundings) {
    this.#core = core;
    this.#store = store;
    this.#events = events;
    this.#around = around;
  }

  call<K extends Command>(command: K, args: Args<K>): Promise<Result<K>> {
    const turn = this.#line.then(() => this.#step(command, args));
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  /** Carries a report of the network in; nobody waits for an answer. */
  report<K extends Command>(command: K, args: Args<K>): void {
    this.call(command, args).catch(() => undefined);
  }

  async boot(): Promise<Result<'boot'>> {
    return this.call('boot', { vault: await this.#store.vault() });
  }

  async unlock(key: Uint8Array): Promise<void> {
    await this.call('unlock', { key });
    await this.#store.read('records', async (items) => void (await this.call('load.records', { items })));
    await this.#store.read('events', async (items) => void (await this.call('load.events', { items })));
    await this.call('load.done', {});
  }

  /** Waits until nothing is under way. */
  async settled(): Promise<void> {
    await this.#line;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#wakeTimer);
  }

  async #step<K extends Command>(command: K, args: Args<K>): Promise<Result<K>> {
    if (this.#stopped) throw new HearthError('elsewhere');
    const now = this.#around.now();
    const entropy = crypto.getRandomValues(new Uint8Array(96));
    let response: Response<K>;
    try {
      response = decodeResponse<K>(
        this.#core.call(encodeRequest({ now, zone: this.#zone, offset: offsetMinutes(this.#zone, now), entropy, command, args })),
      );
    } catch (error) {
      this.#stop('core_failed');
      throw new HearthError('core_failed', String(error));
    }
    if (response.store.length > 0) {
      try {
        await this.#store.apply(response.store);
      } catch (error) {
        // What the core believes to be kept is not: it may not speak to anyone any more.
        this.#stop(error instanceof StaleWriter ? 'elsewhere' : 'storage_failed');
        throw new HearthError(error instanceof StaleWriter ? 'elsewhere' : 'storage_failed');
      }
    }
    if (this.#stopped) throw new HearthError('elsewhere');
    for (const request of response.net) this.#around.carry(request);
    if (response.wake_at !== null) this.#wake(response.wake_at);
    if (response.changed.length > 0) this.#events.changed(response.changed);
    if (response.need.length > 0) this.#giveAgain(response.need);
    if ('error' in response) throw new HearthError(response.error.code, response.error.detail);
    this.#learnZone(command, response.ok);
    return response.ok;
  }

  /** A server that was restored lacks what this phone still has: the core gets it back to send it once more. */
  #giveAgain(keys: string[]): void {
    void this.#store
      .pick(keys)
      .then(async (items) => {
        for (let at = 0; at < items.length; at += 64) await this.call('load.again', { items: items.slice(at, at + 64) });
      })
      .catch(() => undefined);
  }

  /** The pair's days count in the pair's zone; the core says which one that is. */
  #learnZone(command: Command, result: unknown): void {
    if (command !== 'status.view') return;
    const zone = (result as Result<'status.view'>).status.zone;
    if (zone) this.#zone = zone;
  }

  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    clearTimeout(this.#wakeTimer);
    const wait = Math.min(Math.max(0, at - this.#around.now()), 0x7fffffff);
    this.#wakeTimer = setTimeout(() => {
      this.#wakeAt = Infinity;
      if (!this.#stopped) this.report('net.tick', {});
    }, wait);
  }

  #stop(reason: 'storage_failed' | 'core_failed' | 'elsewhere'): void {
    if (this.#stopped) return;
    this.stop();
    this.#events.stopped(reason);
  }
}
