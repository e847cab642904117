import type { NetEffect } from './boundary.ts';

/** Everything but the derivation of keys, which is not the network's affair. */
export type Carried = Exclude<NetEffect, { kind: 'kdf' }>;

/** What the carrier tells the core about a request. */
export interface Reports {
  result(id: number, status: number, body: Uint8Array): void;
  failed(id: number): void;
  opened(id: number): void;
  frame(id: number, data: Uint8Array): void;
  closed(id: number): void;
}

/** Carries the core's bytes to the server of this page and back. It understands none of them. */
export class Carrier {
  readonly #origin: string;
  readonly #reports: Reports;
  readonly #sockets = new Map<number, WebSocket>();
  readonly #stop = new AbortController();

  constructor(origin: string, reports: Reports) {
    this.#origin = origin;
    this.#reports = reports;
  }

  carry(request: Carried): void {
    switch (request.kind) {
      case 'http':
        void this.#http(request);
        return;
      case 'socket.open':
        this.#open(request.id, request.path);
        return;
      case 'socket.send':
        this.#send(request.id, request.data);
        return;
      case 'socket.close':
        this.#sockets.get(request.id)?.close();
        return;
    }
  }

  close(): void {
    this.#stop.abort();
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  async #http(request: Extract<Carried, { kind: 'http' }>): Promise<void> {
    try {
      const response = await fetch(this.#origin + request.path, {
        method: request.method,
        headers: request.headers,
        body: request.body as Uint8Array<ArrayBuffer> | null,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(40_000)]),
      });
      const body = new Uint8Array(await response.arrayBuffer());
      this.#reports.result(request.id, response.status, body);
    } catch {
      if (!this.#stop.signal.aborted) this.#reports.failed(request.id);
    }
  }

  #open(id: number, path: string): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#origin.replace(/^http/, 'ws') + path);
    } catch {
      this.#reports.failed(id);
      return;
    }
    socket.binaryType = 'arraybuffer';
    this.#sockets.set(id, socket);
    socket.onopen = () => this.#reports.opened(id);
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.#reports.frame(id, new Uint8Array(event.data));
    socket.onclose = () => {
      if (this.#sockets.delete(id)) this.#reports.closed(id);
    };
  }

  #send(id: number, data: Uint8Array): void {
    const socket = this.#sockets.get(id);
    if (socket?.readyState === WebSocket.OPEN) socket.send(data as Uint8Array<ArrayBuffer>);
  }
}
