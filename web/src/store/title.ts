// What the tab says, the browser's history after it, and the list of open windows.
import { t } from '../i18n/i18n.ts';
import { readLook } from './look.ts';

let shown: () => string = () => t('app-name');

/** The tab says the page. Under another name it says that name alone, whatever is open: what is read must not tell. */
export function entitle(title: () => string): void {
  shown = title;
  const { disguise } = readLook();
  if (disguise === 'hearth') document.title = shown();
  else document.title = disguise === 'timer' ? t('disguise-timer') : t('disguise-notebook');
}

/** What the tab says now, to be said again when what was laid over the page is gone. */
export function titleNow(): () => string {
  return shown;
}

/** Says it anew, after another name was chosen. */
export function entitleAgain(): void {
  entitle(shown);
}
