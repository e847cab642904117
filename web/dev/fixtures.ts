// A pretended core for drawing screens before the real one is there. Development only: main.ts takes it up when built
// with HEARTH_FIXTURES=1 and never otherwise. `?scene=` chooses what is there.
import type {
  Area,
  Commands,
  Exchange,
  ExchangePhase,
  Pace,
  Pairing,
  Picture,
  Question,
  SmallStep,
  Status,
  Today,
  Week,
} from '../src/worker/boundary.ts';
import type { Client, ClientEvent, Command } from '../src/worker/client.ts';
import { HearthError } from '../src/worker/client.ts';
import { between } from './between.ts';
import { counselAnswers } from './counsel.ts';
import { mendAnswers } from './mend.ts';

const step: SmallStep = {
  id: 'p-tea-without-phones',
  title: 'A warm drink, no phones',
  how: 'Make something warm to drink for both of you. Put the phones in another room. Sit until the cups are empty; talk or do not.',
  depth: 1,
  minutes: 10,
  turn: 0,
  kind: 'act',
  setting: ['table'],
  facet: 'shared_life',
  topics: [],
  why: ['gentle', 'facet', 'new_to_you'],
  begins: true,
  another_left: 3,
  source: 'our assumption',
};

const question: Question = {
  id: 'q-small-better',
  version: 1,
  text: 'What’s a small thing that made today better?',
  depth: 1,
  minutes: 2,
  purpose: 'Begins with something small and good, so that the first shared words are easy.',
  setting: ['anywhere'],
  facet: 'emotional',
  topics: [],
};

export function fixtureClient(): Client {
  const scene = new URLSearchParams(location.search).get('scene') ?? sessionStorage.getItem('scene') ?? 'new';
  sessionStorage.setItem('scene', scene);
  const listeners = new Set<(event: ClientEvent) => void>();
  const paired = !['new', 'alone'].includes(scene);
  const now = Date.UTC(2026, 10, 21, 19, 40);

  const status: Status = {
    name: 'Sam',
    partner: paired ? 'Robin' : null,
    partner_here: true,
    paired,
    begin: paired ? 'together' : null,
    partner_begin: paired ? 'together' : null,
    zone: 'Europe/Berlin',
    day: '2026-11-21',
    register: 'registered',
    server: 'https://hearth.example',
    online: scene !== 'offline',
    waiting: 0,
    last_synced: now - 65_000,
    clock_off_s: 0,
    kit: scene === 'alone' ? 'later' : 'saved',
    notices: scene === 'notice' ? [{ code: 'device_added', detail: {} }] : [],
    settings: { auto_lock_minutes: 2, text_percent: 100, theme: 'auto', look: 'hearth', haptics: true, language: 'en', wording: false },
    left: false,
    partner_left: false,
    read_only: false,
    settled: true,
  };

  const answer = (own: boolean, text: string): NonNullable<Exchange['own']> => ({
    who: own ? 'Sam' : 'Robin',
    own,
    text,
    event: own ? 'a1' : 'a2',
    open_first: false,
    at: now,
    brought_back: false,
  });
  const phases: Record<string, ExchangePhase> = {
    sealed: 'sealed',
    both: 'both_sealed',
    open: 'open',
    resting: 'resting',
    passed: 'passed',
    drafting: 'drafting',
    offline: 'sealed',
  };
  const phase = phases[scene] ?? 'offered';
  const has = ['sealed', 'both_sealed', 'open', 'resting'].includes(phase);
  const exchange: Exchange = {
    id: 'x1',
    question,
    phase,
    day: '2026-11-21',
    draft: phase === 'drafting' ? 'The light on the stairs this morning, and' : '',
    own: has
      ? answer(
          true,
          'You had put the hot-water bottle on my side of the bed before I came up. I lay there grinning at the ceiling for a while.',
        )
      : null,
    theirs:
      phase === 'open'
        ? answer(
            false,
            'The woman in the bakery remembered how I take my rolls. And then you laughed on the phone, the real laugh, and the whole tram looked at me because I laughed too.',
          )
        : null,
    partner_sealed: phase === 'both_sealed',
    sendable_open: phase === 'resting',
    confirmed: scene !== 'offline',
    reactions: phase === 'open' ? [{ own: false, reaction: 'thank_you' }] : [],
    other_draft: null,
  };

  const today = (): Today => ({
    day: '2026-11-21',
    greeting: 'greeting-evening',
    exchange: { ...exchange },
    open_exchanges: [],
    another_left: 2,
    lookin: null,
    deeper: scene === 'deeper' ? 3 : null,
    checkin:
      scene === 'open' || scene === 'wider'
        ? {
            event: 'c',
            day: '2026-11-21',
            at: now,
            felt: 5,
            needed: 6,
            words: ['grateful', 'tired'],
            about: 'us',
            note: '',
            share: 'none',
            own: true,
          }
        : null,
    thanks:
      paired && scene !== 'first'
        ? {
            event: 't',
            text: 'You asked how the interview went, and waited for the answer.',
            gave: 'I felt less alone with it.',
            own: false,
            jar: false,
            at: now,
            day: '2026-11-20',
          }
        : null,
    shares:
      scene === 'shares' || scene === 'open'
        ? [
            {
              event: 's1',
              text: 'I keep thinking about my grandmother’s kitchen. I do not need anything. I only wanted to say it to someone.',
              own: false,
              reply: 'witness',
              at: now,
              replies: [],
              brought_back: false,
              may: ['thank_you'],
            },
          ]
        : [],
    all_done: scene === 'open',
    kit_row: scene === 'alone',
    why: ['gentle', 'facet', 'surprise'],
    guide: {
      week: 3,
      step: scene === 'open' || scene === 'hard' ? null : step,
      enough: scene === 'open',
      had: null,
      rate: null,
      ask_ready: scene === 'alone',
      wider: scene === 'open' || scene === 'wider',
      look_back: scene === 'wider',
      counsellor: scene === 'breach',
      care: scene === 'hard' ? 'chronic' : scene === 'care' ? 'day' : '',
      own: [],
    },
  });

  const pairing: Pairing = {
    phase: scene === 'expired' ? 'expired' : scene === 'check' ? 'check' : scene === 'mismatch' ? 'mismatch' : 'inviting',
    link: 'https://hearth.example/pair#j=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXU',
    words: ['lantern', 'river', 'kettle', 'orbit', 'maple', 'quilt'],
    qr: 'https://hearth.example/pair#j=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXU',
    expires_at: Date.now() + 9 * 60_000 + 41_000,
    own_words: ['harbor', 'candle'],
    choices: [
      ['meadow', 'violin'],
      ['copper', 'window'],
      ['ladder', 'orange'],
      ['timber', 'cousin'],
      ['feather', 'planet'],
    ],
    other_name: 'Robin',
    reason: null,
  };

  const weeks: Week[] = Array.from({ length: 12 }, (_, index) => {
    const monday = new Date(Date.UTC(2026, 8, 7 + index * 7)).toISOString().slice(0, 10);
    const own = [4, 4.5, 5, 4, 3.5, null, 3, 4, 4.5, 5, 5.5, 5.3][index] ?? null;
    const theirs = [5, 5, 5.5, 4.5, 4, 4, null, 4.5, 4, 5, 5, 5.5][index] ?? null;
    return {
      monday,
      own,
      own_low: own && own - 0.9 + index * 0.03,
      own_high: own && own + 0.8 - index * 0.03,
      own_points: own ? 3 : 0,
      theirs,
      needed: 5.8 - (index % 4) * 0.1,
      hidden_own: index === 4,
    };
  });
  const picture: Picture = {
    range: '12w',
    weeks: scene === 'first' || scene === 'alone' ? [] : weeks,
    moments: [{ event: 'm1', title: 'New job', day: '2026-10-12', own: true, shared: true }],
    enough: scene !== 'first' && scene !== 'alone',
    closer: ['gratitude'],
    drift: scene !== 'wider',
    drift_to_other: true,
    lower: scene === 'wider' ? ['talking'] : [],
    wide: scene === 'wider' ? ['talking'] : [],
    signs: [],
    partner_private: scene === 'private',
    sentence: 'picture-sentence-gap',
    sentence_args: { needed: '5.6', felt: '5.3' },
    as_of: now,
  };

  const area = (facet: string, felt: number | null, needed: number | null, more: Partial<Area> = {}): Area => ({
    facet,
    felt,
    needed,
    day: felt === null ? null : '2026-11-18',
    shared: false,
    unasked: false,
    ask: false,
    ask_needed: true,
    theirs_felt: null,
    theirs_needed: null,
    ...more,
  });
  const breach = scene === 'breach';
  const pace: Pace = {
    ready: 2,
    lightest: false,
    minutes: 20,
    closed: [],
    topics: ['money', 'work', 'past', 'future'],
    rest_from: '2026-11-30',
    rest: false,
    left_out: false,
    on_my_own: '',
    way: {
      now: { track: breach ? 'after_breach' : 'everyday', stage: 'steady', paused: false },
      own: { track: breach ? 'after_breach' : 'everyday', stage: breach ? 'understand' : 'steady', paused: false },
      theirs: breach ? { track: 'after_breach', stage: 'steady', paused: false } : null,
      tracks: ['everyday', 'new_together', 'grown_apart', 'after_breach'],
      counsellor: breach,
    },
    areas: [
      area('emotional', null, null, { ask: scene !== 'areas' }),
      area('understood', 5, 8, { theirs_felt: 6, theirs_needed: 7, shared: true }),
      area('talking', 4, 8),
      area('meaning', null, null, { unasked: true }),
    ],
    signs:
      scene === 'first'
        ? []
        : [
            { id: 's1', notice: 'go quiet at dinner', wish: 'ask for a walk', noticed: '2026-10-20' },
            { id: 's2', notice: 'stay up late for no reason', wish: 'say that the day was too much', noticed: null },
          ],
  };

  const words = ['abandon', 'harbor', 'lantern', 'meadow', 'river', 'candle', 'orbit', 'maple', 'quilt', 'kettle', 'violin', 'window'];

  const answers: { [K in Command]?: (args: Commands[K]['args']) => Commands[K]['result'] } = {
    'status.view': () => ({ status: { ...status } }),
    'today.view': () => ({ today: today() }),
    'exchange.view': () => ({ exchange: { ...exchange } }),
    'exchange.draft': ({ text }) => ((exchange.draft = text), {}),
    'exchange.seal': ({ text }) => (
      Object.assign(exchange, { phase: 'sealed', own: answer(true, text), confirmed: true }),
      { exchange: { ...exchange } }
    ),
    'exchange.open': () => (
      Object.assign(exchange, { phase: 'open', theirs: answer(false, 'The woman in the bakery remembered how I take my rolls.') }),
      { exchange: { ...exchange } }
    ),
    'exchange.pass': () => ((exchange.phase = 'passed'), {}),
    'exchange.another': () => ({ today: today() }),
    'exchange.withdraw': () => (
      Object.assign(exchange, { phase: 'drafting', draft: exchange.own?.text ?? '', own: null }),
      { exchange: { ...exchange } }
    ),
    'exchange.react': ({ reaction }) => (exchange.reactions.push({ own: true, reaction }), { exchange: { ...exchange } }),
    'shelf.view': () => ({
      exchanges: [
        { ...exchange, id: 'x1', phase: 'open', theirs: answer(false, 'Because') },
        {
          ...exchange,
          id: 'x2',
          phase: 'resting',
          question: { ...question, text: 'When did you last feel completely at home?', depth: 3 },
        },
      ],
    }),
    'guide.view': () => ({ pace }),
    'guide.tell': () => ({ pace }),
    'way.choose': () => ({ pace }),
    'sign.save': () => ({ pace }),
    'share.send': () => ({ event: 's2' }),
    'share.reply': () => ({}),
    'checkin.form': () => ({
      ask_needed: scene !== 'today',
      groups: [
        { id: 'calm', words: ['peaceful', 'safe', 'content', 'rested', 'grateful', 'tender'] },
        { id: 'low', words: ['sad', 'lonely', 'tired', 'empty', 'distant', 'discouraged'] },
        { id: 'tense', words: ['anxious', 'irritated', 'angry', 'hurt', 'restless', 'overwhelmed'] },
        { id: 'bright', words: ['joyful', 'playful', 'hopeful', 'proud', 'excited', 'curious'] },
      ],
    }),
    'checkin.save': ({ felt }) => ({ event: 'c', low_for_a_while: felt <= 2 }),
    'thanks.save': () => ({ event: 't2' }),
    'thanks.view': () => ({
      notes:
        scene === 'first'
          ? []
          : [
              {
                event: 't',
                text: 'You asked how the interview went, and waited for the answer.',
                gave: 'I felt less alone with it.',
                own: false,
                jar: false,
                at: now,
                day: '2026-11-20',
              },
              { event: 't3', text: 'You said nothing, and stayed.', gave: '', own: true, jar: false, at: now, day: '2026-11-17' },
            ],
      jar:
        scene === 'first'
          ? []
          : [
              {
                event: 'j',
                text: 'You left the light on in the hall.',
                gave: 'Coming home felt like coming home.',
                own: true,
                jar: true,
                at: now,
                day: '2026-11-15',
              },
            ],
    }),
    'picture.view': ({ range }) => ({ picture: { ...picture, range } }),
    'moment.save': () => ({ event: 'm2' }),
    'mine.view': () => ({
      diary:
        scene === 'first' || scene === 'alone'
          ? []
          : [
              {
                event: 'd1',
                text: 'Slept badly. Still, a good day: the two of us on the stairs with the groceries, laughing about nothing.',
                at: now,
                day: '2026-11-21',
              },
              {
                event: 'd2',
                text: 'I noticed that I go quiet when I am ashamed. I want to say that out loud one day.',
                at: now - 4e8,
                day: '2026-11-16',
              },
            ],
      checkins:
        scene === 'first'
          ? []
          : [
              {
                event: 'c',
                day: '2026-11-20',
                at: now,
                felt: 5,
                needed: 6,
                words: ['grateful', 'tired'],
                about: 'us',
                note: '',
                share: 'none',
                own: true,
              },
            ],
      drafts: [],
    }),
    'diary.save': () => ({ event: 'd3' }),
    'kit.make': () => ({ words, ask: [3, 9], qr: words.join(' ') }),
    'kit.prove': ({ answers: given }) => ({ proved: given.join(' ') === 'lantern quilt' }),
    'kit.later': () => ({}),
    'kit.check': ({ words: given }) => ({ valid: given.trim() === words.join(' '), reason: '' }),
    'pair.invite': () => ({ pairing }),
    'pair.view': () => ({ pairing }),
    'pair.join': () => ({ pairing: { ...pairing, phase: 'joining' } }),
    'pair.confirm': () => ({ pairing: { ...pairing, phase: 'waiting_other' } }),
    'pair.refuse': () => ({ pairing: { ...pairing, phase: 'mismatch' } }),
    'pair.cancel': () => ({}),
    begin: () => ({}),
    'settings.set': ({ settings }) => ((status.settings = settings), {}),
    'notice.dismiss': () => ((status.notices = []), {}),
    'passphrase.strength': ({ passphrase }) => ({ level: Math.min(4, Math.floor(passphrase.length / 5)), hint: '' }),
    'setup.create': ({ name }) => ((status.name = name), {}),
    'devices.view': () => ({
      devices: [
        { id: '1', name: 'My phone', this: true, kit: false, added_at: now, revoked: false },
        { id: '2', name: 'Laptop', this: false, kit: false, added_at: now, revoked: false },
        { id: '3', name: 'Recovery kit', this: false, kit: true, added_at: now, revoked: false },
      ],
    }),
    'same_page.view': () => ({ words: ['harbor', 'maple', 'violin', 'candle'] }),
    host_view: () => ({ rows: [{ field: 'who', sees: 'random' }] }),
    'story.view': () => ({ items: [] }),
    export: () => ({
      files: [
        { name: 'hearth.html', data: new Uint8Array(20) },
        { name: 'hearth.jsonl', data: new Uint8Array(20) },
      ],
    }),
    'deeper.answer': () => ({ today: today() }),
    reauth: () => ({}),
    ...mendAnswers(scene, exchange),
    ...counselAnswers(scene),
    ...between(scene, now),
  };

  return {
    start: () => Promise.resolve(scene === 'new' ? 'new' : scene === 'locked' ? 'locked' : 'locked'),
    derive: () => Promise.resolve({ key: new Uint8Array(32), salt: new Uint8Array(16) }),
    async unlock(passphrase) {
      await new Promise((done) => setTimeout(done, 10));
      if (passphrase === 'wrong') throw new HearthError('wrong_passphrase');
    },
    call(command, args) {
      const reply = answers[command] as ((given: typeof args) => Commands[typeof command]['result']) | undefined;
      if (!reply) return Promise.reject(new HearthError('not_found', command));
      const result = reply(args);
      if (!command.endsWith('.view') && command !== 'host_view' && command !== 'checkin.form')
        for (const listener of listeners) listener({ kind: 'changed', topics: [] });
      return Promise.resolve(result);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lock: () => Promise.resolve('locked' as const),
    clear: () => Promise.resolve(),
    close: () => undefined,
  };
}
