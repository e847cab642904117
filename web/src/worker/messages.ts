import type { Args, Command } from './boundary.ts';

/** What the page tells its worker. Every message gets one reply with the same number. */
export type ToWorker =
  | { kind: 'start'; wasm: string; steal: boolean }
  | { kind: 'unlock'; key: Uint8Array }
  | { kind: 'call'; command: Command; args: Args<Command> }
  | { kind: 'online'; online: boolean }
  | { kind: 'lock' }
  | { kind: 'clear' };

export type Numbered = ToWorker & { number: number };

export type FromWorker =
  | { kind: 'reply'; number: number; value: unknown }
  | { kind: 'refusal'; number: number; code: string; detail: unknown }
  | { kind: 'changed'; topics: string[] }
  | { kind: 'stopped'; reason: 'storage_failed' | 'core_failed' | 'elsewhere' };
