/**
 * What the person who runs the server wrote down for help: asked for at most once a day, and only by an app that is open
 * anyway; checked by the core; kept on this device. Whoever opens the help page asks nobody.
 */
import type { HostHelp } from '../worker/boundary.ts';
import type { Hearth } from './hearth.svelte.ts';

const place = 'hearth.help';

interface Kept {
  day: string;
  entries: HostHelp[];
}

function read(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

export function hostHelp(): HostHelp[] {
  const entries = read()?.entries;
  return Array.isArray(entries) ? entries : [];
}

export async function askForHostHelp(hearth: Hearth): Promise<void> {
  const day = hearth.status?.day ?? '';
  if (hearth.isDemo || !hearth.status?.online || read()?.day === day) return;
  try {
    const response = await fetch('/v1/help', { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' });
    if (!response.ok) return;
    const { entries } = await hearth.call('help.host', { body: new Uint8Array(await response.arrayBuffer()) });
    localStorage.setItem(place, JSON.stringify({ day, entries } satisfies Kept));
  } catch {
    // Another day.
  }
}
