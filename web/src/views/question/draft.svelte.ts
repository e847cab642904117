/** Keeps what is being written: a moment after the last letter, and at once when the field is left. */
export class Draft {
  text = $state('');
  kept = $state(false);
  #keep: (text: string) => Promise<unknown>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: string;
  #onDirty: (dirty: boolean) => void;

  constructor(initial: string, keep: (text: string) => Promise<unknown>, onDirty: (dirty: boolean) => void) {
    this.text = initial;
    this.#last = initial;
    this.kept = initial !== '';
    this.#keep = keep;
    this.#onDirty = onDirty;
  }

  touched(): void {
    this.kept = false;
    this.#onDirty(true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), 350);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.text === this.#last) {
      this.#onDirty(false);
      return;
    }
    const text = this.text;
    try {
      await this.#keep(text);
      this.#last = text;
      this.kept = true;
      if (this.text === text) this.#onDirty(false);
    } catch {
      this.kept = false;
    }
  }

  /** What was written has gone its way: nothing is left to keep. */
  spent(): void {
    clearTimeout(this.#timer);
    this.#last = this.text;
    this.#onDirty(false);
  }
}
