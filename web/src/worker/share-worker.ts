/** Opens one page for a counsellor in a core of its own, with the key that the link carried, and is ended then. */
import { ask } from './ask.ts';
import { Core, type CoreFiles } from './core.ts';

export interface ShareRequest {
  files: CoreFiles;
  body: Uint8Array;
  /** What stands behind # in the link. */
  key: string;
}

addEventListener('message', (event: MessageEvent<ShareRequest>) => {
  const { files, body, key } = event.data;
  Core.load(files)
    .then((core) => postMessage({ document: ask(core, 'counsel.read', { body, key }).document }))
    .catch((error: unknown) => postMessage({ error: String(error) }));
});
