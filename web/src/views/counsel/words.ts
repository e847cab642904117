import { dateAndTime, t } from '../../i18n/i18n.ts';
import type { CounselShare } from '../../worker/boundary.ts';

/** How it stands with one of them, in a sentence. */
export function standing(share: CounselShare, name: string, zone: string | undefined): string {
  switch (share.phase) {
    case 'proposed':
      return share.own ? t('counsel-phase-proposed-own', { name }) : t('counsel-phase-proposed-theirs', { name });
    case 'declined':
      return share.own ? t('counsel-phase-declined-own', { name }) : t('counsel-phase-declined-theirs');
    case 'approved':
      return share.own ? t('counsel-phase-approved') : t('counsel-phase-approved-theirs');
    case 'waiting':
      return t('counsel-phase-waiting');
    case 'unconfirmed':
      return t('counsel-phase-unconfirmed');
    case 'refused':
      return t('counsel-phase-refused');
    case 'open':
      return t('counsel-phase-open', { when: dateAndTime(share.expires_at ?? 0, zone) });
    case 'over':
      return t('counsel-phase-over');
    default:
      return t('counsel-phase-revoked');
  }
}
