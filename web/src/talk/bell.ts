/** The bell of a talk: struck by arithmetic, so that there is no file and no licence. */
export type SoundState = 'running' | 'suspended' | 'interrupted' | 'closed';

/** What a bell hangs on. The browser has one (browser-ports.ts), and tests have others. */
export interface Sound {
  readonly state: SoundState;
  resume(): Promise<void>;
  close(): Promise<void>;
  strike(loudness: number): void;
}

const loudness = { soft: 0.25, full: 0.8 };
/** A sound that does not wake within this time will not. */
const patience = 500;

/**
 * Rings, whatever became of the sound meanwhile: a phone that locked itself leaves it `suspended`, an iPhone
 * `interrupted`, and sometimes only a new one sounds again. Whoever rings hears whether it was heard.
 */
export class Bell {
  readonly #make: () => Sound | null;
  #sound: Sound | null = null;
  #doubted = false;

  constructor(make: () => Sound | null) {
    this.#make = make;
  }

  async ring(how: keyof typeof loudness): Promise<boolean> {
    const sound = await this.#awake();
    if (!sound) return false;
    try {
      sound.strike(loudness[how]);
      return true;
    } catch {
      return false;
    }
  }

  /** The page was away: a sound that says `running` may be mute, so the next ring tries a new one first. */
  doubt(): void {
    this.#doubted = true;
  }

  rest(): void {
    void this.#sound?.close().catch(() => undefined);
    this.#sound = null;
  }

  async #awake(): Promise<Sound | null> {
    const old = this.#sound;
    const usable = old && old.state !== 'closed' && old.state !== 'interrupted' && !this.#doubted;
    if (usable && (await this.#woken(old))) return old;
    const fresh = this.#make();
    if (fresh && (await this.#woken(fresh))) {
      void old?.close().catch(() => undefined);
      this.#sound = fresh;
      this.#doubted = false;
      return fresh;
    }
    void fresh?.close().catch(() => undefined);
    // The new one may not sound without a touch; the old one perhaps does.
    return old && !usable && old.state !== 'closed' && (await this.#woken(old)) ? old : null;
  }

  async #woken(sound: Sound): Promise<boolean> {
    if (sound.state === 'running') return true;
    const late = new Promise((done) => setTimeout(done, patience));
    await Promise.race([sound.resume().catch(() => undefined), late]);
    return (sound.state as SoundState) === 'running';
  }
}

export const partials = [
  { frequency: 523.25, share: 0.6, seconds: 2.8 },
  { frequency: 1046.5 * 1.003, share: 0.28, seconds: 1.9 },
  { frequency: 1569.75 * 1.19, share: 0.12, seconds: 1.1 },
];

/** Three partials that die away. Works on a sound that plays and on one that is only worked out. */
export function strike(context: BaseAudioContext, volume: number, at = context.currentTime): void {
  for (const { frequency, share, seconds } of partials) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(Math.max(0.0002, volume * share), at + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + seconds + 0.05);
  }
}
