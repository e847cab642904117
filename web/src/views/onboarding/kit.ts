import { t } from '../../i18n/i18n.ts';

export interface KitSheet {
  words: string[];
  name: string;
  address: string;
  day: string;
}

/** The kit as a file that a person can read, print, and give back to Hearth as it is. */
export function kitText({ words, name, address, day }: KitSheet): string {
  const numbered = words.map((word, index) => `${String(index + 1).padStart(2)}  ${word}`);
  return [
    t('kit-sheet-title'),
    t('kit-sheet-for', { name }),
    '',
    t('kit-sheet-body'),
    '',
    ...numbered,
    '',
    t('kit-sheet-how'),
    `${t('kit-sheet-address')}: ${address}`,
    t('kit-sheet-made', { day }),
    '',
  ].join('\n');
}

/** The twelve words of a kit, out of the file as saved, of a line, or of what a square held. */
export function kitWords(text: string): string[] {
  const numbered = [...text.matchAll(/^\s*(\d{1,2})[.)]?\s+([\p{L}]+)\s*$/gmu)].filter(
    (match) => Number(match[1]) >= 1 && Number(match[1]) <= 12,
  );
  if (numbered.length === 12) return numbered.map((match) => match[2]!.toLowerCase());
  return text
    .toLowerCase()
    .split(/[\s,;.\d]+/u)
    .filter(Boolean);
}
