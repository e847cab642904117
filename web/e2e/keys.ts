// A screen as someone meets it who has a keyboard and nothing else.
import { expect } from 'vitest';
import type { Person } from './people.ts';

interface Stop {
  name: string;
  /** Radios of one name are one stop: the arrow keys go on from there. */
  group: string;
  faults: string[];
}

/** Where the focus is: its name, and what is wrong with it for the eye. */
function stop(): Stop | null {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement) || here === document.body) return null;
  // What is drawn for a radio or a checkbox may be its label.
  const drawn = [here, here.nextElementSibling, here.closest('label')].filter((one): one is HTMLElement => one instanceof HTMLElement);
  const ringed = drawn.some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = (here.closest('label') ?? here).getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  const faults: string[] = [];
  if (!ringed) faults.push('no ring is seen');
  if (here.tabIndex > 0) faults.push('it pushes itself before others');
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) faults.push('it is outside the screen');
  else if (hit && !here.contains(hit) && !hit.contains(here) && !hit.closest('label')?.contains(here))
    faults.push(`${hit.className} lies over it`);
  const name = here.getAttribute('aria-label') ?? (here.closest('label')?.textContent || here.textContent || here.id);
  const group = here instanceof HTMLInputElement && here.type === 'radio' ? here.name : '';
  return { name: `${here.tagName.toLowerCase()} ${name.trim().slice(0, 40)}`, group, faults };
}

/** Everything on the screen that one can act on, radios by their group. */
function reachable(): string[] {
  const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, summary')].filter(
    (one) => one.checkVisibility() && one.tabIndex >= 0 && !one.matches(':disabled') && one.getAttribute('aria-hidden') !== 'true',
  );
  return all.map((one) => (one instanceof HTMLInputElement && one.type === 'radio' ? `radio ${one.name}` : 'one'));
}

/** After coming to a screen the focus stands on its heading, so that it is read out and Tab goes on from there. */
export async function startsAtHeading(person: Person, screen: string): Promise<void> {
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.tagName), { message: `${screen}: focus on the heading` })
    .toBe('H1');
}

/** Tab reaches everything on the screen once around, and wherever it stands, that is seen. */
export async function walksByKeys(person: Person, screen: string): Promise<string[]> {
  const { page } = person;
  const all = await page.evaluate(reachable);
  const wanted = new Set(all.filter((one) => one !== 'one')).size + all.filter((one) => one === 'one').length;
  const stops: Stop[] = [];
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('.toast')?.style.setProperty('visibility', 'hidden'); // It goes by itself.
    (document.activeElement as HTMLElement | null)?.blur();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  for (let at = 0; at < wanted + 5; at += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(stop);
    if (!here) break;
    stops.push(here);
  }
  const walked = stops.map((one) => one.name);
  expect(
    stops.flatMap((one) => one.faults.map((fault) => `${one.name}: ${fault}`)),
    screen,
  ).toEqual([]);
  expect(stops.length, `${screen}: ${walked.join(' | ')}`).toBe(wanted);
  return walked;
}
