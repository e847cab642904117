// A name of its own and a certificate for it, from an authority that nobody else has.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Leads the name to this machine. */
export const resolver = '--host-resolver-rules=MAP hearth.test 127.0.0.1';

export interface Certificate {
  /** What the server is started with. */
  server: string[];
  /** What a browser is started with, to know the key and the name. */
  browser: string[];
  remove(): void;
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const days = ['-days', '2'];

export function certificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-names-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  openssl('req', '-x509', ...curve, ...days, '-subj', '/CN=Test CA', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl('req', ...curve, '-subj', '/CN=hearth.test', '-keyout', 'key.pem', '-out', 'request.pem');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:hearth.test\n');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', ...days, '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'request.pem', ...signed, '-out', 'leaf.pem');
  writeFileSync(join(folder, 'chain.pem'), text('leaf.pem') + text('ca.pem'));
  openssl('x509', '-in', 'leaf.pem', '-pubkey', '-noout', '-out', 'public.pem');
  openssl('pkey', '-pubin', '-in', 'public.pem', '-outform', 'der', '-out', 'public.der');
  openssl('dgst', '-sha256', '-binary', '-out', 'public.hash', 'public.der');
  const pin = readFileSync(join(folder, 'public.hash')).toString('base64');
  return {
    server: ['--tls-cert', join(folder, 'chain.pem'), '--tls-key', join(folder, 'key.pem')],
    browser: [resolver, `--ignore-certificate-errors-spki-list=${pin}`],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
