// The pretended core's part of what two say in passing, what lies open between them, what they agreed, and own pages.
import type { Agreement, Commands, Line, OwnPage, SharedPage, Signal, SignalAnswer } from '../src/worker/boundary.ts';
import type { Command } from '../src/worker/client.ts';

type Answers = { [K in Command]?: (args: Commands[K]['args']) => Commands[K]['result'] };

export function between(scene: string, now: number): Answers {
  const today = '2026-11-21';
  let count = 0;
  const next = (): string => `b${(count += 1)}`;
  const many = scene === 'passing';

  const answer = (what: string, own: boolean, more: Partial<SignalAnswer> = {}): SignalAnswer => ({
    event: next(),
    own,
    answer: what,
    text: '',
    day: '',
    time: '',
    at: now,
    ...more,
  });
  const taps: Record<string, string[]> = {
    carrying: ['thank_you', 'here', 'later'],
    support: ['here', 'yes', 'later'],
    spillover: ['thank_you', 'here', 'later'],
    quiet: ['thank_you', 'here'],
    elephant: ['when', 'not_yet'],
    first_line: ['thank_you', 'words'],
    tell_me: ['later', 'words'],
    reassure: ['here', 'words'],
    here: ['thank_you'],
    open: ['later', 'resume', 'over'],
    load: ['helped_before', 'could_do', 'over'],
  };
  const signal = (kind: string, own: boolean, text: string, more: Partial<Signal> = {}): Signal => ({
    event: next(),
    kind,
    own,
    text,
    wish: '',
    back_at: null,
    minutes: 0,
    at: now,
    day: today,
    answers: [],
    may: own && !['load', 'open'].includes(kind) ? ['over'] : own && kind === 'open' ? ['over'] : (taps[kind] ?? []),
    helped: '',
    ask_helped: false,
    ...more,
  });

  const signals: Signal[] =
    scene === 'elephant'
      ? [signal('elephant', false, 'It is about the weekends. I would like to understand us there.', { minutes: 10 })]
      : scene === 'quiet'
        ? [signal('quiet', true, 'Too many words right now.', { back_at: Date.now() - 60_000, answers: [answer('here', false)] })]
        : many
          ? [
              signal('carrying', false, 'The call with the clinic was long. It is not about us.'),
              signal('support', false, 'Tonight, after dinner.', { wish: 'listen', answers: [answer('yes', true)] }),
              signal('tell_me', false, 'that you were humming this morning'),
              signal('reassure', true, 'that yesterday is over', {
                answers: [answer('words', false, { text: 'It is over. I was glad when you laughed at lunch.' })],
                ask_helped: true,
                may: ['over', 'helped'],
              }),
              signal('quiet', true, '', { back_at: Date.now() + 3_000_000 }),
              signal('first_line', false, 'I do not know how to begin, so this is me beginning.', { day: '2026-11-19' }),
            ]
          : [];
  const shelf: Signal[] = many
    ? [
        signal('open', false, 'Where we spend the winter holidays. We stopped at the train tickets.', {
          answers: [answer('resume', true)],
        }),
        signal('open', true, 'Whether the piano stays.', { day: '2026-11-02', answers: [answer('later', false)] }),
      ]
    : [];
  const board: Signal[] = many
    ? [
        signal('load', false, 'The move, and too few boxes', {
          answers: [
            answer('helped_before', true, { text: 'One room at a time, with the radio on.' }),
            answer('helped_before', false, { text: 'Asking Ines for her car.' }),
            answer('could_do', false, { text: 'Nothing on Sundays.' }),
          ],
        }),
        signal('load', true, 'My father’s knee'),
      ]
    : [];

  const forms = [
    { kind: 'space', lines: ['holds', 'if_broken'] },
    { kind: 'depth', lines: ['how_deep', 'off_limits'] },
    { kind: 'often', lines: ['how_often', 'when'] },
    { kind: 'confidence', lines: ['stays', 'may_leave', 'if_broken'] },
    { kind: 'screens', lines: ['places', 'hours', 'exceptions'] },
    { kind: 'hard_times', lines: ['illness', 'loss', 'money', 'distance'] },
    { kind: 'busy', lines: ['minimum'], needs_end: true },
    { kind: 'changes', lines: ['small', 'big'] },
    { kind: 'together', lines: ['decision', 'practice'] },
    { kind: 'questions', lines: ['times', 'topics', 'not_now'], track: 'after_breach' },
    { kind: 'openness', lines: ['what', 'until_when'], needs_end: true, track: 'after_breach' },
    { kind: 'own', lines: ['words'] },
  ].map((form) => ({ needs_end: false, track: '', ...form }));
  const agreement = (kind: string, own: boolean, phase: string, lines: Line[], more: Partial<Agreement> = {}): Agreement => ({
    event: next(),
    kind,
    own,
    lines,
    day: today,
    review: '2026-12-21',
    ends: '',
    phase,
    answer: phase === 'proposed' ? '' : 'yes',
    replaces: null,
    may: phase === 'agreed' ? ['replace', 'review', 'end'] : own ? ['erase', 'replace'] : ['yes', 'not_yet', 'replace'],
    review_due: false,
    reviewed: '',
    ...more,
  });
  const agreements: Agreement[] = many
    ? [
        agreement('screens', false, 'proposed', [
          { id: 'places', text: 'The table, and the bed.' },
          { id: 'hours', text: 'After nine.' },
        ]),
        agreement(
          'space',
          true,
          'agreed',
          [
            { id: 'holds', text: 'True things may be small. Nobody laughs at them.' },
            { id: 'if_broken', text: 'We say “that was one of those”, and begin again.' },
          ],
          { day: '2026-10-21', review: today, review_due: true },
        ),
        agreement('busy', true, 'agreed', [{ id: 'minimum', text: 'Ten minutes before sleep, lights out.' }], {
          ends: '2026-12-20',
          reviewed: 'well',
        }),
        agreement('often', true, 'ended', [{ id: 'how_often', text: 'Every evening.' }], { may: [], day: '2026-05-02' }),
      ]
    : [];

  const pageForms = [
    { kind: 'stress', lines: ['sources', 'signs', 'helps', 'worse'], log: false },
    { kind: 'coping', lines: ['so_far', 'from_now'], log: false },
    { kind: 'hurt', lines: ['happened', 'felt', 'needed', 'mine', 'ask'] },
    { kind: 'request', lines: ['happened', 'felt', 'need', 'ask'] },
    { kind: 'root', lines: ['differences', 'feelings', 'outside', 'pattern', 'next'] },
    { kind: 'flooding', lines: ['signs', 'pause', 'calm', 'back'], log: false },
    { kind: 'mixed', lines: ['feelings', 'words'] },
    { kind: 'accept', lines: ['difference', 'brings', 'stays'] },
    { kind: 'pattern', lines: ['criticise', 'defend', 'withdraw', 'contempt'], log: false },
    { kind: 'lines', lines: ['words', 'touch', 'feelings', 'step'], log: false },
    { kind: 'history', lines: ['piece', 'meant', 'carry'] },
    { kind: 'courage', lines: ['truth', 'size', 'how'] },
    { kind: 'honest', lines: ['open', 'held_back'], copy: false },
  ].map((form) => ({ log: true, copy: true, ...form }));
  const written = many || scene === 'care' || scene === 'pages';
  const own: OwnPage[] = written
    ? [
        {
          event: next(),
          kind: 'stress',
          lines: [
            { id: 'sources', text: 'Deadlines, and the news before breakfast.' },
            { id: 'signs', text: 'I go quiet and tidy things that are tidy.' },
            { id: 'helps', text: 'Ten minutes with the door closed. A hand on my back, no words.' },
          ],
          day: '2026-11-18',
          at: now,
          copied: ['helps'],
        },
        {
          event: next(),
          kind: 'lines',
          lines: [
            { id: 'words', text: 'open' },
            { id: 'touch', text: 'thin' },
            { id: 'feelings', text: 'cut' },
            { id: 'step', text: 'Sit on the same side of the table.' },
          ],
          day: '2026-11-18',
          at: now,
          copied: [],
        },
        {
          event: next(),
          kind: 'accept',
          lines: [
            { id: 'difference', text: 'Robin needs an hour before talking.' },
            { id: 'stays', text: 'The hour is not against me. It is how the talk becomes possible.' },
          ],
          day: '2026-09-03',
          at: now,
          copied: [],
        },
      ]
    : [];
  const shared: SharedPage[] = many
    ? [
        {
          event: next(),
          kind: 'stress',
          own: false,
          lines: [{ id: 'helps', text: 'A walk, and nobody asking how I am for a while.' }],
          day: today,
          at: now,
        },
        {
          event: next(),
          kind: 'stress',
          own: true,
          lines: [{ id: 'helps', text: 'Ten minutes with the door closed. A hand on my back, no words.' }],
          day: '2026-11-18',
          at: now,
        },
      ]
    : [];

  const lists = [signals, shelf, board];
  const drop = (event: string): void => {
    for (const list of lists) {
      const at = list.findIndex((one) => one.event === event);
      if (at >= 0) list.splice(at, 1);
    }
  };
  const view = (): Commands['signal.view']['result'] => ({
    signals: {
      now: signals.map((one) => ({ ...one })),
      shelf: shelf.map((one) => ({ ...one })),
      board: board.map((one) => ({ ...one })),
      quiet_long: scene === 'long',
    },
  });
  const agreed = (): Commands['agreement.view']['result'] => ({ agreements: { agreements: agreements.map((one) => ({ ...one })), forms } });

  return {
    'signal.view': view,
    'signal.say': ({ kind, text, wish, back_at, minutes }) => {
      const made = signal(kind, true, text, { wish, back_at: back_at ?? null, minutes });
      (kind === 'open' ? shelf : kind === 'load' ? board : signals).unshift(made);
      return { event: made.event };
    },
    'signal.answer': ({ event, answer: what, ...more }) => {
      const found = lists.flat().find((one) => one.event === event);
      if (found) {
        const words = found.answers.filter((one) => !one.own || one.text);
        found.answers = [...words, answer(what, true, more)];
      }
      return view();
    },
    'signal.over': ({ event }) => (drop(event), view()),
    'signal.helped': ({ event }) => {
      const found = signals.find((one) => one.event === event);
      if (found) found.ask_helped = false;
      return view();
    },
    'agreement.view': agreed,
    'agreement.propose': ({ kind, lines, review, ends }) => {
      agreements.unshift(agreement(kind, true, 'proposed', lines, { review, ends }));
      return { event: agreements[0]!.event };
    },
    'agreement.answer': ({ event, answer: what }) => {
      const found = agreements.find((one) => one.event === event);
      if (found) found.answer = what;
      if (found && what === 'yes') Object.assign(found, { phase: 'agreed', may: ['replace', 'review', 'end'] });
      return agreed();
    },
    'agreement.end': ({ event }) => {
      const found = agreements.find((one) => one.event === event);
      if (found) Object.assign(found, { phase: 'ended', may: [] });
      return agreed();
    },
    'agreement.review': ({ event, how, next: day }) => {
      const found = agreements.find((one) => one.event === event);
      if (found) Object.assign(found, { reviewed: how, review: day, review_due: false });
      return agreed();
    },
    'page.view': () => ({ pages: { forms: pageForms, own: [...own], shared } }),
    'page.save': ({ kind, lines, replaces }) => {
      const at = own.findIndex((one) => one.event === replaces);
      const made: OwnPage = { event: next(), kind, lines, day: today, at: now, copied: [] };
      own.splice(Math.max(at, 0), at >= 0 ? 1 : 0, ...(lines.length > 0 ? [made] : []));
      return { event: made.event };
    },
    'page.copy': ({ event, lines }) => {
      const found = own.find((one) => one.event === event);
      if (found) found.copied = [...new Set([...found.copied, ...lines])];
      return { event: next() };
    },
    'talk.view': () => ({ talk: { kept: [], plans: [], look_back: null, learned: [], days: [] } }),
    'help.offer': () => ({ offer: false }),
  };
}
