import type { Args, Result } from '../worker/boundary.ts';

/** Keeps the screen on. */
export interface Awake {
  readonly held: boolean;
  hold(): Promise<boolean>;
  release(): void;
}

export interface Ringing {
  ring(how: 'soft' | 'full'): Promise<boolean>;
  doubt(): void;
  rest(): void;
}

/** All that a talk needs of the world around it. */
export interface Ports {
  now(): number;
  /** Calls back later; gives what takes that back. */
  later(milliseconds: number, then: () => void): () => void;
  move(args: Args<'session.move'>): Promise<Result<'session.move'>>;
  keep(state: string): void;
  bell: Ringing;
  awake: Awake;
  /** One short tick of the phone, where it has one. */
  tick(): void;
}
