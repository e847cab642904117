/** The core as a module of bytes: it asks its host for nothing and answers every request. */
interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  hearth_alloc(size: number): number;
  hearth_free(address: number): void;
  hearth_call(request: number, size: number): number;
}

export class Core {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.#exports._initialize();
  }

  static async load(address: string): Promise<Core> {
    const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok) throw new Error(`core: ${response.status}`);
    const { instance } = /^application\/wasm/.test(response.headers.get('Content-Type') ?? '')
      ? await WebAssembly.instantiateStreaming(response, {})
      : await WebAssembly.instantiate(await response.arrayBuffer(), {});
    return new Core(instance.exports as unknown as Exports);
  }

  static async of(bytes: BufferSource): Promise<Core> {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return new Core(instance.exports as unknown as Exports);
  }

  call(request: Uint8Array): Uint8Array {
    const { hearth_alloc, hearth_call, hearth_free, memory } = this.#exports;
    const place = hearth_alloc(request.length);
    new Uint8Array(memory.buffer, place, request.length).set(request);
    const answer = hearth_call(place, request.length);
    hearth_free(place);
    const length = new DataView(memory.buffer).getUint32(answer, true);
    const bytes = new Uint8Array(memory.buffer, answer + 4, length).slice();
    hearth_free(answer);
    return bytes;
  }
}
