/**
 * Derives one key in a core of its own and is ended then: the derivation takes 64 MiB, and the memory of a module never
 * shrinks.
 */
import { decodeResponse, encodeRequest, type Args, type Command, type Result } from './boundary.ts';
import { Core, type CoreFiles } from './core.ts';

export interface KdfRequest {
  files: CoreFiles;
  passphrase: string;
  /** null: a fresh one. */
  salt: Uint8Array | null;
}

function ask<K extends Command>(core: Core, command: K, args: Args<K>): Result<K> {
  const entropy = crypto.getRandomValues(new Uint8Array(96));
  const response = decodeResponse<K>(core.call(encodeRequest({ now: Date.now(), zone: 'UTC', offset: 0, entropy, command, args })));
  if ('error' in response) throw new Error(response.error.code);
  return response.ok;
}

addEventListener('message', (event: MessageEvent<KdfRequest>) => {
  const { files, passphrase, salt } = event.data;
  Core.load(files)
    .then((core) => {
      const used = salt ?? ask(core, 'kdf.salt', {}).salt;
      const { key } = ask(core, 'kdf', { passphrase: passphrase.normalize('NFKC'), salt: used });
      postMessage({ key, salt: used });
    })
    .catch((error: unknown) => postMessage({ error: String(error) }));
});
