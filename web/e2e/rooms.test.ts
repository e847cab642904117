// Every room behind the lock: that it is there, that it does what it says, that everyone can use it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, desk, passphrase, Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';

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

/** Opens one of the settings' pages and is back on the list before. */
async function setting(person: Person, name: string): Promise<void> {
  await person.page.getByRole('link', { name: 'Settings' }).first().click();
  await person.seesHeading('Settings');
  if (!name) return;
  await person.page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await person.page.waitForURL((url) => url.pathname.startsWith('/settings/'));
  await person.page.locator('main h1').waitFor({ state: 'attached' });
}

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
  await sam.goes('/mine');
  await sam.tap('Write');
  await sam.write('Diary', 'Quiet page of mine.');
  await sam.tap('Keep');
  await sam.sees('Quiet page of mine.');
  await isWell(sam, 'mine', { controls: 8, passes: 15 });
  await sam.goes('/picture');
  await sam.seesHeading('Picture');
  await isWell(sam, 'picture', { controls: 5, passes: 15 });
  await picture(sam, 'picture');
  await robin.goes('/mine');
  await robin.seesHeading('Mine');
  expect(await robin.text()).not.toContain('Quiet page');
});

test('each page of the settings is there and can be used by everyone', async () => {
  await setting(sam, '');
  await isWell(sam, 'settings', { controls: 16, passes: 15 });
  const names = ['You', 'Lock and hiding', 'Look and language', 'Devices', 'Recovery kit', 'Storage and sync', 'Same-page words'];
  names.push('What your host can see', 'Take everything', 'Remove something', 'The two of you', 'Leave', 'Clear this phone', 'About');
  for (const name of names) {
    await setting(sam, name);
    await isWell(sam, name, { controls: 5, passes: 12 });
  }
});

test('both read the same four words', async () => {
  const words: string[] = [];
  for (const person of [sam, robin]) {
    await setting(person, 'Same-page words');
    await person.page.locator('main [translate="no"]').first().waitFor();
    words.push(await person.page.locator('main [translate="no"]').first().innerText());
  }
  expect(words[0]!.split(/[^a-z]+/i).filter((word) => /[a-z]{3,}/.test(word))).toHaveLength(4);
  expect(words[0]).toBe(words[1]);
});

test('an export is put together on the phone and holds what was written', async () => {
  await setting(sam, 'Take everything');
  await sam.tap('Put it together');
  const asked = sam.page.getByLabel('Passphrase', { exact: true });
  const ready = sam.page.getByRole('button', { name: /^Save / }).first();
  await asked.or(ready).first().waitFor();
  if (await asked.isVisible()) {
    await asked.fill(passphrase);
    await sam.tap('Go on');
  }
  await ready.waitFor();
  const buttons = await sam.page.getByRole('button', { name: /^Save / }).all();
  expect(buttons.length).toBe(2);
  for (const button of buttons) {
    const [file] = await Promise.all([sam.page.waitForEvent('download'), button.click()]);
    const text = readFileSync(await file.path(), 'utf8');
    for (const words of ['Quiet page of mine.', 'You carried the box', 'I keep thinking of the sea.'])
      expect(text, file.suggestedFilename()).toContain(words);
  }
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

test('the demonstration shows two invented people and keeps nothing', async () => {
  const guest = await Person.arrives('Guest', { viewport: desk });
  await guest.page.goto(`${server.origin}/demo`);
  await guest.page.locator('main').first().waitFor();
  expect(await guest.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(guest.errors).toEqual([]);
});

test('nobody outside was asked for anything', () => {
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
  expect([...sam.errors, ...robin.errors]).toEqual([]);
});
