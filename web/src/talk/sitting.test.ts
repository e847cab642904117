import { describe, expect, it } from 'vitest';
import type { Result, Session } from '../worker/boundary.ts';
import type { Ports } from './ports.ts';
import { Sitting, type Move } from './sitting.svelte.ts';

const evening = 1_795_204_800_000;
const minute = 60_000;

/** A core of two turns of a minute each, with no last sentence; a clock and timers that move when they are told to. */
class Room implements Ports {
  clock = evening;
  readonly moves: string[] = [];
  readonly rung: string[] = [];
  readonly kept: string[] = [];
  doubts = 0;
  rested = false;
  ticks = 0;
  refuses: Move | '' = '';
  unreadable = false;
  #timers: { at: number; then: () => void }[] = [];
  #session: Session = {
    kind: 'talk',
    minutes: 3,
    other_first: false,
    place: 0,
    phase: 'running',
    end: 'open',
    ends_at: evening + minute,
    left: 0,
    back_at: 0,
    next_at: evening + minute,
    given_back: 0,
    clock: true,
    may: [],
    turns: [
      { part: 'speak', who: 'first', seconds: 60 },
      { part: 'speak', who: 'second', seconds: 60 },
    ],
  };

  now(): number {
    return this.clock;
  }
  later(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.clock + milliseconds, then };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((one) => one !== timer));
  }
  move(args: { move: string; at: number; back_at: number }): Promise<Result<'session.move'>> {
    this.moves.push(args.move);
    if (this.unreadable || args.move === this.refuses) return Promise.reject(new Error('refused'));
    let session = { ...this.#session };
    let [ring, late] = ['none', 0];
    if (args.move === 'pause') session = { ...session, phase: 'paused', left: session.ends_at - args.at, next_at: null };
    if (args.move === 'resume') {
      const ends = args.at + session.left;
      session = { ...session, phase: 'running', ends_at: ends, next_at: ends, left: 0 };
    }
    if (args.move === 'stop') session = { ...session, phase: 'over', end: 'stopped', next_at: null };
    if (session.phase === 'running' && args.at >= session.ends_at) {
      ring = 'full';
      late = args.at - session.ends_at > 5000 ? args.at - session.ends_at : 0;
      const last = session.place === 1;
      const ends = args.at + minute;
      session = last ? { ...session, phase: 'over', end: 'done', next_at: null } : { ...session, place: 1, ends_at: ends, next_at: ends };
    }
    this.#session = session;
    return Promise.resolve({ state: `${args.move} ${this.moves.length}`, session, ring, late });
  }
  keep(state: string): void {
    this.kept.push(state);
  }
  readonly bell = {
    ring: (how: 'soft' | 'full') => Promise.resolve(this.rung.push(how) > 0),
    doubt: () => void (this.doubts += 1),
    rest: () => void (this.rested = true),
  };
  readonly awake = {
    held: false,
    may: true,
    hold() {
      this.held = this.may;
      return Promise.resolve(this.held);
    },
    release() {
      this.held = false;
    },
  };
  tick(): void {
    this.ticks += 1;
  }

  /** As a phone that is awake: every timer at its time. */
  async passes(milliseconds: number): Promise<void> {
    const until = this.clock + milliseconds;
    for (;;) {
      const next = this.#timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.clock = Math.max(this.clock, next.at);
      next.then();
      await settled();
    }
    this.clock = until;
  }
  /** As a phone that sleeps: no timer runs. */
  sleeps(milliseconds: number): void {
    this.clock += milliseconds;
  }
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

async function sitting(room = new Room()): Promise<{ room: Room; talk: Sitting }> {
  const talk = new Sitting('begun', room);
  await talk.begin();
  return { room, talk };
}

describe('a talk on this screen', () => {
  it('rings at the end of a turn and says whose the next is, once', async () => {
    const { room, talk } = await sitting();
    expect(talk.changes).toBe(1);
    await room.passes(minute - 1000);
    expect([room.rung, talk.changes]).toEqual([[], 1]);
    expect(talk.left).toBe(1000);
    await room.passes(1000);
    expect(room.rung).toEqual(['full']);
    expect(talk.changes).toBe(2);
    expect(talk.turn?.who).toBe('second');
    expect(room.ticks).toBe(1);
  });

  it('asks the core only when something happens, and draws each second by itself', async () => {
    const { room, talk } = await sitting();
    const before = room.moves.length;
    await room.passes(30_000);
    expect(room.moves.length).toBe(before);
    expect(talk.left).toBe(30_000);
  });

  it('goes on where it stands after a sleep, and tells of the bell that was missed', async () => {
    const { room, talk } = await sitting();
    await room.passes(10_000);
    await talk.seen(false);
    room.sleeps(90_000);
    await talk.seen(true);
    expect(room.doubts).toBe(1);
    expect(talk.session?.place).toBe(1);
    expect(talk.away).toBe(90_000);
    expect(talk.left).toBe(minute);
  });

  it('offers a pause after a look elsewhere of more than five seconds, and not for a blink', async () => {
    const { room, talk } = await sitting();
    await talk.seen(false);
    room.sleeps(4000);
    await talk.seen(true);
    expect(talk.away).toBe(0);
    await talk.seen(false);
    room.sleeps(6000);
    await talk.seen(true);
    expect(talk.away).toBe(6000);
    await talk.make('pause');
    expect(talk.away).toBe(0);
  });

  it('lets the screen go while it is paused and keeps it on again afterwards', async () => {
    const { room, talk } = await sitting();
    expect([room.awake.held, talk.awake]).toEqual([true, true]);
    await talk.make('pause');
    expect([room.awake.held, talk.awake]).toEqual([false, false]);
    room.sleeps(20 * minute);
    await talk.make('resume');
    await settled();
    expect([room.awake.held, talk.awake]).toEqual([true, true]);
    expect(talk.left).toBe(minute);
  });

  it('goes on where the screen may not be kept on', async () => {
    const room = new Room();
    room.awake.may = false;
    const { talk } = await sitting(room);
    expect(talk.awake).toBe(false);
    await room.passes(minute);
    expect(talk.session?.place).toBe(1);
  });

  it('keeps every state that it reaches, and lets go of everything when it is left', async () => {
    const { room, talk } = await sitting();
    await talk.make('pause');
    expect(room.kept.at(-1)).toMatch(/^pause/);
    talk.leave();
    expect([room.rested, room.awake.held]).toEqual([true, false]);
    const moves = room.moves.length;
    await talk.make('resume');
    await room.passes(10 * minute);
    expect(room.moves.length).toBe(moves);
  });

  it('looks again when a move came too late to count', async () => {
    const { room, talk } = await sitting();
    room.refuses = 'give_back';
    await talk.make('give_back');
    await settled();
    expect(room.moves.slice(-2)).toEqual(['give_back', 'look']);
    expect(talk.lost).toBe(false);
  });

  it('is lost when its line cannot be read', async () => {
    const room = new Room();
    room.unreadable = true;
    const { talk } = await sitting(room);
    expect(talk.lost).toBe(true);
  });

  it('ends, and then nothing more happens', async () => {
    const { room, talk } = await sitting();
    await room.passes(3 * minute);
    expect(talk.session?.end).toBe('done');
    expect(room.awake.held).toBe(false);
    const moves = room.moves.length;
    await room.passes(10 * minute);
    expect(room.moves.length).toBe(moves);
  });
});
