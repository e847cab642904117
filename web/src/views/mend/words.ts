import { dayName, t, tNamed } from '../../i18n/i18n.ts';
import type { Mend } from '../../worker/boundary.ts';

/** The lines of the pages that belong to mending, in the order in which they are written. */
export const pageLines = {
  hurt: ['happened', 'felt', 'needed', 'mine', 'ask'],
  request: ['happened', 'felt', 'need', 'ask'],
  root: ['differences', 'feelings', 'outside', 'pattern', 'next'],
  flooding: ['signs', 'pause', 'calm', 'back'],
  mixed: ['feelings', 'words'],
} as const;

export const kindName = (kind: string): string => tNamed(`mend-kind-${kind}`, {}, t('mend-title'));

/** "Thursday, 26 November, 20:30", or the day alone. */
export const whenOf = (day: string, time: string): string => [day && dayName(day), time].filter(Boolean).join(', ');

/** Where a mend stands, in one line, for whoever looks. It never speaks for the other and counts nothing. */
export function stateOf(mend: Mend, name: string): string {
  const exchange = mend.exchange;
  if (mend.may.includes('followed') && !mend.helped) return t('mend-state-follow');
  if (exchange?.phase === 'both_sealed') return t('mend-state-both');
  switch (mend.phase) {
    case 'invited':
      if (!mend.own) return mend.answer ? t('mend-state-answered') : t('mend-state-asked', { name });
      return mend.answer ? tNamed(`mend-answered-${mend.answer}`, { name }) : t('mend-answered-none');
    case 'sides':
      return exchange?.phase === 'sealed' ? t('question-not-here') : t('mend-state-sides');
    case 'opened':
      return t('mend-state-opened');
    case 'promised':
      return t('mend-state-promised');
    default:
      return t('mend-state-rests');
  }
}

/** The day that is so many days after another. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return Number.isNaN(date.getTime()) ? day : date.toISOString().slice(0, 10);
}
