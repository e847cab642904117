import { codeOf, type Args, type Command, type Result } from '../worker/client.ts';
import type { Hearth } from './hearth.svelte.ts';

/** A view of the core that is asked again whenever something changed. Call it while a component is being set up. */
export class Live<K extends Command> {
  value = $state.raw<Result<K> | null>(null);
  error = $state('');
  #hearth: Hearth;
  #command: K;
  #args: () => Args<K>;
  #turn = 0;

  constructor(hearth: Hearth, command: K, args: () => Args<K>) {
    this.#hearth = hearth;
    this.#command = command;
    this.#args = args;
    $effect(() => {
      void hearth.version;
      void this.#load(args());
    });
  }

  reload(): Promise<void> {
    return this.#load(this.#args());
  }

  async #load(args: Args<K>): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const value = await this.#hearth.call(this.#command, args);
      if (turn !== this.#turn) return;
      this.value = value;
      this.error = '';
    } catch (error) {
      if (turn === this.#turn) this.error = codeOf(error);
    }
  }
}
