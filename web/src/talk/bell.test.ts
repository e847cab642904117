import { describe, expect, it } from 'vitest';
import { Bell, type Sound, type SoundState } from './bell.ts';

/** A sound that wakes as it is told to, and notes what it was struck with. */
class FakeSound implements Sound {
  readonly struck: number[] = [];
  state: SoundState;
  readonly #wakesTo: SoundState | 'never' | 'fails';

  constructor(state: SoundState, wakesTo: SoundState | 'never' | 'fails' = 'running') {
    this.state = state;
    this.#wakesTo = wakesTo;
  }
  resume(): Promise<void> {
    if (this.#wakesTo === 'never') return new Promise(() => undefined);
    if (this.#wakesTo === 'fails') return Promise.reject(new Error('no touch'));
    this.state = this.#wakesTo;
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }
  strike(loudness: number): void {
    if (this.state !== 'running') throw new Error(`struck while ${this.state}`);
    this.struck.push(loudness);
  }
}

/** A bell that gets these sounds one after the other. */
function bellOf(...sounds: (FakeSound | null)[]): Bell {
  return new Bell(() => sounds.shift() ?? null);
}

describe('the bell', () => {
  it('rings softly and fully on one sound while that sounds', async () => {
    const sound = new FakeSound('running');
    const bell = bellOf(sound);
    expect([await bell.ring('soft'), await bell.ring('full')]).toEqual([true, true]);
    expect(sound.struck).toHaveLength(2);
    expect(sound.struck[0]).toBeLessThan(sound.struck[1]!);
  });

  it('wakes a suspended sound', async () => {
    const sound = new FakeSound('running');
    const bell = bellOf(sound);
    await bell.ring('full');
    sound.state = 'suspended';
    expect(await bell.ring('full')).toBe(true);
    expect(sound.struck).toHaveLength(2);
  });

  it.each(['interrupted', 'closed'] as const)('takes a new sound when the old one is %s', async (state) => {
    const [old, fresh] = [new FakeSound('running'), new FakeSound('suspended')];
    const bell = bellOf(old, fresh);
    await bell.ring('full');
    old.state = state;
    expect(await bell.ring('full')).toBe(true);
    expect(fresh.struck).toHaveLength(1);
    expect(old.state).toBe('closed');
  });

  it('takes a new sound when the old one does not wake', async () => {
    const [old, fresh] = [new FakeSound('running', 'never'), new FakeSound('running')];
    const bell = bellOf(old, fresh);
    await bell.ring('full');
    old.state = 'suspended';
    expect(await bell.ring('full')).toBe(true);
    expect(fresh.struck).toHaveLength(1);
  });

  it('tries a new sound after the page was away, and keeps the old one when the new one stays mute', async () => {
    const [old, mute] = [new FakeSound('running'), new FakeSound('suspended', 'fails')];
    const bell = bellOf(old, mute);
    await bell.ring('full');
    bell.doubt();
    expect(await bell.ring('full')).toBe(true);
    expect([old.struck.length, mute.struck.length]).toEqual([2, 0]);
  });

  it('says that it was not heard where nothing sounds', async () => {
    expect(await bellOf(null).ring('full')).toBe(false);
    expect(await bellOf(new FakeSound('suspended', 'fails')).ring('full')).toBe(false);
    expect(await bellOf(new FakeSound('suspended', 'never')).ring('full')).toBe(false);
    expect(await bellOf(new FakeSound('suspended', 'interrupted')).ring('full')).toBe(false);
  });

  it('rests without a sound and begins anew', async () => {
    const [old, fresh] = [new FakeSound('running'), new FakeSound('running')];
    const bell = bellOf(old, fresh);
    bell.rest();
    await bell.ring('full');
    bell.rest();
    expect(old.state).toBe('closed');
    expect(await bell.ring('full')).toBe(true);
    expect(fresh.struck).toHaveLength(1);
  });
});
