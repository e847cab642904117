// Pages for a counsellor, as a pretended core tells them.
import type { Commands, CounselShare, StoryItem } from '../src/worker/boundary.ts';
import type { Command } from '../src/worker/client.ts';

type Answers = { [K in Command]?: (args: Commands[K]['args']) => Commands[K]['result'] };

export function counselAnswers(scene: string): Answers {
  const item = (event: string, type: string, day: string, text: string, more: Partial<StoryItem> = {}): StoryItem => ({
    ...{ event, type, own: true, at: Date.parse(`${day}T19:00:00Z`), day, private: false, text, detail: {}, erased: false },
    brought_back: false,
    ...more,
  });
  const felt = (day: string, value: number, needed: number): StoryItem =>
    item(`c${day}`, 'checkin', day, '', { private: true, detail: { felt: value, needed, words: ['tired', 'hopeful'] } });
  const items = [
    felt('2026-11-02', 3, 6),
    felt('2026-11-08', 4, 6),
    felt('2026-11-15', 4, 5),
    felt('2026-11-20', 5, 6),
    item('d1', 'diary', '2026-11-16', 'I noticed that I go quiet when I am ashamed. I want to say that out loud one day.', {
      private: true,
    }),
    item('t1', 'thanks.note', '2026-11-17', 'You waited for me at the tram.', { own: false }),
    item('a1', 'exchange.seal', '2026-11-18', 'The light on the stairs this morning.', {
      detail: { exchange: 'x', question: 'What’s a small thing that made today better?' },
    }),
    item('a2', 'exchange.seal', '2026-11-18', 'The woman in the bakery remembered how I take my rolls.', {
      own: false,
      detail: { exchange: 'x', question: 'What’s a small thing that made today better?' },
    }),
    item('m1', 'mend.promise', '2026-11-19', 'I will say when I come home later.'),
  ];
  const share = (event: string, more: Partial<CounselShare>): CounselShare => ({
    ...{ event, own: true, both: true, purpose: 'Our second appointment', days: 7, how: 'link', day: '2026-11-20', phase: 'approved' },
    ...{ may: ['make', 'print', 'revoke'], link: '', expires_at: null, fetched: false },
    items: items.map((one) => ({
      ...{ day: one.day, who: one.own ? 'Sam' : 'Robin', kind: one.type, about: '', text: one.text, felt: null, needed: null, words: [] },
      ...(one.type === 'checkin' ? { felt: Number(one.day.slice(-1)) || 4, needed: 6, words: ['tired'] } : {}),
    })),
    ...more,
  });
  const shares = [
    share('s1', {
      phase: 'open',
      may: ['print', 'revoke'],
      link: 'https://hearth.example/share#Zm9vYmFyYmF6cXV4Zm9vYg.YmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXU',
      expires_at: Date.UTC(2026, 10, 27, 19, 0),
    }),
    share('s2', { own: false, phase: 'proposed', may: ['answer'] }),
  ];
  return {
    'story.view': () => ({ items }),
    'counsel.view': () => ({ counsel: scene === 'first' ? [] : shares }),
    'counsel.propose': () => ({ event: 's1' }),
    'counsel.answer': () => ({ counsel: shares }),
    'counsel.make': () => ({ counsel: shares }),
    'counsel.revoke': () => ({ counsel: shares }),
    'counsel.print': () => ({ document: { by: 'Sam', purpose: shares[0]!.purpose, made_on: '2026-11-20', items: shares[0]!.items } }),
    'help.host': () => ({ entries: [] }),
  };
}
