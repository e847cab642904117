/** One invented partner: a core with weeks behind it, a store that forgets, and no network at all. */
import { HearthError } from './client.ts';
import { Core } from './core.ts';
import { Host } from './host.ts';
import type { DemoMessage, FromWorker, NumberedDemo } from './messages.ts';
import { MemoryStore } from './store.ts';

let host: Host | null = null;

function tell(message: FromWorker): void {
  postMessage(message);
}

async function answer(message: DemoMessage): Promise<unknown> {
  if (message.kind === 'demo') {
    const core = await Core.load(message.files);
    host = new Host(
      core,
      new MemoryStore(),
      { changed: (topics) => tell({ kind: 'changed', topics }), stopped: (reason) => tell({ kind: 'stopped', reason }) },
      { now: () => Date.now(), carry: () => undefined },
    );
    await host.boot();
    await host.call('demo.start', { script: message.script, who: message.who });
    return null;
  }
  if (!host) throw new HearthError('not_ready');
  return host.call(message.command, message.args);
}

addEventListener('message', (event: MessageEvent<NumberedDemo>) => {
  const { number, ...message } = event.data;
  answer(message)
    .then((value) => tell({ kind: 'reply', number, value }))
    .catch((error: unknown) => {
      const failure = error instanceof HearthError ? error : new HearthError('core_failed', String(error));
      tell({ kind: 'refusal', number, code: failure.code, detail: failure.detail });
    });
});
