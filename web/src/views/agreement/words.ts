import { tNamed } from '../../i18n/i18n.ts';

export const agreementName = (kind: string): string => tNamed(`agreement-${kind}`, {}, kind);
export const lineName = (kind: string, line: string): string => tNamed(`agreement-${kind}-${line}`, {}, line);

/** A day so many days or months on. The core's days have no time of day, so neither has this. */
export function dayAfter(day: string, days: number, months = 0): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  const of = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  // A month from the 31st is the last day of the next.
  if (date.getUTCDate() !== of) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}
