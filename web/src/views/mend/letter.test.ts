import { describe, expect, it } from 'vitest';
import type { Hearth } from '../../store/hearth.svelte.ts';
import { Letter } from './letter.svelte.ts';

interface Saved {
  lines: { id: string; text: string }[];
  replaces: string | null;
}

/** A core that takes its time, and names each page it keeps. */
function desk(): { hearth: Hearth; saved: Saved[] } {
  const saved: Saved[] = [];
  const call = async (_command: string, args: Saved): Promise<{ event: string }> => {
    await new Promise((done) => setTimeout(done, 5));
    saved.push(args);
    return { event: `page ${saved.length}` };
  };
  return { hearth: { dirty: false, call } as unknown as Hearth, saved };
}

describe('a page while it is written', () => {
  it('is kept once, and anew in its own place, however fast one keeping follows the other', async () => {
    const { hearth, saved } = desk();
    const letter = new Letter(hearth, 'hurt', ['happened', 'felt']);
    letter.lines['felt'] = 'Small.';
    const first = letter.flush();
    letter.lines['happened'] = 'I came in.';
    await Promise.all([first, letter.flush(), letter.flush()]);
    expect(saved.map((one) => one.replaces)).toEqual([null, 'page 1'].slice(0, saved.length));
    expect(saved.at(-1)?.lines).toEqual([
      { id: 'happened', text: 'I came in.' },
      { id: 'felt', text: 'Small.' },
    ]);
    expect(hearth.dirty).toBe(false);
  });

  it('is nothing as long as nothing was written, and is taken away when all of it is', async () => {
    const { hearth, saved } = desk();
    const letter = new Letter(hearth, 'hurt', ['felt']);
    letter.lines['felt'] = '  ';
    await letter.flush();
    expect(saved).toEqual([]);
    letter.lines['felt'] = 'Small.';
    await letter.flush();
    letter.lines['felt'] = '';
    await letter.flush();
    expect(saved.at(-1)).toMatchObject({ lines: [], replaces: 'page 1' });
    expect(letter.event).toBeNull();
  });
});
