import { describe, expect, it } from 'vitest';
import { dayName } from './i18n.ts';

describe('a day of which only a part is known', () => {
  it('is said as far as it is known', () => {
    expect(dayName('2024-07-22', 'dated')).toMatch(/22 July 2024|July 22, 2024/);
    expect(dayName('2024-07', 'dated')).toBe('July 2024');
    expect(dayName('2024', 'dated')).toBe('2024');
  });

  it('is left as it is when it is none', () => {
    expect(dayName('last week', 'dated')).toBe('last week');
  });
});
