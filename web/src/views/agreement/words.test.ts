import { describe, expect, it } from 'vitest';
import { dayAfter } from './words.ts';

describe('a day further on', () => {
  it('keeps to the month that was meant', () => {
    expect(dayAfter('2026-11-30', 7)).toBe('2026-12-07');
    expect(dayAfter('2026-11-30', 0, 1)).toBe('2026-12-30');
    expect(dayAfter('2027-01-31', 0, 1)).toBe('2027-02-28');
    expect(dayAfter('2026-12-31', 0, 3)).toBe('2027-03-31');
    expect(dayAfter('2026-11-30', 0, 3)).toBe('2027-02-28');
  });
});
