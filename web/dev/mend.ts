// The room for mending, as a pretended core tells it. `?scene=` says where a mend stands.
import type { Commands, Exchange, Mend, MendRoom, OwnPage, MendPromise as Promised, Trust } from '../src/worker/boundary.ts';
import type { Command } from '../src/worker/client.ts';

type Answers = { [K in Command]?: (args: Commands[K]['args']) => Commands[K]['result'] };

export function mendAnswers(scene: string, exchange: Exchange): Answers {
  const day = '2026-11-21';
  const answer = (own: boolean, text: string): NonNullable<Exchange['own']> => ({
    ...{ who: own ? 'Sam' : 'Robin', own, text, event: own ? 'm1' : 'm2', open_first: false, at: 0, brought_back: false },
  });
  const yours = answer(
    true,
    'I came in and nobody looked up. I felt like a guest who is late. I went out without a word, and I am sorry for that.',
  );
  const theirs = answer(
    false,
    'I had been on the phone with my sister for an hour, and when the door fell shut I thought: not this too. I needed a minute, and I did not say so.',
  );
  const side = (phase: Exchange['phase']): Exchange => ({
    ...exchange,
    phase,
    draft: '',
    question: { ...exchange.question, id: 'mend/a', text: '' },
    own: phase === 'drafting' ? null : yours,
    theirs: phase === 'open' ? theirs : null,
    confirmed: true,
    reactions: [],
    day,
  });
  const promise = (own: boolean, became = 'open'): Promised => ({
    event: own ? 'p1' : 'p2',
    own,
    mend: 'a',
    text: own ? 'I will say when I come home later.' : 'I will look up when the door opens.',
    by: '2026-11-24',
    became,
    day,
  });
  const stands: Record<string, Partial<Mend>> = {
    asked: { own: false, may: ['answer', 'rest'] },
    invited: { may: ['rest'] },
    notyet: { answer: 'not_yet', may: ['rest'] },
    help: { answer: 'help', may: ['rest'] },
    sides: {
      phase: 'sides',
      answer: 'yes',
      answer_day: '2026-11-22',
      answer_time: '20:30',
      exchange: side('drafting'),
      may: ['seal', 'rest'],
    },
    waits: { phase: 'sides', answer: 'yes', exchange: side('sealed'), may: ['rest'] },
    ready: { phase: 'sides', answer: 'yes', exchange: side('both_sealed'), may: ['rest'] },
    opened: { phase: 'opened', answer: 'yes', exchange: side('open'), may: ['promise', 'rest'] },
    promised: {
      phase: 'promised',
      answer: 'yes',
      exchange: side('open'),
      promises: [promise(true), promise(false)],
      may: ['promise', 'rest'],
    },
    follow: {
      phase: 'promised',
      answer: 'yes',
      exchange: side('open'),
      promises: [promise(true, 'done'), promise(false)],
      may: ['followed', 'rest'],
    },
    rests: { phase: 'rests' },
  };
  const mend: Mend = {
    event: 'a',
    kind: 'hurt',
    own: true,
    words: 'When you are ready, I would like to talk about Tuesday evening.',
    day,
    answer: '',
    answer_day: '',
    answer_time: '',
    phase: 'invited',
    exchange: null,
    promises: [],
    may: [],
    helped: '',
    ...stands[scene],
  };
  const trust: Trust = {
    on: scene === 'breach',
    stage: 'steady',
    paused: false,
    steps: [
      { id: 'impact', ready: scene === 'breach', open: scene === 'breach' },
      { id: 'meaning', ready: false, open: false },
      { id: 'onward', ready: false, open: false },
    ],
    counsellor: true,
  };
  const room: MendRoom = {
    mends: scene in stands ? [mend] : [],
    promises: scene === 'breach' ? [{ ...promise(true), mend: '' }] : [],
    again: scene === 'follow' ? [{ name: 'Coming home late', times: 3, last: day, suggest: 'root' }] : [],
    trust,
  };
  const hurt: OwnPage = {
    event: 'h1',
    kind: 'hurt',
    lines: [
      { id: 'happened', text: 'I came in at eight. Nobody looked up. I said “nice to see you too” and went out.' },
      { id: 'felt', text: 'Small.' },
    ],
    day,
    at: Date.UTC(2026, 10, 21, 19, 0),
    copied: [],
  };
  const show = (): Commands['mend.view']['result'] => ({ room: { ...room, mends: [...room.mends] } });
  const change = (part: Partial<Mend>): Commands['mend.view']['result'] => {
    room.mends = room.mends.map((one) => ({ ...one, ...part }));
    return show();
  };
  return {
    'mend.view': show,
    'mend.invite': () => ({ event: 'a' }),
    'mend.answer': ({ answer: said, day: on, time }) => change({ answer: said, answer_day: on, answer_time: time }),
    'mend.rest': () => change({ phase: 'rests', may: [] }),
    'mend.promise': () => ({ event: 'p3' }),
    'mend.kept': show,
    'mend.followed': ({ helped }) => change({ helped, may: ['rest'] }),
    'mend.again': ({ name }) => (
      (room.again = [...room.again.filter((one) => one.name !== name), { name, times: 3, last: day, suggest: 'root' }]),
      show()
    ),
    'trust.ready': ({ step, ready }) => ((trust.steps = trust.steps.map((one) => (one.id === step ? { ...one, ready } : one))), show()),
    'page.view': () => ({ pages: { forms: [], own: scene === 'first' ? [] : [hurt], shared: [] } }),
    'page.save': () => ({ event: 'h2' }),
    'page.copy': () => ({ event: 'h3' }),
    'help.offer': () => ({ offer: false }),
  };
}
