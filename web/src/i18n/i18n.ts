import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Key, Messages, None, Value } from './keys.ts';

export type { Key } from './keys.ts';

const bundle = new FluentBundle('en', { useIsolating: false });

/** Adds the messages of one file. Rooms bring theirs along when they are first opened. */
export function addMessages(...texts: string[]): void {
  for (const text of texts) bundle.addResource(new FluentResource(text), { allowOverrides: true });
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name in a right-to-left script keeps to itself inside a left-to-right sentence. */
function isolate(value: Value): Value {
  return typeof value === 'string' && rightToLeft.test(value) ? `\u2068${value}\u2069` : value;
}

type Arguments<K extends Key> = Messages[K] extends None ? (keyof Messages[K] extends never ? [] : [Messages[K]]) : [Messages[K]];

export function t<K extends Key>(key: K, ...rest: Arguments<K>): string {
  return format(key, rest[0] as Record<string, Value> | undefined) ?? `[${key}]`;
}

/** For keys that the core names: the sentence, or `fallback` when this build does not know the key. */
export function tNamed(key: string, values: Record<string, Value> = {}, fallback = ''): string {
  return format(key, values) ?? fallback;
}

export function knows(key: string): boolean {
  return bundle.hasMessage(key);
}

function format(key: string, values?: Record<string, Value>): string | undefined {
  const pattern = bundle.getMessage(key)?.value;
  if (pattern == null) return undefined;
  const safe = values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolate(value)]));
  return bundle.formatPattern(pattern, safe, []);
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = JSON.stringify(options);
  let format = dayFormats.get(id);
  if (!format) dayFormats.set(id, (format = new Intl.DateTimeFormat('en-GB', options)));
  return format;
}

/** `2026-11-21` as "Saturday, 21 November" or its "Saturday", short "21 Nov", dated "21 November 2026" ("November 2026" of `2026-11`, "2026" of `2026`). The core's days have no time of day, so the zone is fixed here. */
export function dayName(isoDay: string, style: 'long' | 'short' | 'dated' | 'weekday' = 'long'): string {
  const date = new Date(`${isoDay}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return isoDay;
  const parts: Record<typeof style, Intl.DateTimeFormatOptions> = {
    long: { weekday: 'long', day: 'numeric', month: 'long' },
    weekday: { weekday: 'long' },
    short: { day: 'numeric', month: 'short' },
    dated: {
      ...(isoDay.length > 7 ? { day: 'numeric' } : {}),
      ...(isoDay.length > 4 ? { month: 'long' } : {}),
      year: 'numeric',
    },
  };
  return dayFormat({ ...parts[style], timeZone: 'UTC' }).format(date);
}

export function clockTime(unixMs: number, zone?: string): string {
  return dayFormat({ hour: '2-digit', minute: '2-digit', ...(zone ? { timeZone: zone } : {}) }).format(unixMs);
}

export function dateAndTime(unixMs: number, zone?: string): string {
  return dayFormat({ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', ...(zone ? { timeZone: zone } : {}) }).format(
    unixMs,
  );
}
