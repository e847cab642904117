import { describe, expect, it } from 'vitest';
import { offsetMinutes } from './time.ts';

describe('the offset of a zone', () => {
  it('is two hours in a Berlin summer and one in its winter', () => {
    expect(offsetMinutes('Europe/Berlin', Date.UTC(2026, 6, 1, 12))).toBe(120);
    expect(offsetMinutes('Europe/Berlin', Date.UTC(2026, 11, 1, 12))).toBe(60);
  });

  it('changes in the very hour of the change', () => {
    expect(offsetMinutes('Europe/Berlin', Date.UTC(2026, 9, 25, 0, 59, 59))).toBe(120);
    expect(offsetMinutes('Europe/Berlin', Date.UTC(2026, 9, 25, 1, 0, 0))).toBe(60);
  });

  it('knows half hours and the far side of the date line', () => {
    expect(offsetMinutes('Asia/Kolkata', Date.UTC(2026, 0, 1))).toBe(330);
    expect(offsetMinutes('Pacific/Auckland', Date.UTC(2026, 0, 1))).toBe(780);
  });

  it('falls back to the own zone for one that nobody knows', () => {
    expect(offsetMinutes('Nowhere/Land', 0)).toBe(-new Date(0).getTimezoneOffset());
  });
});
