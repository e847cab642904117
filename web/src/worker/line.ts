import { HearthError } from './client.ts';
import type { FromWorker } from './messages.ts';

/** A line to a worker: each message gets one answer, and what the worker says by itself goes to `heard`. */
export class Line<Message> {
  readonly #worker: Worker;
  readonly #open = new Map<number, { resolve: (value: unknown) => void; reject: (error: HearthError) => void }>();
  #number = 0;

  constructor(
    worker: Worker,
    heard: (message: Exclude<FromWorker, { kind: 'reply' | 'refusal' }>) => void,
    broke: (message: string) => void,
  ) {
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      const message = event.data;
      if (message.kind !== 'reply' && message.kind !== 'refusal') {
        heard(message);
        return;
      }
      const waiting = this.#open.get(message.number);
      this.#open.delete(message.number);
      if (message.kind === 'reply') waiting?.resolve(message.value);
      else waiting?.reject(new HearthError(message.code, message.detail));
    };
    worker.onerror = (event) => broke(event.message);
  }

  ask(message: Message): Promise<unknown> {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#open.set(number, { resolve, reject });
      this.#worker.postMessage({ ...message, number });
    });
  }

  end(reason: HearthError): void {
    this.#worker.terminate();
    for (const waiting of this.#open.values()) waiting.reject(reason);
    this.#open.clear();
  }
}

/** State proxies of the page cannot be posted; their plain copies can. Bytes stay as they are. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
