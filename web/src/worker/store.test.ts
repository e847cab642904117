import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { StoredItem } from './boundary.ts';
import { BrowserStore, StaleWriter } from './store.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function everything(store: BrowserStore, table: 'records' | 'events'): Promise<StoredItem[]> {
  const all: StoredItem[] = [];
  await store.read(table, (items) => {
    all.push(...items);
    return Promise.resolve();
  });
  return all;
}

describe('the store of the browser', () => {
  it('gives back what was put in, and the vault apart', async () => {
    const store = await BrowserStore.open();
    await store.apply([
      { table: 'records', key: 'vault', value: bytes('wrapped') },
      { table: 'records', key: 'state', value: bytes('sealed') },
      { table: 'events', key: 'aa/01', value: bytes('event') },
    ]);
    expect(await store.vault()).toEqual(bytes('wrapped'));
    expect((await everything(store, 'records')).map((item) => item.key)).toEqual(['state']);
    expect((await everything(store, 'events')).map((item) => item.key)).toEqual(['aa/01']);
    await store.apply([{ table: 'events', key: 'aa/01', value: null }]);
    expect(await everything(store, 'events')).toEqual([]);
    await store.clear();
  });

  it('reads more than one batch in order and loses none', async () => {
    const store = await BrowserStore.open();
    const keys = Array.from({ length: 700 }, (_, index) => `aa/${String(index).padStart(4, '0')}`);
    await store.apply(keys.map((key) => ({ table: 'events', key, value: bytes(key) })));
    expect((await everything(store, 'events')).map((item) => item.key)).toEqual(keys);
    await store.clear();
  });

  it('picks what is asked for again, and nothing that is not there', async () => {
    const store = await BrowserStore.open();
    await store.apply([
      { table: 'events', key: 'aa/01', value: bytes('one') },
      { table: 'events', key: 'aa/02', value: bytes('two') },
    ]);
    expect(await store.pick(['aa/02', 'aa/09'])).toEqual([{ key: 'aa/02', value: bytes('two') }]);
    await store.clear();
  });

  it('refuses a writer whose turn has passed, and writes nothing of it', async () => {
    const first = await BrowserStore.open();
    const second = await BrowserStore.open();
    await expect(first.apply([{ table: 'events', key: 'aa/01', value: bytes('late') }])).rejects.toBeInstanceOf(StaleWriter);
    expect(await everything(second, 'events')).toEqual([]);
    await second.apply([{ table: 'events', key: 'aa/02', value: bytes('now') }]);
    expect((await everything(second, 'events')).length).toBe(1);
    first.close();
    await second.clear();
  });
});
