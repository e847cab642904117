/**
 * How the app looks, kept outside the vault so that the lock screen looks right too: theme, size of the words, and the
 * name under which it hides. None of it says anything about what is inside.
 */
export type Theme = 'auto' | 'light' | 'dark';
export type Disguise = 'hearth' | 'timer' | 'notebook';

export interface Look {
  theme: Theme;
  percent: number;
  disguise: Disguise;
  keys: boolean;
}

const place = 'hearth.look';
const plain: Look = { theme: 'auto', percent: 100, disguise: 'hearth', keys: true };

export function readLook(): Look {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Look>;
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'auto',
      percent: typeof kept.percent === 'number' && kept.percent >= 100 && kept.percent <= 200 ? kept.percent : 100,
      disguise: kept.disguise === 'timer' || kept.disguise === 'notebook' ? kept.disguise : 'hearth',
      keys: kept.keys !== false,
    };
  } catch {
    return plain;
  }
}

export function keepLook(change: Partial<Look>): Look {
  const look = { ...readLook(), ...change };
  try {
    localStorage.setItem(place, JSON.stringify(look));
  } catch {
    // A private window may refuse; the look then lasts as long as the page.
  }
  applyLook(look);
  return look;
}

export function applyLook(look: Look = readLook()): void {
  const root = document.documentElement;
  if (look.theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = look.theme;
  root.style.fontSize = look.percent === 100 ? '' : `${look.percent}%`;
  root.dataset.large = look.percent >= 150 ? 'yes' : 'no';
  const manifest = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  if (manifest) manifest.href = look.disguise === 'hearth' ? '/manifest.webmanifest' : `/manifest-${look.disguise}.webmanifest`;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="apple-touch-icon"]');
  if (icon) icon.href = `/icons/${look.disguise}-180.png`;
  const tab = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (tab) tab.href = `/icons/${look.disguise}.svg`;
}
