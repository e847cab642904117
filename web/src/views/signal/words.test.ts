import { describe, expect, it } from 'vitest';
import { morningAfter } from './words.ts';

describe('tomorrow morning', () => {
  it('is the next one, also for those who are still awake', () => {
    const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
    expect(morningAfter(at(29, 22))).toBe(at(30, 9));
    expect(morningAfter(at(30, 2))).toBe(at(30, 9));
    expect(morningAfter(at(30, 7))).toBe(new Date(2026, 11, 1, 9).getTime());
  });
});
