// Under another name than localhost: over TLS everything works, over plain http the app says what is needed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { afterAll, expect } from 'vitest';
import { couple, desk, Person, type Looks } from './people.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-names-'));
const resolver = '--host-resolver-rules=MAP hearth.test 127.0.0.1';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

/** A certificate for hearth.test from an authority of our own. Gives the fingerprint by which a browser knows its key. */
function certificate(): string {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl(
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=hearth.test',
    '-keyout',
    'key.pem',
    '-out',
    'request.pem',
  );
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:hearth.test\n');
  openssl(
    'x509',
    '-req',
    '-in',
    'request.pem',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'names',
    '-out',
    'leaf.pem',
  );
  writeFileSync(join(folder, 'chain.pem'), readFileSync(join(folder, 'leaf.pem'), 'utf8') + readFileSync(join(folder, 'ca.pem'), 'utf8'));
  openssl('x509', '-in', 'leaf.pem', '-pubkey', '-noout', '-out', 'public.pem');
  openssl('pkey', '-pubin', '-in', 'public.pem', '-outform', 'der', '-out', 'public.der');
  openssl('dgst', '-sha256', '-binary', '-out', 'public.hash', 'public.der');
  return readFileSync(join(folder, 'public.hash')).toString('base64');
}

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const one = join(path, name);
    const kind = statSync(one, { throwIfNoEntry: false });
    return kind?.isDirectory() ? filesBelow(one) : kind?.isFile() ? [one] : [];
  });
}

/** The ways in which words may lie in a file. What is packed by zlib is searched apart. */
const forms: Record<string, (words: string) => Buffer[]> = {
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

/** Files of the profile in which the words lie in any of the forms. */
function holding(profile: string, words: string): string[] {
  const sought = Object.values(forms).flatMap((form) => form(words));
  return filesBelow(profile).filter((path) => {
    const bytes = readFileSync(path);
    const holds = (place: Buffer): boolean => sought.some((form) => place.includes(form));
    return holds(bytes) || (path.includes('IndexedDB') && unpacked(bytes).some(holds));
  });
}

test('over TLS under another name the two come in, and what they write is nowhere in the clear', async () => {
  const pin = certificate();
  const files = ['--tls-cert', join(folder, 'chain.pem'), '--tls-key', join(folder, 'key.pem')];
  const server = await Server.start({ extra: files, base: (port) => `https://hearth.test:${port}` });
  const looks: Looks = { args: [resolver, `--ignore-certificate-errors-spki-list=${pin}`] };
  const [sam, robin] = await couple(server.setupLink, [looks, { ...looks, viewport: desk, colorScheme: 'dark' }]);
  try {
    const secret = 'canary-wren-in-the-hedge';
    await sam.answers(secret);
    await sam.sees('Not here yet. There is no hurry.');
    await robin.answers('an answer of the other');
    await sam.sees('Both are sealed');
    await sam.tap('Open now');
    await robin.tap('Open now');
    await robin.sees(secret);
    await sam.goes('/mine');
    await sam.tap('Write');
    await sam.write('Diary', 'canary-owl-under-the-roof');
    await sam.tap('Keep');
    await sam.sees('canary-owl-under-the-roof');
    // The twin: a careless app that keeps the same kind of words beside ours. Looking has to find each of them.
    const twins = Object.keys(forms).concat('zlib');
    const careless = twins.map((form) => {
      const words = `canary-of-a-careless-app-${form}-by-the-sea`;
      const bytes = form === 'zlib' ? deflateSync(words) : forms[form]!(`..${words}`)[0]!;
      return [...(form === 'base64' ? Buffer.from(Buffer.from(`..${words}`).toString('base64')) : bytes)];
    });
    await sam.page.evaluate(async (all) => {
      const opening = indexedDB.open('careless', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('words');
      const database = await new Promise<IDBDatabase>((done) => (opening.onsuccess = () => done(opening.result)));
      const writing = database.transaction('words', 'readwrite', { durability: 'strict' });
      for (const [index, bytes] of all.entries()) writing.objectStore('words').put(new Uint8Array(bytes), index);
      await new Promise((done) => (writing.oncomplete = done));
      database.close();
    }, careless);
    await Promise.all([sam.context.close(), robin.context.close()]);
    for (const form of twins)
      expect(holding(sam.profile, `canary-of-a-careless-app-${form}-by-the-sea`).length, `the twin in ${form}`).toBeGreaterThan(0);
    for (const person of [sam, robin])
      for (const words of [secret, 'canary-owl-under-the-roof', 'an answer of the other']) {
        expect(filesBelow(person.profile).some((path) => path.includes('IndexedDB'))).toBe(true);
        expect(holding(person.profile, words)).toEqual([]);
      }
    expect([...sam.errors, ...robin.errors]).toEqual([]);
    expect([...sam.strangers, ...robin.strangers]).toEqual([]);
  } finally {
    await Promise.all([sam.leaves(), robin.leaves()]);
    await server.stop();
  }
});

test('over plain http under another name it says what is needed, and is no error', async () => {
  const server = await Server.start({ base: (port) => `http://hearth.test:${port}` });
  const guest = await Person.arrives('Guest', { args: [resolver] });
  try {
    await guest.page.goto(`${server.origin}/`);
    await guest.seesHeading('This needs HTTPS');
    await guest.sees('Three ways that work tonight');
    await isWell(guest, 'needs HTTPS', { controls: 0, passes: 12 });
  } finally {
    await guest.leaves();
    await server.stop();
  }
});
