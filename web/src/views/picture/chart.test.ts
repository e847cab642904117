import { describe, expect, it } from 'vitest';
import type { Week } from '../../worker/boundary.ts';
import { draw, lettered, namedWeeks, sinceTheFirst, weekOf } from './chart.ts';

const week = (monday: string, own: number | null, theirs: number | null = null, needed: number | null = null): Week => ({
  monday,
  own,
  own_low: own === null ? null : own - 0.5,
  own_high: own === null ? null : own + 0.5,
  own_points: own === null ? 0 : 3,
  theirs,
  needed,
  hidden_own: false,
});
const frame = { width: 358, height: 240, top: 20, end: 10, bottom: 30, start: 30 };
const weeks = [week('2026-10-05', 4, 5), week('2026-10-12', null, 5), week('2026-10-19', 5, 4)];

describe('the table of a picture', () => {
  it('begins with the first look-in, and keeps the empty weeks after it', () => {
    const all = [week('2026-09-28', null), week('2026-10-05', 4), week('2026-10-12', null)];
    expect(sinceTheFirst(all).map((one) => one.monday)).toEqual(['2026-10-05', '2026-10-12']);
    expect(sinceTheFirst([week('2026-09-28', null)])).toEqual([]);
  });
});

describe('the lines of a picture', () => {
  it('leave a gap where nobody looked in, and never fall to zero', () => {
    const drawn = draw(weeks, frame);
    expect(drawn.ownMarks.map((mark) => mark.week)).toEqual([0, 2]);
    expect(drawn.own.match(/M/g)).toHaveLength(2);
    expect(drawn.theirs.match(/M/g)).toHaveLength(1);
    expect(Math.max(...drawn.ownMarks.map((mark) => mark.y))).toBeLessThan(frame.height - frame.bottom);
  });

  it('show the band of a week that stands alone as a bar, and of weeks side by side as one form', () => {
    const drawn = draw([week('2026-10-05', 4), week('2026-10-12', 5), week('2026-10-19', null), week('2026-10-26', 3)], frame);
    expect(drawn.bars).toEqual([{ x: drawn.x(3), top: drawn.y(3.5), bottom: drawn.y(2.5) }]);
    expect(drawn.band.match(/M/g)).toHaveLength(2);
  });

  it('stand higher the closer it felt, inside the frame', () => {
    const drawn = draw(weeks, frame);
    expect(drawn.y(7)).toBe(frame.top);
    expect(drawn.y(1)).toBe(frame.height - frame.bottom);
    expect(drawn.y(9)).toBe(frame.top);
    expect(drawn.ownMarks[1]!.y).toBeLessThan(drawn.ownMarks[0]!.y);
  });

  it('draw the gap only in weeks that have both', () => {
    expect(draw([week('2026-10-05', 4, null, 6), week('2026-10-12', 5, null, 6)], frame).gap).not.toBe('');
    expect(draw([week('2026-10-05', 4), week('2026-10-12', 5)], frame).gap).toBe('');
  });

  it('draw one lonely week in the middle', () => {
    expect(draw([week('2026-10-05', 4)], frame).ownMarks[0]!.x).toBeCloseTo((frame.start + frame.width - frame.end) / 2);
  });
});

describe('the names of weeks', () => {
  it('keep the first and the last and never crowd', () => {
    for (const [count, width] of [
      [12, 358],
      [52, 358],
      [4, 358],
      [2, 200],
      [260, 900],
    ] as const) {
      const named = namedWeeks(count, width);
      expect(named[0]).toBe(0);
      expect(named[named.length - 1]).toBe(count - 1);
      expect(named.length).toBeLessThanOrEqual(Math.max(2, Math.floor(width / 78) + 1));
    }
    expect(namedWeeks(0, 358)).toEqual([]);
    expect(namedWeeks(1, 358)).toEqual([0]);
  });
});

describe('the week of a day', () => {
  it('is found from Monday to Sunday, across months, and nowhere else', () => {
    expect(weekOf('2026-10-12', weeks)).toBe(1);
    expect(weekOf('2026-10-18', weeks)).toBe(1);
    expect(weekOf('2026-10-25', weeks)).toBe(2);
    expect(weekOf('2026-10-26', weeks)).toBe(-1);
    expect(weekOf('2026-10-04', weeks)).toBe(-1);
  });
});

describe('the letters of moments', () => {
  it('are one for each week, in the order of days, and none outside of what is shown', () => {
    const moment = (title: string, day: string) => ({ event: title, title, day, own: true, shared: false });
    const picture = {
      weeks,
      moments: [
        moment('later', '2026-10-20'),
        moment('first', '2026-10-06'),
        moment('same week', '2026-10-07'),
        moment('long ago', '2025-01-01'),
      ],
    } as unknown as Parameters<typeof lettered>[0];
    expect(lettered(picture).map((flag) => [flag.letter, flag.week, flag.moments.map((one) => one.title)])).toEqual([
      ['a', 0, ['first', 'same week']],
      ['b', 2, ['later']],
    ]);
  });
});
