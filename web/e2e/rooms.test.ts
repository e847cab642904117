// Every room behind the lock: that it is there, that it does what it says, that everyone can use it.
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, desk, passphrase, Person } from './people.ts';
import { picture } from './pictures.ts';
import { walksByKeys } from './keys.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { hasAllOf, opensNotice, setting, writesInDiary } from './ways.ts';

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
  const card = robin.page.locator('article').first();
  const before = await card.innerText();
  await sam.follow('Answer');
  await isWell(sam, 'question', { controls: 4, passes: 15 });
  await walksByKeys(sam, 'question');
  await sam.tap('Other ways');
  await sam.tap('Pass');
  await sam.sees('You passed. That is fine.');
  await hasAllOf(robin, sam, 'You opened the window.');
  await robin.goes('/today');
  await robin.page.getByRole('link', { name: 'Answer' }).waitFor();
  expect(await card.innerText()).toBe(before);
  await robin.answers('A long walk back.');
  await robin.sees('Not here yet. There is no hurry.');
  await isWell(robin, 'sealed');
  await walksByKeys(robin, 'sealed');
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
  await walksByKeys(sam, 'today');
  await sam.page.getByRole('link', { name: /^Notice/ }).click();
  await sam.seesHeading('Notice');
  await isWell(sam, 'notice', { controls: 6, passes: 15 });
  await walksByKeys(sam, 'notice');
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
  await walksByKeys(sam, 'look in');
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
  await walksByKeys(sam, 'share');
  await sam.write('What is on your mind', 'I keep thinking of the sea.');
  await sam.tap('Share');
  await robin.sees('Sam shared something');
  await robin.page.locator('article', { hasText: 'Sam shared something' }).getByRole('link').click();
  await robin.sees('I keep thinking of the sea.');
  await isWell(robin, 'shared');
  await walksByKeys(robin, 'shared');
  expect(await robin.button('I heard you').count()).toBe(0);
  await robin.tap('Thank you for telling me');
  await robin.tap('Say what I heard');
  await robin.write('What I heard was', 'The sea does not let you go, does it?');
  await robin.tap('Send');
  await robin.sees('Without the question mark it fits.');
  await robin.write('What I heard was', 'The sea does not let you go. You should go there.');
  // That no advice comes back is the wish of the one who shared, so the hint needs no setting. It holds nothing back.
  await robin.sees('“You should” may land as advice.');
  await robin.tap('Leave it');
  await robin.tap('Send');
  await robin.sees('What you heard:');
  await robin.tap('I heard you');
  await robin.page.getByRole('link', { name: 'Talk about it, phones away' }).waitFor();
  expect(await robin.text()).not.toContain('Only for me');
});

test('who wishes to be asked is asked, and the other is told that', async () => {
  await robin.goes('/today');
  await robin.page.getByRole('link', { name: /^Share something/ }).click();
  await robin.write('What is on your mind', 'I might change my work.');
  await robin.page.getByRole('radio', { name: /^Ask me/ }).check({ force: true });
  await robin.tap('Share');
  await sam.goes('/today');
  await sam.sees('Robin shared something');
  await sam.page.locator('article', { hasText: 'Robin shared something' }).getByRole('link').click();
  await sam.sees('Questions are welcome here.');
  await sam.tap('Thank you for telling me');
  await sam.tap('Ask something');
  await sam.write('Your question', 'What would you miss?');
  await sam.tap('Ask');
  await sam.sees('What would you miss?');
  await sam.goes('/today');
});

test('hints on wording are off until chosen, and hold nothing back', async () => {
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: /^Share something/ }).click();
  await sam.tap('I need …');
  expect(await sam.page.locator('textarea').inputValue()).toBe('I need ');
  await sam.write('What is on your mind', 'You always leave the door open.');
  await sam.page.waitForTimeout(1500);
  expect(await sam.text()).not.toContain('may sound larger');
  await setting(sam, 'Look and language');
  await sam.page.getByRole('group', { name: 'Hints on wording' }).getByRole('radio', { name: 'On' }).check({ force: true });
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: /^Share something/ }).click();
  await sam.sees('“You always” may sound larger than it is.');
  await isWell(sam, 'a hint on wording', { controls: 8, passes: 15 });
  await sam.tap('Leave it');
  await expect.poll(() => sam.page.getByText('may sound larger').count()).toBe(0);
  await sam.tap('Keep in my diary');
  await sam.goes('/mine');
  await sam.sees('You always leave the door open.');
});

test('what lies in the jar is seen by its owner alone until it is sent', async () => {
  await opensNotice(sam);
  await sam.write('What did they do?', 'You hummed over the dishes.');
  await sam.tap('In the jar');
  await sam.tap('Draw one');
  await sam.sees('You hummed over the dishes.');
  await opensNotice(robin);
  expect(await robin.text()).not.toContain('hummed over the dishes');
  await sam.tap('Send it');
  await robin.sees('You hummed over the dishes.');
});

test('of the next look-in nothing reaches the other unless it is chosen', async () => {
  await sam.goes('/today');
  await sam.tap(sam.page.getByRole('link', { name: 'Look in again' }));
  await sam.page.getByRole('radio', { name: '3 of 7' }).first().check({ force: true });
  await sam.page.getByRole('group', { name: 'How close would you like it?' }).getByRole('radio', { name: '6 of 7' }).check({ force: true });
  for (const word of ['hopeful', 'tired', 'curious'])
    await sam.page
      .getByRole('button', { name: word, exact: true })
      .or(sam.page.getByRole('checkbox', { name: word, exact: true }))
      .first()
      .click({ force: true });
  await sam.page.getByRole('radio', { name: 'Something else' }).check({ force: true });
  expect(await sam.page.getByRole('radio', { name: /^Only me/ }).isChecked()).toBe(true);
  await sam.tap('Keep');
  await sam.goes('/mine');
  await sam.sees('Felt 3 of 7, wished 6');
  await sam.sees('hopeful · tired · curious');
});

test('“I go first” sends one’s answer open, on purpose, and asks for none', async () => {
  await robin.goes('/today');
  await robin.follow(/Answer|Go on writing/);
  await robin.write('Your answer', 'A long walk back, then tea.');
  await robin.tap('Other ways');
  await robin.tap('I go first');
  await robin.sees('Sam can read it at once. That cannot be taken back unread.');
  await robin.tap('Send it open');
  await robin.sees('Sent open, before any answer.');
  expect(await robin.button('Take it back').count()).toBe(0);
  expect(await robin.text()).not.toMatch(/passed/i);
  await isWell(robin, 'sent open', { controls: 5, passes: 15 });
  await sam.goes('/today');
  await sam.sees('Robin went first. It lies open for you.');
  await sam.follow('Look');
  await sam.sees('A long walk back, then tea.');
  await isWell(sam, 'read what was sent open', { controls: 5, passes: 15 });
});

test('the diary is kept for its owner alone', async () => {
  await writesInDiary(sam, 'Quiet page of mine.');
  await isWell(sam, 'mine', { controls: 8, passes: 15 });
  await walksByKeys(sam, 'mine');
  await sam.goes('/picture');
  await sam.seesHeading('Picture');
  await isWell(sam, 'picture', { controls: 5, passes: 15 });
  await walksByKeys(sam, 'picture');
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
  await walksByKeys(sam, 'lock');
  const requests: string[] = [];
  sam.context.on('request', (request) => requests.push(request.url()));
  const before = await sam.page.evaluate(() => [history.length, location.href]);
  await sam.tap('Help and safety');
  await sam.seesHeading('Help and safety');
  await isWell(sam, 'help', { controls: 3, passes: 15 });
  await walksByKeys(sam, 'help');
  expect(await sam.page.evaluate(() => [history.length, location.href])).toEqual(before);
  expect(requests).toEqual([]);
  await sam.page.keyboard.press('Escape');
  await sam.seesHeading(/Welcome back/);
});

test('under another name neither tab nor icon says anything else, whatever is open', async () => {
  const { page } = sam;
  // Every title that the page ever has, from before its first script.
  await page.addInitScript(() => {
    const titles = new Set<string>();
    Object.assign(window, { titles });
    new MutationObserver(() => titles.add(document.title)).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const said = (): Promise<string[]> =>
    page.evaluate(() => [...(window as unknown as { titles: Set<string> }).titles].filter((one) => one !== ''));
  await page.evaluate(() => localStorage.setItem('hearth.look', JSON.stringify({ disguise: 'notebook' })));
  await page.reload();
  await sam.seesHeading('Locked');
  await sam.tap('Help and safety');
  await sam.seesHeading('Help and safety');
  await page.keyboard.press('Escape');
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await sam.tap('Open');
  await sam.goes('/today');
  await page.keyboard.press('?');
  await sam.seesHeading('Keys on a keyboard');
  await page.keyboard.press('Escape');
  await sam.goes('/picture');
  await sam.seesHeading('Picture');
  await sam.goes('/mine');
  await opensNotice(sam);
  for (const name of ['You', 'Lock and hiding', 'Recovery kit', 'About']) await setting(sam, name);
  expect(await page.title()).toBe('Notebook');
  expect((await said()).toSorted()).toEqual(['Home', 'Notebook']);
  expect(await page.locator('link[rel="icon"]').getAttribute('href')).toBe('/icons/notebook.svg');
});

test('the other name is chosen before anything is written, and holds at once', async () => {
  const kim = await Person.arrives('Kim');
  await kim.page.goto(`${server.origin}/install`);
  await expect.poll(() => kim.page.title()).toMatch(/ · Hearth$/);
  await kim.page.getByRole('radio', { name: 'Kitchen timer' }).check({ force: true });
  expect(await kim.page.title()).toBe('Kitchen timer');
  await kim.page.goto(server.origin);
  await kim.page.getByRole('heading', { level: 1, name: 'Hearth', exact: true }).waitFor();
  await expect.poll(() => kim.page.title()).toBe('Kitchen timer');
  await kim.leaves();
});

test('nobody outside was asked for anything', () => {
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
  expect([...sam.errors, ...robin.errors]).toEqual([]);
});
