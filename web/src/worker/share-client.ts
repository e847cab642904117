import { scriptAddress } from '../trusted.ts';
import type { CounselDocument } from './boundary.ts';
import { coreFiles } from './core-files.ts';
import type { ShareRequest } from './share-worker.ts';
import shareAddress from './share-worker.ts?worker&url';

export type Opening = { document: CounselDocument } | { failed: 'gone' | 'broken' | 'far' };

/** The server hands out what it has, and cannot read it. */
async function fetched(id: string): Promise<Uint8Array | 'gone' | 'far'> {
  try {
    const response = await fetch(`/v1/shares/${encodeURIComponent(id)}`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    if (response.status === 404) return 'gone';
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : 'far';
  } catch {
    return 'far';
  }
}

function read(request: ShareRequest): Promise<CounselDocument | null> {
  const worker = new Worker(scriptAddress(shareAddress), { type: 'module', name: 'hearth-share' });
  return new Promise<CounselDocument | null>((done) => {
    worker.addEventListener('message', (event: MessageEvent<{ document?: CounselDocument }>) => done(event.data.document ?? null));
    worker.addEventListener('error', () => done(null));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

export async function openShare(secret: string): Promise<Opening> {
  const body = await fetched(secret.split('.')[0] ?? '');
  if (typeof body === 'string') return { failed: body };
  const document = await read({ files: coreFiles, body, key: secret });
  return document ? { document } : { failed: 'broken' };
}
