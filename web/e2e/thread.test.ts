// From the setup link to an answer that both opened: the whole way, on two phones.
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, confirmEachOther, desk, invitationLink, Person } from './people.ts';
import { startsAtHeading, walksByKeys } from './keys.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { onTheSamePage, provesTheKit } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

const sams = 'The tea that stood there already when I came in.';
const robins = 'Your boots by the door, both of them.';

beforeAll(async () => {
  server = await Server.start();
  sam = await Person.arrives('Sam');
  robin = await Person.arrives('Robin', { colorScheme: 'dark' });
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

test('the setup link leads to Welcome, and its secret leaves the address at once', async () => {
  expect(server.setupLink).toContain('#');
  await sam.page.goto(server.setupLink);
  await sam.button('Start').waitFor();
  expect(new URL(sam.page.url()).hash).toBe('');
  await picture(sam, 'welcome');
  await isWell(sam, 'welcome', { controls: 5, passes: 15 });
});

test('two people come in, confirm each other and begin in few taps', async () => {
  await sam.setsUp('Start');
  await picture(sam, 'kit');
  await isWell(sam, 'kit', { controls: 4, passes: 15 });
  await provesTheKit(sam);
  await sam.page.locator('ol.words li').nth(5).waitFor();
  await sam.page.locator('.code svg, .code canvas, .code img').first().waitFor();
  await isWell(sam, 'pair by square or words', { controls: 6, passes: 15 });
  const link = await invitationLink(sam);
  await picture(sam, 'pair');
  await isWell(sam, 'pair', { controls: 5, passes: 15 });
  expect(new URL(link).hash.length).toBeGreaterThan(10);
  await robin.page.goto(link);
  expect(new URL(robin.page.url()).hash).toBe('');
  await robin.setsUp('Come in');
  await provesTheKit(robin);
  await robin.ownWords();
  await picture(robin, 'check');
  await isWell(robin, 'check', { controls: 5, passes: 15 });
  await confirmEachOther(sam, robin);
  await sam.seesHeading('A word before you begin');
  await picture(sam, 'before-you-begin');
  await isWell(sam, 'before-you-begin', { controls: 3, passes: 15 });
  await Promise.all([sam.beginsTogether(), robin.beginsTogether()]);
  expect(sam.taps, 'taps of the first').toBeLessThanOrEqual(22);
  expect(robin.taps, 'taps of the second').toBeLessThanOrEqual(16);
  console.log(`taps: ${sam.taps} for the first, ${robin.taps} for the second`);
});

test('both are asked the same question', async () => {
  await Promise.all([sam, robin].map((one) => one.page.getByRole('link', { name: 'Answer' }).waitFor()));
  const asked = await Promise.all([sam, robin].map((one) => one.page.locator('article h2').first().innerText()));
  expect(asked[0]).toBe(asked[1]);
  await picture(sam, 'today');
  const walked = await walksByKeys(sam, 'today');
  for (const stop of ['a Settings', 'button Lock and hide', 'a Today', 'a Answer', 'a Shelf'])
    expect(
      walked.some((one) => one.startsWith(stop)),
      `${stop} among ${walked.join(' | ')}`,
    ).toBe(true);
});

test('nothing of an answer shows before both have sealed', async () => {
  await sam.follow('Answer');
  await startsAtHeading(sam, 'question');
  await sam.write('Your answer', sams);
  await sam.tap('Other ways');
  await walksByKeys(sam, 'question');
  await sam.tap('Other ways');
  await picture(sam, 'question');
  await sam.tap('Seal');
  await sam.sees('Not here yet. There is no hurry.');
  await walksByKeys(sam, 'waiting');
  await picture(sam, 'waiting');
  await onTheSamePage(sam, robin);
  await robin.goes('/today');
  await sam.goes('/today');
  await sam.follow('Look');
  expect(await robin.text()).not.toContain('tea that stood');
  expect(await robin.page.locator('article').first().innerText()).not.toMatch(/sealed/i);
  await robin.answers(robins);
  await robin.sees('Both are sealed');
  expect(await robin.text()).not.toContain('tea that stood');
  await sam.sees('Both are sealed');
  expect(await sam.text()).not.toContain('boots by the door');
  await picture(robin, 'both-sealed');
  await isWell(robin, 'both-sealed', { controls: 5, passes: 15 });
});

test('opened at the same moment, each reads both answers', async () => {
  await walksByKeys(sam, 'both sealed');
  await Promise.all([sam.tap('Open now'), robin.tap('Open now')]);
  await sam.sees(robins);
  await sam.sees(sams);
  await robin.sees(sams);
  await robin.sees(robins);
  await picture(sam, 'revealed');
  await picture(robin, 'revealed');
  await isWell(robin, 'revealed', { controls: 8, passes: 15 });
  await walksByKeys(sam, 'revealed');
});

test('after a reload and unlocking everything is still there', async () => {
  for (const [person, theirs] of [
    [sam, robins],
    [robin, sams],
  ] as const) {
    await person.page.reload();
    await person.unlocks();
    await person.sees(theirs);
  }
});

test('the rooms have their pictures', async () => {
  await sam.goes('/today');
  await sam.sees('How close do you feel today?');
  await sam.page.getByRole('radio', { name: '5 of 7' }).check({ force: true });
  await sam.tap('Keep');
  await sam.sees('You looked in today.');
  await sam.goes('/mine');
  await startsAtHeading(sam, 'mine');
  await walksByKeys(sam, 'mine');
  await sam.tap('Write');
  await sam.write('Diary', 'Rain all day. We were quiet together, and that was enough.');
  await sam.tap('Keep');
  await sam.sees('Rain all day.');
  await picture(sam, 'mine');
  await sam.goes('/picture');
  await sam.seesHeading('Picture');
  await sam.page.setViewportSize(desk);
  await sam.goes('/today');
  await picture(sam, 'today-desktop');
});

test('no page had an error and nobody outside was asked for anything', () => {
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});
