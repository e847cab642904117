// Under another name than localhost: over TLS everything works, over plain http the app says what is needed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Files of the profile in which the words stand, plain, in UTF-16 or as base64. */
function holding(profile: string, words: string): string[] {
  const forms = [Buffer.from(words), Buffer.from(words, 'utf16le'), Buffer.from(Buffer.from(words).toString('hex'))];
  for (const skip of [0, 1, 2])
    forms.push(
      Buffer.from(
        Buffer.from(words)
          .subarray(skip, skip + 12)
          .toString('base64'),
      ),
    );
  return filesBelow(profile).filter((path) => {
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
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
    // What proves that looking finds anything at all: the same words left in the open on purpose.
    await sam.page.evaluate(() => localStorage.setItem('left-open', 'canary-left-in-the-open'));
    await sam.page.waitForTimeout(500);
    await Promise.all([sam.context.close(), robin.context.close()]);
    expect(holding(sam.profile, 'canary-left-in-the-open').length).toBeGreaterThan(0);
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
