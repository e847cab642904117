// The pictures in the README are taken while the tests walk through. HEARTH_PICTURES=1 writes them to docs/screenshots;
// where nobody will look at them (CI) none are taken.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Person } from './people.ts';
import { dress } from './screens.ts';

/** Those that the README shows; the others are for the eye only. */
const shown = [
  'welcome-light',
  'today-light',
  'waiting-light',
  'revealed-dark',
  'session-speak-dark',
  'today-desktop-dark',
  'demo-picture-light',
];
const kept = process.env.HEARTH_PICTURES === '1';
const folder = resolve(import.meta.dirname, '../../build/e2e/pictures');
const docs = resolve(import.meta.dirname, '../../docs/screenshots');

/** One picture of what the person sees now, in light and dark; the scheme they had comes back. */
export async function picture(person: Person, name: string): Promise<void> {
  if (process.env.CI && !kept) return;
  for (const place of [folder, docs]) mkdirSync(place, { recursive: true });
  const { page } = person;
  await page.evaluate(async () => {
    await document.fonts.ready;
    (document.activeElement as HTMLElement | null)?.blur();
    document.querySelector<HTMLElement>('.toast')?.style.setProperty('visibility', 'hidden');
    scrollTo(0, 0);
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await dress(page, colorScheme);
    const file = `${name}-${colorScheme}`;
    await page.screenshot({ path: join(kept && shown.includes(file) ? docs : folder, `${file}.png`), animations: 'disabled' });
  }
  await dress(page, person.colorScheme);
}
