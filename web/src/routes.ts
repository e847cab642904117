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

let talkWords: Promise<void> | null = null;

/** With the rooms' own, since a talk goes on behind the lock. */
async function withTalk(view: Promise<View>): Promise<View> {
  talkWords ??= import('./i18n/en/talk.ftl?raw').then((text) => addMessages(text.default));
  await Promise.all([loadRoomWords(), talkWords]);
  return view;
}

let settingsWords: Promise<void> | null = null;

export function loadSettingsWords(): Promise<void> {
  return (settingsWords ??= import('./i18n/en/settings.ftl?raw').then((text) => addMessages(text.default)));
}

async function withOnboarding(view: Promise<View>): Promise<View> {
  await loadOnboardingWords();
  return view;
}

async function withRooms(view: Promise<View>): Promise<View> {
  await loadRoomWords();
  return view;
}

async function withSettings(view: Promise<View>): Promise<View> {
  await Promise.all([loadSettingsWords(), loadRoomWords(), loadOnboardingWords()]);
  return view;
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

const settings = (name: string, load: Load): Place => ({ load: once(`settings/${name}`, () => withSettings(load())), tab: 'mine' });

const fixed: Record<string, Place> = {
  '/today': { load: once('today', () => import('./views/today/Today.svelte')), tab: 'today' },
  '/shelf': { load: once('shelf', () => import('./views/question/Shelf.svelte')), tab: 'today' },
  '/share': { load: once('share', () => import('./views/share/Share.svelte')), tab: 'today' },
  '/checkin': { load: once('checkin', () => import('./views/checkin/Checkin.svelte')), tab: 'today' },
  '/thanks': { load: once('thanks', () => import('./views/thanks/Thanks.svelte')), tab: 'today' },
  '/talk': { load: once('talk', () => withTalk(import('./views/talk/Talk.svelte'))), tab: 'talk' },
  '/talk/new': { load: once('talk/new', () => withTalk(import('./views/talk/NewTalk.svelte'))), tab: 'talk' },
  '/talk/cards': { load: once('talk/cards', () => withTalk(import('./views/talk/Cards.svelte'))), tab: 'talk' },
  '/talk/listen': { load: once('talk/listen', () => withTalk(import('./views/talk/Listen.svelte'))), tab: 'talk' },
  '/talk/learned': { load: once('talk/learned', () => withTalk(import('./views/talk/LearnedMap.svelte'))), tab: 'talk' },
  '/talk/plan': { load: once('talk/plan', () => withTalk(import('./views/talk/Plan.svelte'))), tab: 'talk' },
  '/talk/session': { load: once('talk/session', () => withTalk(import('./views/talk/Session.svelte'))), tab: null, bare: true },
  '/talk/after': { load: once('talk/after', () => withTalk(import('./views/talk/After.svelte'))), tab: 'talk' },
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
  '/settings': settings('home', () => import('./views/settings/Settings.svelte')),
  '/settings/you': settings('you', () => import('./views/settings/You.svelte')),
  '/settings/lock': settings('lock', () => import('./views/settings/LockHiding.svelte')),
  '/settings/pace': settings('pace', () => import('./views/settings/Pace.svelte')),
  '/settings/way': settings('way', () => import('./views/ways/Way.svelte')),
  '/settings/look': settings('look', () => import('./views/settings/LookLanguage.svelte')),
  '/settings/devices': settings('devices', () => import('./views/settings/Devices.svelte')),
  '/settings/devices/add': settings('add', () => import('./views/settings/AddDevice.svelte')),
  '/settings/kit': settings('kit', () => import('./views/settings/KitSettings.svelte')),
  '/settings/storage': settings('storage', () => import('./views/settings/Storage.svelte')),
  '/settings/same-page': settings('same', () => import('./views/settings/SamePage.svelte')),
  '/settings/host': settings('host', () => import('./views/settings/HostView.svelte')),
  '/settings/export': settings('export', () => import('./views/settings/Export.svelte')),
  '/settings/erase': settings('erase', () => import('./views/settings/Erase.svelte')),
  '/settings/partner': settings('partner', () => import('./views/settings/Partner.svelte')),
  '/settings/leave': settings('leave', () => import('./views/settings/Leave.svelte')),
  '/settings/clear': settings('clear', () => import('./views/settings/Clear.svelte')),
  '/settings/about': settings('about', () => import('./views/settings/About.svelte')),
};

const byId: { prefix: string; place: Place }[] = [
  { prefix: '/question/', place: { load: once('question', () => import('./views/question/Question.svelte')), tab: 'today' } },
  { prefix: '/share/', place: { load: once('shared', () => import('./views/share/Shared.svelte')), tab: 'today' } },
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
    byId.some(({ prefix }) => path.startsWith(prefix))
  );
}

/** The place that an address names, or Today for one that names nothing. */
export function placeOf(path: string): Place {
  const place = fixed[path];
  if (place) return place;
  for (const { prefix, place: found } of byId)
    if (path.startsWith(prefix)) return { ...found, id: decodeURIComponent(path.slice(prefix.length)) };
  return fixed['/today']!;
}
