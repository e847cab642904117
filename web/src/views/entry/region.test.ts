import { describe, expect, it } from 'vitest';
import { region } from './region.ts';

describe('the country whose numbers are shown first', () => {
  it('is the one of the clock, whatever the language', () => {
    expect(region('Europe/Vienna', 'en-US')).toBe('AT');
    expect(region('America/Indiana/Knox', 'es-MX')).toBe('US');
    expect(region('Australia/Perth', 'en-GB')).toBe('AU');
  });

  it('is another one where the clock stands in a country that has no list', () => {
    expect(region('Europe/Brussels', 'fr-FR')).toBe('other');
    expect(region('America/Mexico_City', 'en-US')).toBe('other');
  });

  it('is that of the language when the clock names no place', () => {
    expect(region('UTC', 'de-CH')).toBe('CH');
    expect(region('Etc/GMT-1', 'fr-FR')).toBe('FR');
    expect(region('', 'en-IE')).toBe('IE');
  });

  it('stays open when nothing tells: every phone in the world may say en-US', () => {
    expect(region('UTC', 'en-US')).toBe('');
    expect(region('UTC', 'de')).toBe('');
    expect(region('', '')).toBe('');
  });
});
