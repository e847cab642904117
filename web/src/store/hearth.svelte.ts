import { getContext, setContext, type Component } from 'svelte';
import type { Status } from '../worker/boundary.ts';
import { codeOf, type Args, type Client, type Command, type Result } from '../worker/client.ts';
import type { Router } from './router.svelte.ts';

/**
 * starting: looking what this browser has · new: nothing yet · locked · unlocking · open
 * elsewhere: another tab writes · broken: the core or the storage could not go on
 */
export type Phase = 'starting' | 'new' | 'locked' | 'unlocking' | 'open' | 'elsewhere' | 'broken';

export type Overlay = 'none' | 'safety' | 'decoy' | 'keys';

export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

const contextKey = Symbol('hearth');

interface Unsent {
  diary: string;
  share: string;
  thanks: string;
  /** A line for each thing that was parked in a talk. */
  parked: string;
  /** Written line by line, by the address it was begun at: `page/…` becomes a page of one's own, all else lies in the diary. */
  begun: Record<string, Record<string, string>>;
}

const nothing = (): Unsent => ({ diary: '', share: '', thanks: '', parked: '', begun: {} });

/** Everything that a view may know or do. Views get it by `useHearth()`. */
export class Hearth {
  phase = $state<Phase>('starting');
  status = $state.raw<Status | null>(null);
  overlay = $state<Overlay>('none');
  toast = $state.raw<Toast | null>(null);
  /** Rises whenever the core says that something may differ. */
  version = $state(0);
  /** What the help page has besides where someone is in; it comes with the rooms, so that opening help asks for nothing. */
  helpMore = $state.raw<Component | null>(null);
  brokenBy = $state('');
  /** Words that stood on the screen, or were begun elsewhere, when nothing more could be kept. */
  rescued = $state.raw<string[]>([]);
  /** A field somewhere holds words that are not yet kept: no update now, and leaving the page asks first. */
  dirty = $state(false);
  /** What was begun and not yet sent or kept. It survives going to another room, and a lock puts it into the own room. */
  unsent = $state<Unsent>(nothing());
  /** A setup token or a partner's link that the address brought along; read once, never stored. */
  invitation = $state.raw<{ setup: string | null; link: string | null }>({ setup: null, link: null });

  readonly client: Client;
  readonly router: Router;
  readonly isDemo: boolean;
  #keepers: (() => Promise<void>)[] = [];
  #toasts = 0;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, router: Router, isDemo = false) {
    this.client = client;
    this.router = router;
    this.isDemo = isDemo;
    client.listen((event) => {
      if (event.kind === 'changed') void this.refresh();
      else if (event.kind === 'elsewhere') this.phase = 'elsewhere';
      else this.#break(event.kind === 'storage_failed' ? 'storage_failed' : 'core_failed');
    });
  }

  async start(options?: { steal?: boolean }): Promise<void> {
    this.phase = 'starting';
    try {
      this.phase = await this.client.start(options);
    } catch (error) {
      if (codeOf(error) === 'elsewhere') this.phase = 'elsewhere';
      else this.#break(codeOf(error));
    }
  }

  async unlock(passphrase: string): Promise<void> {
    this.phase = 'unlocking';
    try {
      await this.client.unlock(passphrase);
      await this.opened();
    } catch (error) {
      if (codeOf(error) === 'storage_failed' || codeOf(error) === 'core_failed') this.#break(codeOf(error));
      else this.phase = 'locked';
      throw error;
    }
  }

  /** After setup, unlock or recovery: the vault is open. */
  async opened(): Promise<void> {
    await this.refresh();
    this.phase = 'open';
  }

  async lock(): Promise<void> {
    if (this.phase !== 'open') return;
    await Promise.race([this.#keepUnsent(), new Promise((done) => setTimeout(done, 1000))]);
    this.phase = 'starting';
    this.status = null;
    this.toast = null;
    this.dirty = false;
    this.phase = await this.client.lock();
  }

  /** What a view has begun is kept before the vault closes. Gives what ends that. */
  beforeLock(keep: () => Promise<void>): () => void {
    this.#keepers.push(keep);
    return () => void (this.#keepers = this.#keepers.filter((one) => one !== keep));
  }

  async clear(): Promise<void> {
    this.phase = 'starting';
    this.status = null;
    await this.client.clear();
    this.router.replace('/welcome');
    await this.start();
  }

  call<K extends Command>(command: K, args: Args<K>): Promise<Result<K>> {
    return this.client.call(command, args);
  }

  async refresh(): Promise<void> {
    try {
      this.status = (await this.client.call('status.view', {})).status;
    } catch {
      return; // Locked in between: the lock screen is on its way.
    }
    this.version += 1;
  }

  say(text: string, undo?: () => void): void {
    clearTimeout(this.#toastTimer);
    this.#toasts += 1;
    this.toast = { id: this.#toasts, text, ...(undo ? { undo } : {}) };
    this.#toastTimer = setTimeout(() => (this.toast = null), undo ? 10_000 : 5_000);
  }

  hush(): void {
    clearTimeout(this.#toastTimer);
    this.toast = null;
  }

  /** One of the two has left: it can be read, and nothing more goes into it. */
  get closed(): boolean {
    return this.status !== null && (this.status.left || this.status.partner_left);
  }

  /** True while there is someone to open, send or share something with. */
  get together(): boolean {
    const status = this.status;
    return status !== null && status.paired && status.begin !== 'solo' && !status.left && !status.partner_left;
  }

  get partner(): string | null {
    return this.status?.partner || null;
  }

  /** Private by all means: unsent words go to the diary or the jar, never to anyone. */
  async #keepUnsent(): Promise<void> {
    const { diary, share, thanks, parked, begun } = this.unsent;
    this.unsent = nothing();
    await Promise.allSettled(this.#keepers.map((keep) => keep()));
    const loose = [diary, share, parked];
    try {
      for (const [place, lines] of Object.entries(begun)) {
        const written = Object.entries(lines).flatMap(([id, text]) => (text.trim() ? [{ id, text: text.trim() }] : []));
        if (written.length === 0) continue;
        const all = written.map((line) => line.text).join('\n\n');
        if (!place.startsWith('page/')) loose.push(all);
        else await this.call('page.save', { kind: place.slice(5), lines: written }).catch(() => loose.push(all));
      }
      for (const text of loose) if (text.trim()) await this.call('diary.save', { text: text.trim() });
      if (thanks.trim()) await this.call('thanks.save', { text: thanks.trim(), gave: '', jar: true });
    } catch {
      // Locking comes first.
    }
  }

  #break(code: string): void {
    if (!this.isDemo) {
      const written = [...document.querySelectorAll('textarea')].map((field) => field.value);
      const { begun, ...whole } = this.unsent;
      const lines = Object.values(begun).flatMap((one) => Object.values(one));
      const all = [...this.rescued, ...written, ...Object.values(whole), ...lines];
      this.rescued = all.filter((text, at) => text.trim() && all.indexOf(text) === at);
    }
    this.brokenBy = code;
    this.phase = 'broken';
  }
}

export function provideHearth(hearth: Hearth): Hearth {
  return setContext(contextKey, hearth);
}

export function useHearth(): Hearth {
  return getContext<Hearth>(contextKey);
}
