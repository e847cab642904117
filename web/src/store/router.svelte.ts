/** Where the person is. One router per app: the address bar in the real one, memory in each phone of the demonstration. */
export interface Router {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly depth: number;
  go(path: string): void;
  replace(path: string): void;
  back(fallback: string): void;
}

function split(address: string): { path: string; query: URLSearchParams } {
  const at = address.indexOf('?');
  const path = (at < 0 ? address : address.slice(0, at)).replace(/\/+$/, '') || '/';
  return { path, query: new URLSearchParams(at < 0 ? '' : address.slice(at + 1)) };
}

export class AddressRouter implements Router {
  #now = $state.raw(split(location.pathname + location.search));
  #depth = 0;

  constructor() {
    addEventListener('popstate', () => {
      this.#now = split(location.pathname + location.search);
      this.#depth = Math.max(0, this.#depth - 1);
    });
  }

  get path(): string {
    return this.#now.path;
  }

  get query(): URLSearchParams {
    return this.#now.query;
  }

  get depth(): number {
    return this.#depth;
  }

  go(path: string): void {
    if (path === location.pathname + location.search) return;
    history.pushState(null, '', path);
    this.#depth += 1;
    this.#now = split(path);
    scrollTo(0, 0);
  }

  replace(path: string): void {
    history.replaceState(null, '', path);
    this.#now = split(path);
    scrollTo(0, 0);
  }

  back(fallback: string): void {
    if (this.#depth > 0) history.back();
    else this.replace(fallback);
  }
}

export class MemoryRouter implements Router {
  #stack = $state.raw<string[]>(['/today']);
  #now = $derived(split(this.#stack[this.#stack.length - 1] ?? '/today'));

  constructor(start = '/today') {
    this.#stack = [start];
  }

  get path(): string {
    return this.#now.path;
  }

  get query(): URLSearchParams {
    return this.#now.query;
  }

  get depth(): number {
    return this.#stack.length - 1;
  }

  go(path: string): void {
    this.#stack = [...this.#stack, path];
  }

  replace(path: string): void {
    this.#stack = [...this.#stack.slice(0, -1), path];
  }

  back(fallback: string): void {
    if (this.#stack.length > 1) this.#stack = this.#stack.slice(0, -1);
    else this.replace(fallback);
  }
}
