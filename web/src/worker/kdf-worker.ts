/**
 * Derives one key in a core of its own and is ended then: the derivation takes 64 MiB, and the memory of a module never
 * shrinks.
 */
import { ask } from './ask.ts';
import { Core, type CoreFiles } from './core.ts';

export interface KdfRequest {
  files: CoreFiles;
  passphrase: string;
  /** null: a fresh one. */
  salt: Uint8Array | null;
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
