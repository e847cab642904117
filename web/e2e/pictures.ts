// The pictures in the README are taken while the tests walk through. HEARTH_PICTURES=1 writes them to docs/screenshots.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Person } from './people.ts';
import { dress } from './screens.ts';

const kept = process.env.HEARTH_PICTURES === '1';
const folder = resolve(import.meta.dirname, kept ? '../../docs/screenshots' : '../../build/e2e/pictures');

/** One picture of what the person sees now, in light and dark; the scheme they had comes back. */
export async function picture(person: Person, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { page } = person;
  await page.evaluate(async () => {
    await document.fonts.ready;
    (document.activeElement as HTMLElement | null)?.blur();
    document.querySelector<HTMLElement>('.toast')?.style.setProperty('visibility', 'hidden');
    scrollTo(0, 0);
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await dress(page, colorScheme);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
  }
  await dress(page, person.colorScheme);
}
