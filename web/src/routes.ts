import type { Component } from 'svelte';
import { addMessages } from './i18n/i18n.ts';

/** A view that comes with its own chunk. */
export interface View {
  default: Component;
}

type Load = () => Promise<View>;

const loaded = new Map<string, Promise<View>>();

/** The same promise every time, so that going back does not draw anew. */
function once(name: string, load: Load): Load {
  return () => {
    let view = loaded.get(name);
    if (!view) {
      view = load().catch((error: unknown) => {
        loaded.delete(name);
        throw error;
      });
      loaded.set(name, view);
    }
    return view;
  };
}

let onboardingWords: Promise<void> | null = null;

export function loadOnboardingWords(): Promise<void> {
  return (onboardingWords ??= import('./i18n/en/onboarding.ftl?raw').then((text) => addMessages(text.default)));
}

let roomWords: Promise<void> | null = null;

export function loadRoomWords(): Promise<void> {
  return (roomWords ??= Promise.all([
    import('./i18n/en/rooms.ftl?raw'),
    import('./i18n/en/guide.ftl?raw'),
    import('./i18n/en/feelings.ftl?raw'),
  ]).then((texts) => addMessages(...texts.map((text) => text.default))));
}

export function loadDemoWords(): Promise<void> {
  return import('./i18n/en/demo.ftl?raw').then((text) => addMessages(text.default));
}

/** With the words of one more room, and the rooms' own: a talk goes on behind the lock. */
async function withWords(text: Promise<{ default: string }>, view: Promise<View>): Promise<View> {
  await Promise.all([loadRoomWords(), text.then((words) => addMessages(words.default))]);
  return view;
}

const withTalk = (view: Promise<View>): Promise<View> => withWords(import('./i18n/en/talk.ftl?raw'), view);
/** Of what is said in passing, and of the pages of one's own. */
const signalWords = (): Promise<{ default: string }> =>
  Promise.all([import('./i18n/en/signals.ftl?raw'), import('./i18n/en/pages.ftl?raw')]).then((texts) => ({
    default: texts.map((text) => text.default).join('\n'),
  }));

/** Today and the hard-day card show signals and pages too. */
export async function loadSignalWords(): Promise<void> {
  addMessages((await signalWords()).default);
}

const withSignals = (view: Promise<View>): Promise<View> => withWords(signalWords(), view);

async function withOnboarding(view: Promise<View>): Promise<View> {
  await loadOnboardingWords();
  return view;
}

async function withRooms(view: Promise<View>): Promise<View> {
  await loadRoomWords();
  return view;
}

async function withSettings(view: Promise<View>): Promise<View> {
  await loadOnboardingWords();
  return withWords(import('./i18n/en/settings.ftl?raw'), view);
}

const before: Record<string, Load> = {
  '/install': once('install', () => withOnboarding(import('./views/onboarding/Install.svelte'))),
  '/setup': once('setup', () => withOnboarding(import('./views/onboarding/Setup.svelte'))),
  '/recover': once('recover', () => withOnboarding(import('./views/onboarding/Recover.svelte'))),
  '/link': once('link', () => withOnboarding(import('./views/onboarding/LinkDevice.svelte'))),
};

/** What can be opened before there is anything on this phone. */
export function onboarding(path: string): Load | null {
  return before[path] ?? null;
}

/** Everything behind the lock. */
export const rooms = once('rooms', () => withRooms(import('./views/room/Room.svelte')));

export interface Place {
  load: Load;
  /** Which tab lights up; none on the way in. */
  tab: 'today' | 'talk' | 'picture' | 'mine' | null;
  /** Without tabs: one thing at a time. */
  bare?: boolean;
  id?: string;
}

const talking: Place = { load: once('talk', () => withSignals(withTalk(import('./views/talk/Rooms.svelte')))), tab: 'talk' };

const fixed: Record<string, Place> = {
  '/today': { load: once('today', () => import('./views/today/Today.svelte')), tab: 'today' },
  '/shelf': { load: once('shelf', () => import('./views/question/Shelf.svelte')), tab: 'today' },
  '/share': { load: once('share', () => import('./views/share/Share.svelte')), tab: 'today' },
  '/checkin': { load: once('checkin', () => import('./views/checkin/Checkin.svelte')), tab: 'today' },
  '/thanks': { load: once('thanks', () => import('./views/thanks/Thanks.svelte')), tab: 'today' },
  '/talk/session': { ...talking, tab: null, bare: true },
  '/picture': { load: once('picture', () => import('./views/picture/Picture.svelte')), tab: 'picture' },
  '/wider': { load: once('wider', () => import('./views/ways/Wider.svelte')), tab: 'today' },
  '/signs': { load: once('signs', () => import('./views/ways/Signs.svelte')), tab: 'mine' },
  '/mine': { load: once('mine', () => import('./views/mine/Mine.svelte')), tab: 'mine' },
  '/setup/kit': { load: once('kit', () => withOnboarding(import('./views/onboarding/Kit.svelte'))), tab: null, bare: true },
  '/install': { load: before['/install']!, tab: null, bare: true },
  '/pair': { load: once('pair', () => withOnboarding(import('./views/pair/PairStart.svelte'))), tab: null, bare: true },
  '/pair/join': { load: once('join', () => withOnboarding(import('./views/pair/PairJoin.svelte'))), tab: null, bare: true },
  '/pair/begin': { load: once('begin', () => withOnboarding(import('./views/pair/Begin.svelte'))), tab: null, bare: true },
  '/recovering': { load: once('recovering', () => withOnboarding(import('./views/onboarding/Recovering.svelte'))), tab: null, bare: true },
};

const mending: Place = {
  load: once('mend', () => withWords(import('./i18n/en/mend.ftl?raw'), import('./views/mend/Mending.svelte'))),
  tab: 'talk',
};

const between: Place = { load: once('between', () => withSignals(import('./views/signal/Rooms.svelte'))), tab: 'talk' };

/** Rooms that come in one piece, each with what lies behind it. */
const deep: Record<string, Place> = {
  '/talk': talking,
  '/signal': between,
  '/open': between,
  '/board': between,
  '/agreements': between,
  '/pages': { ...between, tab: 'mine' },
  '/settings': { load: once('settings', () => withSettings(import('./views/settings/Rooms.svelte'))), tab: 'mine' },
  '/mend': mending,
  '/trust': mending,
  '/counsel': {
    load: once('counsel', () => withWords(import('./i18n/en/counsel.ftl?raw'), import('./views/counsel/Counselling.svelte'))),
    tab: 'talk',
  },
};

const byId: { prefix: string; place: Place }[] = [
  { prefix: '/question/', place: { load: once('question', () => import('./views/question/Question.svelte')), tab: 'today' } },
  { prefix: '/share/', place: { load: once('shared', () => import('./views/share/Shared.svelte')), tab: 'today' } },
  ...Object.entries(deep).map(([path, place]) => ({ prefix: `${path}/`, place })),
];

/** Help has two addresses: the one that links use, and the one that people guess. */
export function isHelp(path: string): boolean {
  return path === '/safety' || path === '/help';
}

/** Whether there is anything at an address, locked or not. */
export function leadsSomewhere(path: string): boolean {
  return (
    ['/', '/welcome'].includes(path) ||
    isHelp(path) ||
    path in before ||
    path in fixed ||
    path in deep ||
    byId.some(({ prefix }) => path.startsWith(prefix))
  );
}

/** The place that an address names, or Today for one that names nothing. */
export function placeOf(path: string): Place {
  const place = fixed[path] ?? deep[path];
  if (place) return place;
  for (const { prefix, place: found } of byId)
    if (path.startsWith(prefix)) return { ...found, id: decodeURIComponent(path.slice(prefix.length)) };
  return fixed['/today']!;
}
