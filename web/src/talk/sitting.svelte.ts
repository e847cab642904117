import type { Session, TalkTurn } from '../worker/boundary.ts';
import type { Ports } from './ports.ts';

export type Move = 'look' | 'pass' | 'give_back' | 'pause' | 'come_back' | 'resume' | 'close' | 'stop';

/** Away for longer than this, and on return a pause is offered. */
const awayMs = 5000;
const longestWait = 1000;

/**
 * One talk on this screen. The rules are the core's; here are the clock, the bell and the screen that stays on.
 * Nothing is counted: what is left is worked out from the deadline, so a phone may sleep as it likes.
 */
export class Sitting {
  session = $state.raw<Session | null>(null);
  now = $state(0);
  /** Milliseconds since a bell that was slept through; gone with the next turn. */
  late = $state(0);
  /** How long the screen was away a moment ago; 0: it was not. */
  away = $state(0);
  /** Rises with every turn that begins: time to say aloud whose it is. */
  changes = $state(0);
  awake = $state(false);
  /** The line cannot be read: there is no talk. */
  lost = $state(false);

  #state: string;
  readonly #ports: Ports;
  #line: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;
  #hiddenAt = 0;
  #ended = false;

  constructor(state: string, ports: Ports) {
    this.#state = state;
    this.#ports = ports;
    this.now = ports.now();
  }

  get turn(): TalkTurn | null {
    return this.session?.turns[this.session.place] ?? null;
  }

  /** Milliseconds that are left of the turn, or of the last sentence. */
  get left(): number {
    const session = this.session;
    if (!session || session.phase === 'over') return 0;
    return session.phase === 'paused' ? session.left : Math.max(0, session.ends_at - this.now);
  }

  async begin(): Promise<void> {
    await this.make('look');
    await this.#stayAwake();
  }

  make(move: Move, backAt = 0): Promise<void> {
    return (this.#line = this.#line.then(() => this.#make(move, backAt)));
  }

  /** The page went out of sight, or came back. */
  async seen(visible: boolean): Promise<void> {
    if (!visible) {
      this.#hiddenAt ||= this.#ports.now();
      return;
    }
    const away = this.#hiddenAt ? this.#ports.now() - this.#hiddenAt : 0;
    this.#hiddenAt = 0;
    if (away > 0) this.#ports.bell.doubt();
    const running = this.session?.phase === 'running' || this.session?.phase === 'finishing';
    await this.make('look');
    if (running && away > awayMs) this.away = away;
    await this.#stayAwake();
  }

  leave(): void {
    this.#ended = true;
    this.#cancel();
    this.#ports.awake.release();
    this.#ports.bell.rest();
  }

  async #make(move: Move, backAt: number): Promise<void> {
    if (this.#ended) return;
    this.#cancel();
    const before = this.session;
    try {
      const made = await this.#ports.move({ state: this.#state, move, at: this.#ports.now(), back_at: backAt });
      this.#state = made.state;
      this.session = made.session;
      this.#ports.keep(made.state);
      if (made.late > 0) this.late = made.late;
      const turned = before !== null && (before.place !== made.session.place || (before.phase !== 'over' && made.session.phase === 'over'));
      if (turned || before === null) this.changes += 1;
      if (turned) {
        this.late = 0;
        this.#ports.tick();
      }
      if (move !== 'look') this.away = 0;
      if (made.ring !== 'none') void this.#ports.bell.ring(made.ring as 'soft' | 'full');
    } catch (error) {
      // A move that came too late to count changes nothing; a line that is none ends it.
      if (before === null) this.lost = true;
      else if (move !== 'look') this.#line = this.#line.then(() => this.#make('look', 0));
      else console.warn('session', error);
    }
    this.now = this.#ports.now();
    if (this.session?.phase === 'over' || this.session?.phase === 'paused') {
      this.#ports.awake.release();
      this.awake = false;
    } else if (move === 'resume') void this.#stayAwake();
    this.#wait();
  }

  #wait(): void {
    this.#cancel();
    const session = this.session;
    if (this.#ended || !session || session.phase === 'over') return;
    const now = this.#ports.now();
    const due = session.next_at === null ? Infinity : session.next_at - now;
    // At full seconds of what is left, so that the numbers move evenly.
    const wait = Math.max(20, Math.min(due, session.phase === 'paused' ? 30_000 : this.left % longestWait || longestWait));
    this.#cancel = this.#ports.later(wait, () => {
      this.now = this.#ports.now();
      if (session.next_at !== null && this.now >= session.next_at) void this.make('look');
      else this.#wait();
    });
  }

  async #stayAwake(): Promise<void> {
    const phase = this.session?.phase;
    if (phase !== 'running' && phase !== 'finishing') return;
    this.awake = await this.#ports.awake.hold();
    if (this.#ended) this.#ports.awake.release();
  }
}
