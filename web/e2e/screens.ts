// Looks at a screen as someone with a screen reader meets it, and makes sure first that there is a screen at all:
// a blank page has no violations either.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from './people.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Floor {
  /** So many things to act on are on the screen at least. */
  controls: number;
  /** So many rules found something to check, and were content. */
  passes: number;
}

export interface Seen {
  mains: number;
  headings: number;
  controls: number;
  passes: number;
  violations: string[];
}

export async function look(page: Page): Promise<Seen> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};undefined`);
  const results = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations', 'passes'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as AxeResults;
  return {
    mains: await page.locator('main').count(),
    headings: await page.locator('h1').count(),
    controls: await page.locator(':is(button, a[href], input, textarea, select):visible').count(),
    passes: results.passes.length,
    violations: results.violations.map(
      (one) =>
        `${one.id}: ${one.help} — ${one.nodes.map((node) => node.target.join(' ')).join(', ')} ${one.nodes[0]?.failureSummary ?? ''}`,
    ),
  };
}

/** What is wrong with the screen, or an empty list. */
export function faults(seen: Seen, floor: Floor): string[] {
  const found = [...seen.violations];
  if (seen.mains !== 1) found.push(`${seen.mains} main landmarks`);
  if (seen.headings !== 1) found.push(`${seen.headings} first headings`);
  if (seen.controls < floor.controls) found.push(`only ${seen.controls} controls`);
  if (seen.passes < floor.passes) found.push(`only ${seen.passes} rules had something to check`);
  return found;
}

/** What lies over the last thing to act on when one has scrolled to it; nothing, when all is well. */
async function overTheEnd(page: Page): Promise<string> {
  return page.evaluate(() => {
    const last = [...document.querySelectorAll<HTMLElement>('main :is(button, a[href], input, textarea)')].findLast(
      (one) => one.checkVisibility() && one.getBoundingClientRect().height > 10,
    );
    if (!last) return '';
    document.querySelector<HTMLElement>('.toast')?.style.setProperty('visibility', 'hidden'); // It goes by itself.
    last.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = last.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    scrollTo(0, 0);
    if (hit && (last.contains(hit) || hit.contains(last) || hit.closest('label')?.contains(last))) return '';
    const at = `${Math.round(left)},${Math.round(top)} ${Math.round(width)}×${Math.round(height)}`;
    const name = (one: Element | null): string => (one ? `${one.tagName} ${one.className} “${one.textContent.slice(0, 40)}”` : 'nothing');
    return `${name(hit)} over ${name(last)} at ${at}`;
  });
}

/**
 * The screen in light and dark, at the size of the person's phone. The rules are run on a phone as long as the page, since
 * what merely waits below the bar is no fault; that one can scroll to the last of it is looked at apart.
 */
export async function isWell(person: Person, screen: string, floor: Floor = { controls: 2, passes: 15 }): Promise<void> {
  const { page } = person;
  const size = page.viewportSize()!;
  const length = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, length + 80) });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(150); // Colours take a moment to change.
    expect(faults(await look(page), floor), `${screen}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: person.colorScheme });
  await page.setViewportSize(size);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${screen} is wider than the phone`).toBeLessThanOrEqual(0);
  expect(await overTheEnd(page), `the end of ${screen} can be reached`).toBe('');
  expect(person.errors, screen).toEqual([]);
}
