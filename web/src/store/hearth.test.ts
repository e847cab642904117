import { describe, expect, it } from 'vitest';
import { HearthError, type Client } from '../worker/client.ts';
import { Hearth } from './hearth.svelte.ts';
import { MemoryRouter } from './router.svelte.ts';

interface Told {
  command: string;
  args: unknown;
}

/** A core that notes what it is told, and refuses what it is set to refuse. */
function core(told: Told[], refused: string[] = []): Client {
  return {
    start: () => Promise.resolve('locked'),
    derive: () => Promise.reject(new HearthError('not_ready')),
    unlock: () => Promise.resolve(),
    call: (command, args) => {
      told.push({ command, args });
      return refused.includes(command) ? Promise.reject(new HearthError('bad_request')) : Promise.resolve({} as never);
    },
    listen: () => () => undefined,
    lock: () => Promise.resolve('locked'),
    clear: () => Promise.resolve(),
    close: () => undefined,
  };
}

async function locked(refused: string[] = []): Promise<Told[]> {
  const told: Told[] = [];
  const hearth = new Hearth(core(told, refused), new MemoryRouter(), true);
  hearth.phase = 'open';
  hearth.unsent.diary = 'A line for the diary';
  hearth.unsent.begun = {
    'page/stress': { sources: ' Deadlines ', signs: '', helps: 'A walk' },
    'page/coping': { so_far: '  ' },
    'anew/e1': { words: 'open' },
    'agreement/screens': { places: 'The table', hours: 'After nine' },
  };
  await hearth.lock();
  return told;
}

const diary = (told: Told[]): unknown[] =>
  told.filter((one) => one.command === 'diary.save').map((one) => (one.args as { text: string }).text);

describe('what was begun, when the phone locks', () => {
  it('becomes a page of one’s own where it was one, and lies in the diary where it was meant for the other', async () => {
    const told = await locked();
    expect(told.filter((one) => one.command === 'page.save').map((one) => one.args)).toEqual([
      {
        kind: 'stress',
        lines: [
          { id: 'sources', text: 'Deadlines' },
          { id: 'helps', text: 'A walk' },
        ],
      },
    ]);
    expect(diary(told)).toEqual(['A line for the diary', 'open', 'The table\n\nAfter nine']);
  });

  it('is not lost when the page cannot be kept', async () => {
    expect(diary(await locked(['page.save']))).toContain('Deadlines\n\nA walk');
  });

  it('never goes to the other', async () => {
    expect(new Set((await locked()).map((one) => one.command))).toEqual(new Set(['page.save', 'diary.save']));
  });
});
