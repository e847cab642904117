import type { Args, Command } from './boundary.ts';
import type { CoreFiles } from './core.ts';

/** What the page tells its worker. Every message gets one reply with the same number. */
export type ToWorker =
  | { kind: 'start'; files: CoreFiles; steal: boolean }
  | { kind: 'unlock'; key: Uint8Array }
  | { kind: 'call'; command: Command; args: Args<Command> }
  | { kind: 'online'; online: boolean }
  | { kind: 'derived'; id: number; key: Uint8Array | null }
  | { kind: 'lock' }
  | { kind: 'clear' };

export type Numbered = ToWorker & { number: number };

export type FromWorker =
  | { kind: 'reply'; number: number; value: unknown }
  | { kind: 'refusal'; number: number; code: string; detail: unknown }
  | { kind: 'changed'; topics: string[] }
  /** The core wants a key derived; the page has a short-lived worker do it. */
  | { kind: 'kdf'; id: number; passphrase: string; salt: Uint8Array }
  | { kind: 'stopped'; reason: 'storage_failed' | 'core_failed' | 'elsewhere' };

/** What the demonstration tells its workers. */
export type DemoMessage =
  { kind: 'demo'; files: CoreFiles; who: 'sam' | 'robin'; script: Uint8Array } | { kind: 'call'; command: Command; args: Args<Command> };

export type NumberedDemo = DemoMessage & { number: number };
