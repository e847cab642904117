/** The one worker of a tab: owns the core, the database and the network. The page sees view-models only. */
import { HearthError } from './client.ts';
import { Carrier } from './carrier.ts';
import { Core, type CoreFiles } from './core.ts';
import { Host } from './host.ts';
import type { FromWorker, Numbered, ToWorker } from './messages.ts';
import { BrowserStore } from './store.ts';
import { takeTurn, type Turn } from './writer.ts';

let host: Host | null = null;
let store: BrowserStore | null = null;
let carrier: Carrier | null = null;
let turn: Turn | null = null;

function tell(message: FromWorker): void {
  postMessage(message);
}

function end(reason: 'storage_failed' | 'core_failed' | 'elsewhere'): void {
  host?.stop();
  carrier?.close();
  store?.close();
  turn?.release();
  tell({ kind: 'stopped', reason });
}

async function start(files: CoreFiles, steal: boolean): Promise<unknown> {
  turn = await takeTurn(steal, {
    async asked() {
      await host?.settled();
      end('elsewhere');
    },
    taken: () => end('elsewhere'),
  });
  if (!turn) throw new HearthError('elsewhere');
  const [core, opened] = await Promise.all([
    Core.load(files).catch((error: unknown) => {
      throw new HearthError('core_failed', String(error));
    }),
    BrowserStore.open().catch((error: unknown) => {
      throw new HearthError('storage_failed', String(error));
    }),
  ]);
  store = opened;
  const born = new Host(
    core,
    store,
    { changed: (topics) => tell({ kind: 'changed', topics }), stopped: end },
    {
      now: () => Date.now(),
      carry(request) {
        if (request.kind === 'kdf') tell({ kind: 'kdf', id: request.id, passphrase: request.passphrase, salt: request.salt });
        else carrier?.carry(request);
      },
    },
  );
  host = born;
  carrier = new Carrier(self.location.origin, {
    result: (id, status, body) => born.report('net.result', { id, status, body }),
    failed: (id) => born.report('net.failed', { id }),
    opened: (id) => born.report('net.opened', { id }),
    frame: (id, data) => born.report('net.frame', { id, data }),
    closed: (id) => born.report('net.closed', { id }),
  });
  return born.boot();
}

async function answer(message: ToWorker): Promise<unknown> {
  if (message.kind === 'start') return start(message.files, message.steal);
  if (!host || !store) throw new HearthError('not_ready');
  switch (message.kind) {
    case 'unlock':
      return host.unlock(message.key);
    case 'call':
      return host.call(message.command, message.args);
    case 'derived':
      return message.key
        ? host.call('net.result', { id: message.id, status: 200, body: message.key })
        : host.call('net.failed', { id: message.id });
    case 'online':
      return host.call(message.online ? 'net.online' : 'net.offline', {});
    case 'lock':
      await host.call('lock', {}).catch(() => undefined);
      host.stop();
      carrier?.close();
      store.close();
      turn?.release();
      return null;
    case 'clear':
      await host.call('clear', {}).catch(() => undefined);
      host.stop();
      carrier?.close();
      await store.clear();
      turn?.release();
      return null;
  }
}

addEventListener('message', (event: MessageEvent<Numbered>) => {
  const { number, ...message } = event.data;
  answer(message)
    .then((value) => tell({ kind: 'reply', number, value }))
    .catch((error: unknown) => {
      const failure = error instanceof HearthError ? error : new HearthError('core_failed', String(error));
      tell({ kind: 'refusal', number, code: failure.code, detail: failure.detail });
    });
});
