import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { addMessages } from '../../i18n/i18n.ts';
import { kitText, kitWords } from './kit.ts';

const words = ['abandon', 'harbor', 'lantern', 'meadow', 'river', 'candle', 'orbit', 'maple', 'quilt', 'kettle', 'violin', 'window'];

beforeAll(() => addMessages(readFileSync(new URL('../../i18n/en/onboarding.ftl', import.meta.url), 'utf8')));

describe('the words of a kit', () => {
  it('come back out of the file that was saved', () => {
    expect(kitWords(kitText({ words, name: 'Sam', address: 'https://hearth.example', day: '2026-11-21' }))).toEqual(words);
  });

  it('may be typed on one line, with commas, capitals or numbers', () => {
    expect(kitWords(words.join(' '))).toEqual(words);
    expect(kitWords(words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join(', '))).toEqual(words);
  });

  it('are fewer when fewer were typed', () => {
    expect(kitWords('lantern river')).toEqual(['lantern', 'river']);
  });
});
