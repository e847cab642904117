// Every room behind the lock: that it is there, that it does what it says, that everyone can use it.
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, desk, type Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { writesInDiary } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink, [{}, { viewport: desk, colorScheme: 'dark' }]);
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

test('a pass looks like silence on the screen of the other', async () => {
  await robin.page.getByRole('link', { name: 'Answer' }).waitFor();
  await sam.page.getByRole('link', { name: 'Answer' }).waitFor();
  const before = await robin.text();
  await sam.follow('Answer');
  await isWell(sam, 'question', { controls: 4, passes: 15 });
  await sam.tap('Other ways');
  await sam.tap('Pass');
  await sam.sees('You passed. That is fine.');
  await robin.page.waitForTimeout(2500);
  expect(await robin.text()).toBe(before);
  await robin.answers('A long walk back.');
  await robin.sees('Not here yet. There is no hurry.');
  await isWell(robin, 'sealed');
  expect(await robin.text()).not.toMatch(/pass/i);
});

test('a sealed answer can be taken back', async () => {
  await robin.tap('Take it back');
  await robin.sees('Taken back. It is a draft again.');
  expect(await robin.page.getByLabel('Your answer').inputValue()).toBe('A long walk back.');
});

test('what is noticed arrives at the other', async () => {
  await sam.goes('/today');
  await isWell(sam, 'today', { controls: 8, passes: 15 });
  await sam.page.getByRole('link', { name: /^Notice/ }).click();
  await sam.seesHeading('Notice');
  await isWell(sam, 'notice', { controls: 6, passes: 15 });
  await sam.write('What did they do?', 'You carried the box up all the stairs.');
  await sam.tap('Send now');
  await robin.goes('/today');
  await robin.sees('You carried the box up all the stairs.');
  await isWell(robin, 'today with something noticed', { controls: 8, passes: 15 });
});

test('a look-in shared as a number shows no more than the number', async () => {
  await sam.goes('/today');
  await sam.page.getByRole('radio', { name: '6 of 7' }).check({ force: true });
  await sam.tap('Add words');
  await sam.seesHeading('Look in');
  await isWell(sam, 'look in', { controls: 25, passes: 15 });
  await sam.tap('Add a few lines');
  await sam.write('Anything else', 'Only for me, this line.');
  await sam.page.getByRole('radio', { name: /^The number/ }).check({ force: true });
  await sam.tap('Keep');
  await sam.sees('You looked in today.');
});

test('something unprompted is shared as it is written', async () => {
  await sam.page.getByRole('link', { name: /^Share something/ }).click();
  await sam.seesHeading('Share something');
  await isWell(sam, 'share', { controls: 5, passes: 15 });
  await sam.write('What is on your mind', 'I keep thinking of the sea.');
  await sam.tap('Share');
  await robin.sees('Sam shared something');
  await robin.page.locator('article', { hasText: 'Sam shared something' }).getByRole('link').click();
  await robin.sees('I keep thinking of the sea.');
  await isWell(robin, 'shared');
  await robin.tap('I heard you');
  expect(await robin.text()).not.toContain('Only for me');
});

test('the diary is kept for its owner alone', async () => {
  await writesInDiary(sam, 'Quiet page of mine.');
  await isWell(sam, 'mine', { controls: 8, passes: 15 });
  await sam.goes('/picture');
  await sam.seesHeading('Picture');
  await isWell(sam, 'picture', { controls: 5, passes: 15 });
  await picture(sam, 'picture');
  await robin.goes('/mine');
  await robin.seesHeading('Mine');
  expect(await robin.text()).not.toContain('Quiet page');
});

test('help is in reach when locked, asks nobody, and leaves no entry in the history', async () => {
  await sam.tap('Lock and hide');
  await sam.seesHeading('Kitchen timer');
  await isWell(sam, 'kitchen timer', { controls: 8, passes: 12 });
  expect(await sam.page.title()).toBe('Kitchen timer');
  await sam.tap('More');
  await sam.tap('Open');
  await sam.seesHeading(/Welcome back/);
  await isWell(sam, 'lock', { controls: 4, passes: 15 });
  await sam.page.waitForTimeout(500);
  const requests: string[] = [];
  sam.context.on('request', (request) => requests.push(request.url()));
  const before = await sam.page.evaluate(() => [history.length, location.href]);
  await sam.tap('Help and safety');
  await sam.seesHeading('Help and safety');
  await isWell(sam, 'help', { controls: 3, passes: 15 });
  expect(await sam.page.evaluate(() => [history.length, location.href])).toEqual(before);
  expect(requests).toEqual([]);
});

test('nobody outside was asked for anything', () => {
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
  expect([...sam.errors, ...robin.errors]).toEqual([]);
});
