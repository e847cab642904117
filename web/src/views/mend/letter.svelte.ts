import type { Hearth } from '../../store/hearth.svelte.ts';
import type { OwnPage } from '../../worker/boundary.ts';

/** A page of one's own while it is being written: kept a moment after the last letter, one keeping after the other. */
export class Letter {
  lines = $state<Record<string, string>>({});
  kept = $state(false);
  /** The page as it was last kept; null before there is one. */
  event = $state<string | null>(null);
  readonly kind: string;
  readonly ids: readonly string[];
  #hearth: Hearth;
  #last: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(hearth: Hearth, kind: string, ids: readonly string[], page: OwnPage | null = null) {
    this.#hearth = hearth;
    this.kind = kind;
    this.ids = ids;
    this.#take(page);
    this.#last = this.#written();
  }

  get empty(): boolean {
    return this.ids.every((id) => !this.lines[id]?.trim());
  }

  /** In the order of the page, without the lines that were left out. */
  get words(): string {
    return this.ids
      .map((id) => this.lines[id]?.trim() ?? '')
      .filter(Boolean)
      .join('\n\n');
  }

  /** Goes on with a page that is there. */
  take(page: OwnPage | null): void {
    clearTimeout(this.#timer);
    this.#take(page);
    this.#last = this.#written();
    this.kept = false;
  }

  touched(): void {
    this.kept = false;
    this.#hearth.dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), 1500);
  }

  /** Keeps what there is. A second one waits for the first, or there would be two pages. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    return (this.#keeping = this.#keeping.then(() => this.#keep()));
  }

  async #keep(): Promise<void> {
    const written = this.#written();
    if (written === this.#last || (this.empty && !this.event)) {
      this.#hearth.dirty = false;
      return;
    }
    try {
      const lines = this.ids.map((id) => ({ id, text: (this.lines[id] ?? '').trim() })).filter((line) => line.text);
      const { event } = await this.#hearth.call('page.save', { kind: this.kind, lines, replaces: this.event });
      this.event = lines.length > 0 ? event : null;
      this.#last = written;
      this.kept = true;
      if (this.#written() === written) this.#hearth.dirty = false;
    } catch {
      this.kept = false;
    }
  }

  #take(page: OwnPage | null): void {
    this.event = page?.event ?? null;
    this.lines = Object.fromEntries(this.ids.map((id) => [id, page?.lines.find((line) => line.id === id)?.text ?? '']));
  }

  #written(): string {
    return JSON.stringify(this.ids.map((id) => this.lines[id] ?? ''));
  }
}
