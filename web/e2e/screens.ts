// Looks at a screen as someone with a screen reader meets it, and makes sure first that there is a screen at all:
// a blank page has no violations either.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { desk, phone, type Person } from './people.ts';

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

/** Rules whose answer hangs on the colours; all others are the same in light and in dark. */
const colourRules = ['color-contrast', 'link-in-text-block'];
const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function look(page: Page, rules: 'all' | 'colours' = 'all'): Promise<Seen> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};undefined`);
  const runOnly = rules === 'all' ? { type: 'tag', values: allRules } : { type: 'rule', values: colourRules };
  // What passes is only counted: finding the way to each such element takes axe as long as all the rest.
  const { violations, ...counted } = await page.evaluate(async (options) => {
    const run = (window as unknown as { axe: { run: (what: Document, how: object) => Promise<AxeResults> } }).axe.run;
    const found = await run(document, { resultTypes: ['violations'], runOnly: options });
    const controls = [...document.querySelectorAll('button, a[href], input, textarea, select')];
    // The room under the help page is not shown.
    const shown = (what: string) => [...document.querySelectorAll(what)].filter((one) => !one.closest('[hidden]')).length;
    return {
      mains: shown('main'),
      headings: shown('h1'),
      controls: controls.filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0).length,
      passes: found.passes.length,
      violations: found.violations,
    };
  }, runOnly);
  return {
    ...counted,
    violations: violations.map(
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

/** Light or dark, until the last colour has changed. */
export async function dress(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.all(changing.map((one) => one.finished.catch(() => undefined)));
  });
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

const shown = process.env.HEARTH_LOOK ?? '';

/** For the eye: with HEARTH_LOOK=FOLDER each screen is kept as a picture. */
async function keep(page: Page, screen: string, width: number, colorScheme: string): Promise<void> {
  if (!shown) return;
  mkdirSync(shown, { recursive: true });
  await page.screenshot({ path: join(shown, `${screen.replace(/[^a-z]+/gi, '-')}-${width}-${colorScheme}.png`), animations: 'disabled' });
}

/** On a screen as long as the page, since what merely waits below the bar is no fault. */
async function obeysTheRules(page: Page, screen: string, width: number, colorScheme: 'light' | 'dark', floor: Floor): Promise<void> {
  await page.setViewportSize({ width, height: 844 });
  const length = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(844, length + 80) });
  await dress(page, colorScheme);
  await keep(page, screen, width, colorScheme);
  expect(faults(await look(page), floor), `${screen}, ${width} wide, ${colorScheme}`).toEqual([]);
  await fits(page, screen, width);
}

/** The same screen in the other colours. */
async function alsoIn(page: Page, screen: string, width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  await dress(page, colorScheme);
  await keep(page, screen, width, colorScheme);
  expect((await look(page, 'colours')).violations, `${screen}, ${width} wide, ${colorScheme}`).toEqual([]);
}

/** Nothing goes sideways out of the screen. */
async function fits(page: Page, screen: string, width: number): Promise<void> {
  const { over, widest } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const reach = (one: Element) => one.getBoundingClientRect().right;
    const furthest = [...document.querySelectorAll('body *')].sort((a, b) => reach(b) - reach(a)).slice(0, 3);
    return {
      over: scrollWidth - clientWidth,
      widest: furthest.map((one) => `${one.tagName} ${one.className} “${one.textContent.slice(0, 30)}”`),
    };
  });
  expect(over, `${screen} is wider than ${width}: ${widest.join(', ')}`).toBeLessThanOrEqual(0);
}

/** The width that every page must bear (WCAG 1.4.10). */
const smallest = 320;

/**
 * The screen on a phone and on a desk, in light and in dark: each scheme and each width at least once, both on a phone.
 * On the smallest phone nothing goes sideways.
 */
export async function isWell(person: Person, screen: string, floor: Floor = { controls: 2, passes: 15 }): Promise<void> {
  const { page } = person;
  const size = page.viewportSize()!;
  const other = person.colorScheme === 'dark' ? 'light' : 'dark';
  await obeysTheRules(page, screen, desk.width, other, floor);
  await obeysTheRules(page, screen, phone.width, person.colorScheme, floor);
  await alsoIn(page, screen, phone.width, other);
  await page.setViewportSize({ width: smallest, height: 640 });
  await fits(page, screen, smallest);
  await keep(page, screen, smallest, 'light');
  await dress(page, person.colorScheme);
  await page.setViewportSize(size);
  expect(await overTheEnd(page), `the end of ${screen} can be reached`).toBe('');
  expect(person.errors, screen).toEqual([]);
}
