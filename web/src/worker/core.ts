/** The core as a module of bytes: it asks its host for nothing and answers every request. */
interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  hearth_alloc(size: number): number;
  hearth_free(address: number): void;
  hearth_call(request: number, size: number): number;
  hearth_library(text: number, size: number): void;
}

/** Where the module and the library of questions lie. */
export interface CoreFiles {
  wasm: string;
  library: string;
}

async function get(address: string): Promise<Response> {
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`core: ${response.status}`);
  return response;
}

export class Core {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.#exports._initialize();
  }

  static async load(files: CoreFiles): Promise<Core> {
    const module = get(files.wasm).then(async (response) =>
      /^application\/wasm/.test(response.headers.get('Content-Type') ?? '')
        ? await WebAssembly.instantiateStreaming(response, {})
        : await WebAssembly.instantiate(await response.arrayBuffer(), {}),
    );
    const library = get(files.library).then((response) => response.arrayBuffer());
    const [{ instance }, text] = await Promise.all([module, library]);
    const core = new Core(instance.exports as unknown as Exports);
    core.#hand(new Uint8Array(text));
    return core;
  }

  /** The library stays where it is put: it is asked for questions as long as the core lives. */
  #hand(library: Uint8Array): void {
    const { hearth_alloc, hearth_library, memory } = this.#exports;
    const place = hearth_alloc(library.length);
    new Uint8Array(memory.buffer, place, library.length).set(library);
    hearth_library(place, library.length);
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
