/**
 * Where a talk stands, kept outside the vault so that it goes on when the phone locked itself: one line of the core's,
 * which holds roles and deadlines and nothing else. What it is about is kept in memory only, and not past a lock.
 */
import type { Hearth } from './hearth.svelte.ts';

const place = 'hearth.talk';
const topics = new WeakMap<Hearth, string>();
// The demonstration has two apps in one page; neither keeps anything.
const demo = new WeakMap<Hearth, string>();

export interface KeptTalk {
  state: string;
  /** The ring alone, without numbers. */
  plain: boolean;
}

export function readTalk(hearth: Hearth): KeptTalk | null {
  try {
    const text = hearth.isDemo ? demo.get(hearth) : localStorage.getItem(place);
    const kept = JSON.parse(text ?? 'null') as Partial<KeptTalk> | null;
    return kept && typeof kept.state === 'string' ? { state: kept.state, plain: kept.plain === true } : null;
  } catch {
    return null;
  }
}

export function keepTalk(hearth: Hearth, kept: KeptTalk | null): void {
  try {
    if (hearth.isDemo) demo.set(hearth, JSON.stringify(kept));
    else if (kept) localStorage.setItem(place, JSON.stringify(kept));
    else localStorage.removeItem(place);
  } catch {
    // A private window may refuse; the talk then lasts as long as the page.
  }
  if (!kept) topics.delete(hearth);
}

export function topicOf(hearth: Hearth): string {
  if (hearth.phase !== 'open') topics.delete(hearth);
  return topics.get(hearth) ?? '';
}

export function keepTopic(hearth: Hearth, topic: string): void {
  topics.set(hearth, topic);
}
