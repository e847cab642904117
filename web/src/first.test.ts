import { describe, expect, it } from 'vitest';
import { readFragment } from './first.ts';

describe('what a link carries', () => {
  it('is a setup token, in either form in which a server may print it', () => {
    expect(readFragment(new URL('https://hearth.example/#setup=abc_-123'))).toEqual({ setup: 'abc_-123', link: null, share: null });
    expect(readFragment(new URL('https://hearth.example/setup#abc_-123'))).toEqual({ setup: 'abc_-123', link: null, share: null });
  });

  it('is a partner’s link, kept whole for the core to judge', () => {
    const link = 'https://hearth.example/pair#c2VjcmV0';
    expect(readFragment(new URL(link))).toEqual({ setup: null, link, share: null });
  });

  it('is a page for a counsellor, with its key', () => {
    expect(readFragment(new URL('https://hearth.example/share#abc.def'))).toEqual({ setup: null, link: null, share: 'abc.def' });
  });

  it('is nothing when there is no fragment', () => {
    expect(readFragment(new URL('https://hearth.example/setup'))).toEqual({ setup: null, link: null, share: null });
    expect(readFragment(new URL('https://hearth.example/share'))).toEqual({ setup: null, link: null, share: null });
    expect(readFragment(new URL('https://hearth.example/#'))).toEqual({ setup: null, link: null, share: null });
  });
});
