import type { Args, Command, ErrorCode, Result } from './boundary.ts';

export type { Args, Command, Result } from './boundary.ts';

/** Codes that the core can return, and those that only its host can know of. */
export type Code = ErrorCode | 'storage_failed' | 'core_failed' | 'elsewhere' | 'wrong_passphrase';

export class HearthError extends Error {
  readonly code: string;
  readonly detail: unknown;

  constructor(code: Code | (string & {}), detail: unknown = null) {
    super(code);
    this.name = 'HearthError';
    this.code = code;
    this.detail = detail;
  }
}

export function codeOf(error: unknown): string {
  return error instanceof HearthError ? error.code : 'core_failed';
}

export type ClientEvent =
  { kind: 'changed'; topics: string[] } | { kind: 'storage_failed' } | { kind: 'elsewhere' } | { kind: 'failed'; message: string };

export interface Unlocking {
  key: Uint8Array;
  salt: Uint8Array;
}

/** One core, as the views see it. The real one speaks to a worker; the demonstration has two in one page. */
export interface Client {
  /** Takes the writer's place in this browser and reads whether there is a vault. Fails with `elsewhere`. */
  start(options?: { steal?: boolean }): Promise<'new' | 'locked'>;
  /** Derives the key of a passphrase: with a fresh salt for a new one, with the vault's own for the present one. */
  derive(passphrase: string, which: 'new' | 'present'): Promise<Unlocking>;
  /** Opens the vault and loads everything. Fails with `wrong_passphrase`. */
  unlock(passphrase: string): Promise<void>;
  call<K extends Command>(command: K, args: Args<K>): Promise<Result<K>>;
  listen(listener: (event: ClientEvent) => void): () => void;
  /** Wipes the keys from memory and ends the worker. */
  lock(): Promise<'new' | 'locked'>;
  /** Removes everything that this browser keeps of Hearth. */
  clear(): Promise<void>;
  close(): void;
}
