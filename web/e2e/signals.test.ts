// What two say to each other in passing, what lies open between them, what they agreed, and pages of one's own: each from
// the one who writes to the one who may see it, and nothing private on the way.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect } from 'vitest';
import { livesDaysAgo } from './clock.ts';
import { closeBrowser, couple, desk, phone, type Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';

let server: Server;
let sam: Person;
let robin: Person;

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink, [{ serviceWorkers: 'block' }, { colorScheme: 'dark' }]);
}, 180_000);

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** How many events the server has in the space of the two, and in all. */
function received(): { space: number; all: number } {
  const database = new DatabaseSync(join(server.data, 'hearth.db'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT l.kind AS kind FROM events e JOIN logs l ON l.id = e.log').all();
    return { space: rows.filter((row) => row['kind'] === 1).length, all: rows.length };
  } finally {
    database.close();
  }
}

async function room(person: Person, name: RegExp | string): Promise<void> {
  await person.goes('/talk');
  await person.follow(name);
}

async function says(sentence: RegExp): Promise<void> {
  await room(sam, /^Say something in passing/);
  await sam.follow(sentence);
}

async function gone(person: Person, text: string | RegExp): Promise<void> {
  await expect.poll(() => person.page.getByText(text).and(person.page.locator(':visible')).count()).toBe(0);
}

const choose = (person: Person, name: string): Promise<void> =>
  person.page.getByRole('radio', { name, exact: true }).check({ force: true });

test('the room for talking leads quietly to all that lies between two talks', async () => {
  await sam.goes('/talk');
  await sam.sees('Between talks');
  await picture(sam, 'between');
  await isWell(sam, 'between talks', { controls: 15, passes: 15 });
  await sam.follow(/^Say something in passing/);
  await sam.seesHeading('In passing');
  await picture(sam, 'passing');
  await isWell(sam, 'in passing', { controls: 13, passes: 15 });
});

test('a load from outside is named before the two meet, and thanked for', async () => {
  await says(/^I am carrying something from outside/);
  await sam.seesHeading('I am carrying something from outside.');
  await sam.sees('I slept badly.');
  await sam.write('A word with it, if you like', 'The call with the clinic was long.');
  await sam.sees('What Robin will see');
  await picture(sam, 'passing-say');
  await isWell(sam, 'saying something', { controls: 7, passes: 15 });
  await sam.tap('Say it');
  await sam.sees('From you');
  await robin.goes('/today');
  await robin.sees('The call with the clinic was long.');
  const top = (what: string): Promise<number> =>
    robin.page
      .locator(what)
      .first()
      .evaluate((one) => one.getBoundingClientRect().top);
  expect(await top('article:has-text("I am carrying something")'), 'never above the question').toBeGreaterThan(
    await top('.question > :first-child'),
  );
  await picture(robin, 'passing-today');
  await isWell(robin, 'something in passing on Today', { controls: 14, passes: 15 });
  await robin.tap('Thank you');
  await robin.sees('You: “Thank you.”');
  await sam.sees('Robin: “Thank you.”');
  await sam.tap('Take it back');
  await gone(robin, 'The call with the clinic was long.');
});

test('support is asked for by its kind, so that nobody has to guess', async () => {
  await says(/^I could use some support/);
  await sam.tap('Say it');
  await sam.sees('Choose one. It saves guessing.');
  await choose(sam, 'Comfort');
  await picture(sam, 'passing-support');
  await isWell(sam, 'asking for support', { controls: 13, passes: 15 });
  await sam.tap('Say it');
  await robin.sees('I would like some comfort.');
  await robin.tap('Yes');
  await sam.sees('Robin: “Yes.”');
  await sam.tap('It is all right now');
  await gone(robin, 'I would like some comfort.');
});

test('a quiet comes with a time to come back, and the way back in is soft', async () => {
  await says(/^I am shutting down for a while/);
  await sam.tap('Say it');
  await sam.sees('A time to come back makes the quiet easier for both.');
  await choose(sam, 'In 20 minutes');
  await picture(sam, 'passing-quiet');
  await isWell(sam, 'a quiet', { controls: 12, passes: 15 });
  await sam.tap('Say it');
  await robin.sees('I am shutting down for a while.');
  await robin.sees(/^Back: /);
  await robin.tap('I am here');
  await sam.sees('Robin: “I am here.”');
  await sam.tap('I am back');
  await sam.seesHeading('You are back.');
  await picture(sam, 'passing-back');
  await isWell(sam, 'back from a quiet', { controls: 7, passes: 13 });
  await gone(robin, 'I am shutting down for a while.');
  await sam.tap('Say “I am here”');
  await robin.sees('I am here.');
});

test('what is hard is raised softly, and the other chooses the day', async () => {
  await says(/^There is something hard/);
  await sam.tap('Say it');
  await sam.sees('A few words are enough. Even one.');
  await sam.write('What it is about, softly', 'It is about the weekends.');
  await choose(sam, '20');
  await sam.tap('Say it');
  await robin.sees('It is about the weekends.');
  await robin.sees('About 20 minutes. You choose when.');
  await robin.tap('Not yet');
  await sam.sees('Robin: “Not yet.” That is a whole answer.');
  await robin.tap('Choose when');
  await robin.write('What time? (or none)', '20:30');
  await picture(robin, 'passing-when');
  await isWell(robin, 'choosing when', { controls: 14, passes: 15 });
  await robin.tap('This time');
  await robin.sees(/^You chose .*, 20:30\.$/);
  await sam.sees(/^Robin chose .*, 20:30\.$/);
  await sam.sees('Begin this talk');
});

test('Today shows two at most, and the rest is one tap away', async () => {
  await says(/^I noticed something/);
  await sam.write('I noticed', 'that you were humming this morning');
  await sam.tap('Say it');
  await robin.goes('/today');
  await robin.sees('that you were humming this morning');
  expect(await robin.page.locator('.question article .dot').count()).toBe(2);
  await robin.follow('More that was said in passing');
  await robin.seesHeading('In passing');
  await robin.sees('It is about the weekends.');
  await robin.sees('I am here.');
  await picture(robin, 'passing-all');
  await isWell(robin, 'all that was said in passing', { controls: 18, passes: 15 });
  await robin.page.setViewportSize(desk);
  await picture(robin, 'passing-desktop');
  await robin.page.setViewportSize(phone);
  await robin.tap('Say a word');
  await robin.write('Your words', 'It was the song from the kitchen.');
  await robin.tap('Say it');
  await sam.sees('It was the song from the kitchen.');
});

test('what one needs to hear can be said; whether it helped stays with its writer', async () => {
  await says(/^I need to hear something/);
  await sam.tap('that yesterday is over');
  await sam.tap('Say it');
  await robin.sees('that yesterday is over');
  await robin.page.locator('article', { hasText: 'that yesterday is over' }).getByRole('button', { name: 'Say a word' }).click();
  await robin.write('Your words', 'It is over.');
  await robin.tap('Say it');
  await room(sam, /^Say something in passing/);
  await sam.sees('It is over.');
  await sam.sees('Did that help? For you alone.');
  const [before, shown] = [received(), await robin.text()];
  await sam.page
    .getByRole('group', { name: /^Did that help/ })
    .getByRole('button', { name: 'A little' })
    .click();
  await gone(sam, 'Did that help? For you alone.');
  await expect.poll(() => received().all).toBeGreaterThan(before.all);
  expect(received().space).toBe(before.space);
  expect(await robin.text()).toBe(shown);
});

test('an open conversation lies on the shelf until one of the two takes it up', async () => {
  await room(sam, /^Open conversations/);
  await sam.seesHeading('Open conversations');
  await isWell(sam, 'an empty shelf', { controls: 7, passes: 14 });
  await sam.tap('Put one on the shelf');
  await sam.write('What it is about, and where you stopped', 'The holidays. We stopped at the trains.');
  await sam.tap('Put it here');
  await room(robin, /^Open conversations/);
  await robin.sees('The holidays. We stopped at the trains.');
  await robin.tap('Take it up');
  await sam.sees('Robin: “Let us take it up again.”');
  await sam.sees('Talk now');
  await picture(robin, 'open');
  await isWell(robin, 'the shelf of open conversations', { controls: 10, passes: 15 });
  await sam.tap('Off the shelf');
  await gone(robin, 'The holidays. We stopped at the trains.');
});

test('what weighs on both lies on the board, with what helped and what could be done', async () => {
  await room(sam, /^What weighs on us from outside/);
  await sam.seesHeading('Us, against it');
  await sam.tap('Put something on the board');
  await sam.write('What is it?', 'The roof, and no builder');
  await sam.tap('Put it here');
  await room(robin, /^What weighs on us from outside/);
  await robin.sees('The roof, and no builder');
  await robin.tap('Add it: What helped before');
  await robin.write('What helped before?', 'One room at a time, with the radio on.');
  await robin.tap('Add it');
  await sam.sees('One room at a time, with the radio on.');
  await sam.tap('Add it: What we could do');
  await sam.write('What could the two of you do?', 'Nothing on Sundays.');
  await sam.tap('Add it');
  await robin.sees('Nothing on Sundays.');
  await picture(robin, 'board');
  await isWell(robin, 'the board', { controls: 10, passes: 15 });
  await robin.tap('It can go');
  await gone(sam, 'The roof, and no builder');
});

test('a page of one’s own stays so; a copy of one line goes when it is sent, and nothing else', async () => {
  const [before, shown] = [received(), await robin.text()];
  await sam.goes('/mine');
  await sam.follow('Pages of your own');
  await sam.seesHeading('Pages of your own');
  await picture(sam, 'pages');
  await isWell(sam, 'pages of one’s own', { controls: 14, passes: 15 });
  await sam.follow(/^Stress, as it is for you/);
  await sam.sees('Line 1 of 4');
  await sam.write('Where does it come from?', 'Deadlines, and the news before breakfast');
  await picture(sam, 'page-line');
  await isWell(sam, 'one line of a page', { controls: 9, passes: 15 });
  await sam.tap('Next');
  expect(await sam.page.evaluate(() => document.activeElement?.tagName), 'writing goes on').toBe('TEXTAREA');
  await sam.tap('Leave it empty');
  await sam.write('What helps?', 'A hand on my back');
  await sam.tap('Next');
  await sam.tap('Read it through');
  await sam.sees('left empty');
  await picture(sam, 'page-read');
  await isWell(sam, 'a page read through', { controls: 11, passes: 15 });
  await sam.tap('Keep, for me alone');
  await sam.sees('Deadlines, and the news before breakfast');
  await expect.poll(() => received().all).toBeGreaterThan(before.all);
  expect(received().space, 'nothing went into the space of the two').toBe(before.space);
  expect(await robin.text()).toBe(shown);
  await sam.tap('Copy to Robin');
  await sam.tap('Copy to Robin');
  await sam.sees('Choose a line first.');
  await sam.page.getByRole('checkbox', { name: /A hand on my back/ }).check();
  await sam.sees('Robin will read this');
  await picture(sam, 'page-copy');
  await isWell(sam, 'copying a line', { controls: 9, passes: 15 });
  await sam.tap('Copy to Robin');
  await sam.sees(/^Robin has a copy of “What helps\?”/);
  await robin.goes('/today');
  await robin.follow('Sam gave you a page to read.');
  await robin.sees('A hand on my back');
  expect(await robin.page.locator('body').innerText()).not.toContain('Deadlines');
  await picture(robin, 'page-given');
  await isWell(robin, 'a page that was given', { controls: 14, passes: 15 });
  expect(received().space).toBe(before.space + 1);
});

test('a page that stays with its writer offers no way out', async () => {
  await sam.goes('/mine');
  await sam.follow('Pages of your own');
  await sam.follow(/^Was I honest/);
  await sam.write('Where were you open lately?', 'About the money.');
  await sam.tap('Next');
  await sam.tap('Read it through');
  await sam.tap('Keep, for me alone');
  await sam.sees('This page can be copied to nobody.');
  expect(await sam.button('Copy to Robin').count()).toBe(0);
});

test('what was begun on a page is there again after the phone was locked', async () => {
  await sam.goes('/mine');
  await sam.follow('Pages of your own');
  await sam.follow(/^Three lines between you/);
  await sam.page.getByRole('radio', { name: 'Thin' }).check({ force: true });
  await picture(sam, 'page-lines');
  await isWell(sam, 'a line that is drawn', { controls: 12, passes: 15 });
  await sam.tap('Lock and hide');
  await sam.page.goto(new URL('/today', sam.page.url()).href);
  await sam.unlocks();
  await sam.goes('/mine');
  await sam.follow('Pages of your own');
  await sam.follow(/^Three lines between you/);
  await sam.sees('Thin');
  await sam.button('Write it anew').waitFor();
});

test('an agreement needs the yes of both; how it goes is noted alone, and either ends their part', async () => {
  await room(sam, /^What we agreed/);
  await sam.seesHeading('What we agreed');
  await isWell(sam, 'nothing agreed yet', { controls: 16, passes: 14 });
  expect(await sam.page.getByRole('link', { name: /^Openness/ }).count(), 'it belongs to another way').toBe(0);
  await sam.follow(/^Screens/);
  await sam.write('Where do the screens stay away?', 'The table, and the bed.');
  await sam.tap('Next');
  await sam.tap('Leave it empty');
  await sam.tap('Read it through');
  await choose(sam, 'In three months');
  await picture(sam, 'agreement-propose');
  await isWell(sam, 'an agreement, read through', { controls: 15, passes: 15 });
  await sam.tap('Propose it');
  await sam.sees('Robin can read it. There is no hurry.');
  await robin.goes('/today');
  await robin.follow('Sam proposed something to agree on.');
  await robin.sees('The table, and the bed.');
  await picture(robin, 'agreement-proposed');
  await robin.tap('Not yet');
  await sam.sees('Robin said: not yet. That is a whole answer.');
  await robin.tap('Yes');
  await sam.sees(/^Since /);
  const [before, shown] = [received(), await robin.text()];
  await sam.tap('How is it going?');
  await choose(sam, 'Mixed');
  await picture(sam, 'agreement-how');
  await isWell(sam, 'how it goes', { controls: 20, passes: 15 });
  await sam.tap('Keep, for me alone');
  await sam.sees('You noted: mixed.');
  await expect.poll(() => received().all).toBeGreaterThan(before.all);
  expect(received().space).toBe(before.space);
  expect(await robin.text()).toBe(shown);
  await picture(robin, 'agreements');
  await isWell(robin, 'what was agreed', { controls: 18, passes: 15 });
  await robin.tap('End my part');
  await robin.sees(/^This ends your part of “Screens”/);
  await robin.page.getByRole('status').getByRole('button', { name: 'End my part' }).click();
  await gone(sam, /^Since /);
  await sam.page.getByText('Past ones').click();
  await sam.sees('Ended. It held for a while, and that counts.');
});

test('after a long quiet one line is enough to begin', async () => {
  await livesDaysAgo(sam, -20);
  await sam.goes('/today');
  await sam.sees('It has been quiet. That happens.');
  await picture(sam, 'quiet-long');
  await isWell(sam, 'after a long quiet', { controls: 14, passes: 15 });
  await sam.page.locator('a[href^="/signal/first_line?line="]').first().click();
  await sam.seesHeading('It has been quiet. Here is a line.');
  expect(await sam.page.getByLabel('Your line').inputValue()).not.toBe('');
  await picture(sam, 'first-line');
  await isWell(sam, 'a first line', { controls: 19, passes: 15 });
  expect(sam.errors).toEqual([]);
  expect(robin.errors).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});
