// Words that may lie nowhere in the clear, and how they are sought in the files of a browser.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { written } from './leveldb.ts';
import type { Person } from './people.ts';

/** What every canary begins with: one search finds whichever of them got out. */
export const stem = 'canary-of-this-hearth';
const careless = 'canary-of-a-careless-app';

export function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const one = join(path, name);
    const kind = statSync(one, { throwIfNoEntry: false });
    return kind?.isDirectory() ? filesBelow(one) : kind?.isFile() ? [one] : [];
  });
}

/** The ways in which words may lie in a file. What is packed by zlib is searched apart. */
export const forms: Record<string, (words: string) => Buffer[]> = {
  plain: (words) => [Buffer.from(words)],
  utf16: (words) => [Buffer.from(words, 'utf16le')],
  hex: (words) => [Buffer.from(Buffer.from(words).toString('hex')), Buffer.from(Buffer.from(words).toString('hex').toUpperCase())],
  // Wherever they stand in what was written in base64: the whole groups of three at each of the three beginnings.
  base64: (words) =>
    [0, 1, 2].map((skip) => {
      const bytes = Buffer.from(words).subarray(skip);
      return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64'));
    }),
};

/** Everything in the bytes that zlib can unpack. */
function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(0x78); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0x78, at + 1)) {
    if (bytes.readUInt16BE(at) % 31 !== 0) continue;
    try {
      found.push(inflateSync(bytes.subarray(at, at + 65_536), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 20 }));
    } catch {
      // No packed bytes begin here.
    }
  }
  return found;
}

/** Files of the profile in which the words lie in any of the forms, and what stands around them there. */
export function holding(profile: string, words: string): string[] {
  const sought = Object.values(forms).flatMap((form) => form(words));
  return filesBelow(profile).flatMap((path) => {
    const bytes = readFileSync(path);
    const places = path.includes('IndexedDB') ? [bytes, ...written(path, bytes)].flatMap((one) => [one, ...unpacked(one)]) : [bytes];
    for (const place of places)
      for (const form of sought) {
        const at = place.indexOf(form);
        if (at < 0) continue;
        const around = place.subarray(Math.max(0, at - 60), at + form.length + 60).toString('latin1');
        return [`${path}: ${around.replace(/[^ -~]/g, '·')}`];
      }
    return [];
  });
}

/** The ways in which the twin keeps words; looking has to find each of them. */
export const twins = Object.keys(forms).concat('zlib');
export const twin = (form: string): string => `${careless}-${form}-by-the-sea`;

/** A careless app that keeps the same kind of words beside ours, and one file as the cache of a page would. */
export async function behavesCarelessly(person: Person): Promise<void> {
  const written = twins.map((form) => {
    if (form === 'zlib') return [...deflateSync(twin(form))];
    return [...(form === 'base64' ? Buffer.from(Buffer.from(`..${twin(form)}`).toString('base64')) : forms[form]!(`..${twin(form)}`)[0]!)];
  });
  await person.page.evaluate(async (all) => {
    const opening = indexedDB.open('careless', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('words');
    const database = await new Promise<IDBDatabase>((done) => (opening.onsuccess = () => done(opening.result)));
    const write = async (when: string, values: Uint8Array<ArrayBuffer>[]): Promise<void> => {
      const writing = database.transaction('words', 'readwrite', { durability: 'strict' });
      for (const [index, bytes] of values.entries()) writing.objectStore('words').put(bytes, `${when} ${index}`);
      await new Promise((done) => (writing.oncomplete = done));
    };
    const values = all.map((bytes) => new Uint8Array(bytes));
    // Once before so much that the browser packs it into a table, and once behind it, where it lies in the log.
    await write('packed', values);
    await write(
      'much',
      Array.from({ length: 300 }, () => crypto.getRandomValues(new Uint8Array(20_000))),
    );
    await write('open', values);
    database.close();
    const cache = await caches.open('careless');
    await cache.put('/careless', new Response(new Uint8Array(all[0]!)));
  }, written);
}
