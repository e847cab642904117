// Looking in, and what it draws: the numbers that the picture shows, to whom, and where they stand in the drawing.
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { livesDaysAgo } from './clock.ts';
import { closeBrowser, couple, desk, type Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { hasAllOf, looksIn, opensNotice } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

const line = 'The train was late, and I missed you.';
const secret = 'Only for me, this line.';

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink, [{ serviceWorkers: 'block' }, { viewport: desk, colorScheme: 'dark' }]);
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

async function view(person: Person, name: string): Promise<void> {
  await person.goes('/picture');
  await person.page.getByRole('radio', { name }).check({ force: true });
}

/** The table, newest week first, without the days. */
async function table(person: Person): Promise<string[][]> {
  await person.goes('/picture');
  const [choice, row] = [person.page.getByRole('radio', { name: 'Table' }), person.page.locator('tbody tr').first()];
  await choice.or(row).first().waitFor({ state: 'attached' });
  if (await choice.count()) await choice.check({ force: true });
  await row.waitFor();
  return person.page
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((one) => one.innerText)));
}

/** A range as the table has it, checked for being one. */
function range(cell: string): [number, number] {
  const [low, high] = cell.split(' – ').map(Number) as [number, number];
  expect([low >= 1, low < high, high <= 7], cell).toEqual([true, true, true]);
  return [low, high];
}

/** The table's rows; what lies between two numbers is checked and named. */
async function rows(person: Person): Promise<string[][]> {
  return (await table(person)).map((row) => row.map((cell) => (/^\d\.\d – \d\.\d$/.test(cell) && range(cell) ? 'between' : cell)));
}

/** For which values of the scale, in steps of a quarter, a filled form of the drawing covers the week (0 is the first drawn). */
async function covered(person: Person, form: string, week: number): Promise<number[]> {
  return person.page.locator('figure > svg').evaluate(
    (svg, [name, at]) => {
      const path = svg.querySelector<SVGPathElement>(`path.${name}`)!;
      const lines = [...svg.querySelectorAll<SVGLineElement>('line.grid')].map((one) => Number(one.getAttribute('y1')));
      const [low, high] = [Math.max(...lines), Math.min(...lines)];
      const mark = [...svg.querySelectorAll<SVGCircleElement>('circle.mark.mine')][at as number]!;
      // A little aside from the week itself: the first and the last week are the ends of the form.
      const x = Number(mark.getAttribute('cx')) + (at === 0 ? 0.5 : -0.5);
      const values: number[] = [];
      for (let value = 1; value <= 7; value += 0.25) {
        const point = new DOMPoint(x, low - ((low - high) * (value - 1)) / 6);
        if (path.isPointInFill(point)) values.push(value);
      }
      return values;
    },
    [form, week] as const,
  );
}

/** The values at which the marks of a line stand, read back from where they are drawn. */
async function marks(person: Person, who: 'mine' | 'theirs'): Promise<number[]> {
  return person.page.locator('figure > svg').evaluate((svg, whose) => {
    const lines = [...svg.querySelectorAll<SVGLineElement>('line.grid')].map((one) => Number(one.getAttribute('y1')));
    const [low, high] = [Math.max(...lines), Math.min(...lines)];
    return [...svg.querySelectorAll<SVGGraphicsElement>(`.mark.${whose}`)].map((one) => {
      const box = one.getBBox();
      return Math.round((1 + (6 * (low - (box.y + box.height / 2))) / (low - high)) * 100) / 100;
    });
  }, who);
}

test('two look-ins felt 3 and 6 are a table with their middle, the range of the own level and the wish, and no drawing yet', async () => {
  await livesDaysAgo(sam, 14);
  await looksIn(sam, { felt: 3, needed: 6, share: 'The number', words: ['tired'], note: secret });
  await looksIn(sam, { felt: 6, share: 'The number' });
  await sam.goes('/picture');
  await sam.sees('A few more look-ins and a picture will appear.');
  expect(await rows(sam)).toEqual([['4.5', 'between', '6.0']]);
  await isWell(sam, 'picture, too few', { controls: 4, passes: 15 });
});

test('a week of one answer has a range too, and the third answer draws the picture', async () => {
  await livesDaysAgo(sam, 7);
  await looksIn(sam, { felt: 4, share: 'The number' });
  expect(await rows(sam)).toEqual([
    ['4.0', 'between', '6.0'],
    ['4.5', 'between', '6.0'],
  ]);
  await livesDaysAgo(sam, 0);
  await looksIn(sam, { felt: 5, share: 'All of it', words: ['hopeful', 'tired'], about: 'The two of us', note: line });
  expect((await rows(sam))[0]).toEqual(['5.0', 'between', '6.0']);
  await sam.sees('You would like about 6 and felt about 4.5.');
});

test('the own line, its band and the gap stand where the numbers say', async () => {
  await view(sam, 'Both of us');
  expect(await marks(sam, 'mine')).toEqual([4.5, 4, 5]);
  const ranges = (await table(sam)).map((row) => range(row[1]!)).reverse();
  await view(sam, 'Both of us');
  for (const week of [0, 1]) {
    const [low, high] = ranges[week]!;
    const drawn = await covered(sam, 'band', week);
    expect(Math.abs(drawn.at(0)! - low), `${low} – ${high}: ${drawn}`).toBeLessThan(0.35);
    expect(Math.abs(drawn.at(-1)! - high), `${low} – ${high}: ${drawn}`).toBeLessThan(0.35);
  }
  const walk = sam.page.getByRole('slider', { name: 'Go from week to week' });
  await walk.focus();
  await sam.page.keyboard.press('ArrowLeft');
  expect(await walk.getAttribute('aria-valuetext')).toMatch(/^Week of .+: you 4 of 7$/);
  await view(sam, 'My gap');
  const gap = await covered(sam, 'gap', 1);
  expect(gap).toEqual(expect.arrayContaining([4.25, 5, 5.75]));
  expect([gap.at(0)! >= 4, gap.at(-1)! <= 6]).toEqual([true, true]);
  expect(await walk.getAttribute('aria-valuetext')).toMatch(/^Week of .+: you 4 of 7, wished 6 of 7$/);
});

test('a number shared is a number at the other, in the picture alone; all of it is read on Today', async () => {
  await looksIn(robin, { felt: 2, needed: 5, share: 'The number' });
  await looksIn(robin, { felt: 4, share: 'The number' });
  await looksIn(robin, { felt: 4, share: 'The number' });
  await hasAllOf(robin, sam, 'You lit the stove.');
  await robin.goes('/today');
  await robin.sees('Sam looked in and shared it');
  const card = robin.page.locator('article', { hasText: 'Sam looked in and shared it' });
  expect(await card.innerText()).toMatch(/Felt 5 of 7[\s\S]*The two of us[\s\S]*hopeful · tired/);
  await robin.sees(line);
  await isWell(robin, 'today with a shared look-in', { controls: 8, passes: 15 });
  await picture(robin, 'today-shared');
  expect(await rows(robin)).toEqual([
    ['4.0', 'between', '5.0', '5.0'],
    ['–', '–', '4.0', '–'],
    ['–', '–', '4.5', '–'],
  ]);
  for (const path of ['/today', '/picture', '/mine'] as const) {
    await robin.goes(path);
    expect(await robin.text(), path).not.toContain(secret);
  }
  await hasAllOf(sam, robin, 'You carried the wood.');
  expect((await rows(sam))[0]).toEqual(['5.0', 'between', '4.0', '6.0']);
  await sam.goes('/today');
  expect(await sam.text()).not.toContain('looked in and shared it');
  await view(sam, 'Both of us');
  expect(await marks(sam, 'theirs')).toEqual([4]);
});

test('of a look-in for oneself nothing reaches the other: not Today, not the picture, not after everything has come', async () => {
  const before = await table(robin);
  await looksIn(sam, { felt: 1, needed: 7, words: ['curious'], note: 'For nobody but me.' });
  await hasAllOf(robin, sam, 'You sang while cooking.');
  expect(await table(robin)).toEqual(before);
  await view(robin, 'Both of us');
  expect(await marks(robin, 'theirs')).toEqual([4.5, 4, 5]);
  for (const path of ['/today', '/picture', '/mine'] as const) {
    await robin.goes(path);
    expect(await robin.text(), path).not.toMatch(/For nobody but me|curious|Felt 1 of 7/);
  }
  expect((await rows(sam))[0]).toEqual(['3.0', 'between', '4.0', '7.0']);
});

// Robin's screen is dark; paper is not.
test('on paper there are the picture and its numbers, black on white, and nothing to tap', async () => {
  await view(robin, 'Both of us');
  await robin.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = await robin.page.evaluate(() => {
    const shown = (one: Element): boolean => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
    const all = (what: string): Element[] => [...document.querySelectorAll(what)].filter(shown);
    const style = (what: string, key: 'color' | 'stroke' | 'strokeDasharray' | 'backgroundColor' | 'fill'): string =>
      getComputedStyle(document.querySelector(what)!)[key];
    return {
      navigation: all('nav, nav a, .threshold, .toast').length,
      controls: all('button, input, select, textarea').map((one) => one.textContent),
      drawing: all('figure > svg').length,
      weeks: all('tbody tr').length,
      // Neither is squeezed into where the navigation was.
      cut: all('figure > svg, table').filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return left < 0 || right > innerWidth || width < innerWidth / 3;
      }).length,
      page: style('body', 'backgroundColor'),
      // What lies under the numbers, from the cell outwards: the first that is not see-through.
      under: ((): string => {
        for (let one = document.querySelector('tbody td'); one; one = one.parentElement) {
          const colour = getComputedStyle(one).backgroundColor;
          if (colour !== 'rgba(0, 0, 0, 0)') return colour;
        }
        return '';
      })(),
      words: ['h1', 'tbody td', 'tbody th', 'thead th', '.legend li'].map((what) => style(what, 'color')),
      axis: style('text.axis', 'fill'),
      lines: ['path.line.mine', 'path.line.theirs'].map((what) => [style(what, 'stroke'), style(what, 'strokeDasharray')]),
    };
  });
  const black = 'rgb(0, 0, 0)';
  const white = 'rgb(255, 255, 255)';
  expect(paper).toEqual({
    navigation: 0,
    controls: [],
    drawing: 1,
    weeks: 3,
    cut: 0,
    page: white,
    under: white,
    words: [black, black, black, black, black],
    axis: black,
    lines: [
      [black, 'none'],
      [black, '7px, 6px'],
    ],
  });
  await robin.page.screenshot({ path: join(import.meta.dirname, '../../build/e2e/pictures/picture-on-paper.png'), fullPage: true });
  await robin.page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
});

test('a moment is marked for oneself, or for both, and stands in its week', async () => {
  for (const [title, shared] of [
    ['A new job', false],
    ['The week at the sea', true],
  ] as const) {
    await view(sam, 'Both of us');
    await sam.tap('Mark a moment');
    await sam.write('What was it?', title);
    if (shared) await sam.page.getByLabel('Show it to Robin too').check();
    await sam.tap('Mark it');
    await sam.page.locator('.moments li', { hasText: title }).waitFor();
  }
  expect(await sam.page.locator('figure > svg text.strong').allTextContents()).toEqual(['a']);
  const { flag, last } = await sam.page.locator('figure > svg').evaluate((svg) => ({
    flag: svg.querySelector('line.moment')!.getAttribute('x1'),
    last: [...svg.querySelectorAll('circle.mark.mine')].at(-1)!.getAttribute('cx'),
  }));
  expect(flag).toBe(last);
  await isWell(sam, 'picture', { controls: 8, passes: 15 });
  await picture(sam, 'picture-drawn');
  await opensNotice(robin);
  await robin.goes('/picture');
  await robin.page.locator('.moments li', { hasText: 'The week at the sea' }).waitFor();
  expect(await robin.text()).not.toContain('A new job');
  await isWell(robin, 'picture of the other', { controls: 8, passes: 15 });
  await picture(robin, 'picture-desktop');
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});

test('far three times in a row, the last on Today alone: a page for oneself, whichever way one looked in', async () => {
  const far = sam.page.getByRole('heading', { name: 'It has felt far for a while' });
  for (const felt of [2, 1]) {
    await sam.goes('/today');
    await sam.follow('Look in again');
    const step = sam.page.getByRole('group', { name: 'How close do you feel?' }).getByRole('radio', { name: `${felt} of 7` });
    await step.check({ force: true });
    await sam.tap('Keep');
    await sam.page.getByText('You looked in today.').or(far).first().waitFor();
  }
  await livesDaysAgo(sam, -1);
  await sam.goes('/today');
  await sam.page.getByRole('group', { name: 'How close do you feel today?' }).getByRole('radio', { name: '2 of 7' }).check({ force: true });
  await sam.tap('Keep');
  await sam.seesHeading('It has felt far for a while');
});
