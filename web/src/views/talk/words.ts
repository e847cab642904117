import { t, tNamed } from '../../i18n/i18n.ts';
import type { Session } from '../../worker/boundary.ts';

export const kinds = ['talk', 'stress', 'listen', 'good_news', 'question', 'night', 'alone'] as const;
export type Kind = (typeof kinds)[number];

export const kindName = (kind: string): string => tNamed(`talk-kind-${kind}`, {}, t('talk-title'));

/** `3:05`, for eyes; a minute's number is told in words to ears. */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export interface Names {
  first: string;
  second: string;
}

/** Behind the lock nobody has a name. */
export function namesOf(session: Session, me: string | null, other: string | null): Names {
  if (!me) return { first: t('talk-first'), second: t('talk-second') };
  const them = other ?? t('talk-new-other');
  return session.other_first ? { first: them, second: me } : { first: me, second: them };
}

export interface Lines {
  title: string;
  role: string;
  prompt: string;
}

/** What the screen says in a turn. */
export function linesOf(session: Session, names: Names, topic: string): Lines {
  const turn = session.turns[session.place]!;
  const alone = session.kind === 'alone';
  const speaker = turn.who === 'second' ? names.second : names.first;
  const listener = turn.who === 'second' ? names.first : names.second;
  const own = (part: string): string => tNamed(`talk-prompt-${part}-${session.kind}`, {}, tNamed(`talk-prompt-${part}`));
  switch (turn.part) {
    case 'settle':
      return { title: t('talk-part-settle'), role: t('talk-line-settle'), prompt: topic || t('talk-prompt-settle') };
    case 'close':
      return { title: t('talk-part-close'), role: t('talk-line-close'), prompt: own('close') };
    case 'reflect':
      return {
        title: t('talk-says-back', { name: speaker }),
        role: alone ? t('talk-line-alone') : t('talk-line-reflect', { name: listener }),
        prompt: own('reflect'),
      };
    default: {
      const again = session.turns.slice(0, session.place).some((one) => one.part === 'speak' && one.who === turn.who);
      return {
        title: t('talk-speaks', { name: speaker }),
        role: alone ? t('talk-line-alone') : t('talk-line-listen', { name: listener }),
        prompt: again ? t('talk-prompt-more') : topic || tNamed(`talk-prompt-${session.kind}`),
      };
    }
  }
}
