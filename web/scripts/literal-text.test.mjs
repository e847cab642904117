import { describe, expect, it } from 'vitest';
import { literalTexts } from './literal-text.mjs';

describe('the search for literal text', () => {
  it('finds words in the markup and in spoken attributes', () => {
    expect(literalTexts('<p>Hello there</p>')).toEqual(['Hello there']);
    expect(literalTexts('<button aria-label="Close">×</button>')).toEqual(['aria-label="Close"']);
    expect(literalTexts('<p>{"Two words"}</p>')).toEqual(['Two words']);
  });

  it('lets signs, expressions and names of classes pass', () => {
    expect(literalTexts('<p class="lead">{t("key")} · – 1</p>')).toEqual([]);
  });
});
