import { clockTime, dateAndTime, dayName, t, tNamed } from '../../i18n/i18n.ts';
import type { Hearth } from '../../store/hearth.svelte.ts';
import type { Signal, SignalAnswer } from '../../worker/boundary.ts';

/** What can be said in passing, in the order in which it is offered. */
export const kinds = ['carrying', 'support', 'spillover', 'quiet', 'elephant', 'tell_me', 'reassure', 'first_line', 'here'] as const;
export type Kind = (typeof kinds)[number];

export const wishes = ['listen', 'comfort', 'ideas', 'practical', 'company', 'space'] as const;

/** Lines to begin with, as many as the language has. */
export function startersOf(kind: Kind): string[] {
  const name = kind === 'first_line' ? 'first-line' : `signal-${kind}`;
  return Array.from({ length: 12 }, (_, at) => tNamed(`${name}-${at + 1}`)).filter(Boolean);
}

/** The sentence as its writer says it; nobody speaks for anybody here. */
export function sentenceOf(kind: string, wish: string): string {
  return kind === 'support' && wish ? tNamed(`wish-${wish}-said`) : tNamed(`signal-${kind}`);
}

/** A point in time on its day, and with the day when that is another one. */
export function timeOf(hearth: Hearth, at: number): string {
  const zone = hearth.status?.zone;
  const day = new Intl.DateTimeFormat('sv-SE', zone ? { timeZone: zone } : {}).format(at);
  return day === hearth.status?.day ? clockTime(at, zone) : dateAndTime(at, zone);
}

/** Nine o'clock on the morning that comes next: whoever is awake at two means the one of the same day. */
export function morningAfter(now: number): number {
  const time = new Date(now);
  if (time.getHours() >= 5) time.setDate(time.getDate() + 1);
  return time.setHours(9, 0, 0, 0);
}

export function answerOf(answer: SignalAnswer, name: string): string {
  const when = [dayName(answer.day), answer.time].filter(Boolean).join(', ');
  return tNamed(`signal-said-${answer.answer}`, { name: answer.own ? t('signal-you') : name, when });
}

/** The own ones that are still there: only one of them can be meant by "I am back". */
export const ownQuiet = (all: Signal[]): Signal[] => all.filter((one) => one.own && one.kind === 'quiet');

/** Does it, and says so; when it does not work, that is said. */
export async function attempt(hearth: Hearth, action: () => Promise<unknown>, said = '', undo?: () => void): Promise<boolean> {
  try {
    await action();
    if (said) hearth.say(said, undo);
    return true;
  } catch {
    hearth.say(t('something-failed'));
    return false;
  }
}
