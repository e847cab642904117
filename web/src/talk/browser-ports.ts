import type { Hearth } from '../store/hearth.svelte.ts';
import { keepTalk, readTalk } from '../store/talk.ts';
import { Bell, strike, type Sound, type SoundState } from './bell.ts';
import type { Awake, Ports } from './ports.ts';

/** Newer than the types that we build with: which kind of sound a page makes, and so whether the silent switch holds it back. */
interface WithSession {
  audioSession?: { type: string };
}

function speakUp(type: 'playback' | 'auto'): void {
  const session = (navigator as Navigator & WithSession).audioSession;
  if (session) session.type = type;
}

function browserSound(): Sound | null {
  if (typeof AudioContext === 'undefined') return null;
  const context = new AudioContext();
  return {
    get state() {
      return context.state as SoundState;
    },
    resume: () => context.resume(),
    close: () => (context.state === 'closed' ? Promise.resolve() : context.close()),
    strike: (loudness) => strike(context, loudness),
  };
}

/** One bell for a page: the tap that tries it is what lets it sound later. */
let bell: Bell | null = null;
export function pageBell(): Bell {
  return (bell ??= new Bell(browserSound));
}

/** The bell is tried by a tap; from now on, until the talk is over, the silent switch does not hold it back. */
export function tryBell(): Promise<boolean> {
  speakUp('playback');
  return pageBell().ring('full');
}

export class ScreenLock implements Awake {
  #lock: WakeLockSentinel | null = null;

  get held(): boolean {
    return this.#lock !== null && !this.#lock.released;
  }

  async hold(): Promise<boolean> {
    if (this.held) return true;
    try {
      this.#lock = (await navigator.wakeLock?.request('screen')) ?? null;
    } catch {
      this.#lock = null;
    }
    return this.held;
  }

  release(): void {
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }
}

export function browserPorts(hearth: Hearth): Ports {
  const ring = pageBell();
  speakUp('playback');
  return {
    now: () => Date.now(),
    later(milliseconds, then) {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
    move: (args) => hearth.call('session.move', args),
    keep: (state) => keepTalk(hearth, { state, plain: readTalk(hearth)?.plain ?? false }),
    bell: {
      ring: (how) => ring.ring(how),
      doubt: () => ring.doubt(),
      rest() {
        ring.rest();
        speakUp('auto');
      },
    },
    awake: new ScreenLock(),
    tick() {
      // Android alone; nothing depends on it.
      if (hearth.status?.settings.haptics !== false) navigator.vibrate?.(30);
    },
  };
}
