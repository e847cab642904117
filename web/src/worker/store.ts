import type { StoredItem, StoreEffect } from './boundary.ts';

/** What a core keeps between two lives of its worker. The values are ciphertext, and the wrapped key of the vault. */
export interface Store {
  vault(): Promise<Uint8Array | null>;
  apply(effects: StoreEffect[]): Promise<void>;
  read(table: 'records' | 'events', each: (items: StoredItem[]) => Promise<void>): Promise<void>;
  /** The stored values of these keys, those that are there. */
  pick(keys: string[]): Promise<StoredItem[]>;
  clear(): Promise<void>;
  close(): void;
}

const name = 'hearth';
const version = 1;
const tables = ['records', 'events'] as const;
const batchBytes = 2 << 20;
const batchItems = 256;

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('storage_aborted'));
    transaction.onerror = () => reject(transaction.error ?? new Error('storage'));
  });
}

export class StaleWriter extends Error {}

/**
 * The browser's database. A third table holds one number, the writer's turn: every write looks at it in its own
 * transaction, so that a tab which lost its turn while it was frozen can do no harm when it wakes.
 */
export class BrowserStore implements Store {
  readonly #database: IDBDatabase;
  #turn = 0;

  private constructor(database: IDBDatabase) {
    this.#database = database;
    database.onversionchange = () => database.close();
  }

  static async open(): Promise<BrowserStore> {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      const database = request.result;
      for (const table of [...tables, 'host']) if (!database.objectStoreNames.contains(table)) database.createObjectStore(table);
    };
    const store = new BrowserStore(await settled(request));
    await store.#takeTurn();
    return store;
  }

  async #takeTurn(): Promise<void> {
    const transaction = this.#database.transaction('host', 'readwrite', { durability: 'strict' });
    const done = finished(transaction);
    const host = transaction.objectStore('host');
    const last = ((await settled(host.get('turn'))) as number | undefined) ?? 0;
    this.#turn = last + 1;
    host.put(this.#turn, 'turn');
    await done;
  }

  async vault(): Promise<Uint8Array | null> {
    const value = (await settled(this.#database.transaction('records').objectStore('records').get('vault'))) as Uint8Array | undefined;
    return value ?? null;
  }

  /** All or nothing, on the disk before it returns. */
  async apply(effects: StoreEffect[]): Promise<void> {
    const transaction = this.#database.transaction([...tables, 'host'], 'readwrite', { durability: 'strict' });
    const done = finished(transaction);
    const turn = (await settled(transaction.objectStore('host').get('turn'))) as number | undefined;
    if (turn !== this.#turn) {
      transaction.abort();
      await done.catch(() => undefined);
      throw new StaleWriter();
    }
    for (const { table, key, value } of effects) {
      const place = transaction.objectStore(table);
      if (value === null) place.delete(key);
      else place.put(value, key);
    }
    transaction.commit();
    await done;
  }

  async read(table: 'records' | 'events', each: (items: StoredItem[]) => Promise<void>): Promise<void> {
    let after: IDBKeyRange | null = null;
    for (;;) {
      const place = this.#database.transaction(table).objectStore(table);
      const [keys, values] = (await Promise.all([
        settled(place.getAllKeys(after, batchItems)),
        settled(place.getAll(after, batchItems)),
      ])) as [string[], Uint8Array[]];
      if (keys.length === 0) return;
      let batch: StoredItem[] = [];
      let bytes = 0;
      for (const [index, key] of keys.entries()) {
        const value = values[index]!;
        if (table === 'records' && key === 'vault') continue;
        batch.push({ key, value });
        bytes += value.length;
        if (bytes < batchBytes) continue;
        await each(batch);
        batch = [];
        bytes = 0;
      }
      if (batch.length > 0) await each(batch);
      after = IDBKeyRange.lowerBound(keys[keys.length - 1]!, true);
    }
  }

  async pick(keys: string[]): Promise<StoredItem[]> {
    const events = this.#database.transaction('events').objectStore('events');
    const values = (await Promise.all(keys.map((key) => settled(events.get(key))))) as (Uint8Array | undefined)[];
    return keys.flatMap((key, index) => {
      const value = values[index];
      return value ? [{ key, value }] : [];
    });
  }

  async clear(): Promise<void> {
    this.#database.close();
    const request = indexedDB.deleteDatabase(name);
    await new Promise<void>((resolve, reject) => {
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error('storage'));
      request.onblocked = () => resolve();
    });
  }

  close(): void {
    this.#database.close();
  }
}

/** For the demonstration: nothing outlives the page. */
export class MemoryStore implements Store {
  readonly #tables = new Map<string, Map<string, Uint8Array>>();

  #table(table: string): Map<string, Uint8Array> {
    let found = this.#tables.get(table);
    if (!found) this.#tables.set(table, (found = new Map()));
    return found;
  }

  vault(): Promise<Uint8Array | null> {
    return Promise.resolve(this.#table('records').get('vault') ?? null);
  }

  apply(effects: StoreEffect[]): Promise<void> {
    for (const { table, key, value } of effects) {
      if (value === null) this.#table(table).delete(key);
      else this.#table(table).set(key, value);
    }
    return Promise.resolve();
  }

  async read(table: 'records' | 'events', each: (items: StoredItem[]) => Promise<void>): Promise<void> {
    const items = [...this.#table(table)].filter(([key]) => table !== 'records' || key !== 'vault').map(([key, value]) => ({ key, value }));
    if (items.length > 0) await each(items);
  }

  pick(keys: string[]): Promise<StoredItem[]> {
    return Promise.resolve(
      keys.flatMap((key) => {
        const value = this.#table('events').get(key);
        return value ? [{ key, value }] : [];
      }),
    );
  }

  clear(): Promise<void> {
    this.#tables.clear();
    return Promise.resolve();
  }

  close(): void {
    // Nothing is open.
  }
}
