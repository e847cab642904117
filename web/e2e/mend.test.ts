// After a hurt: two doors, one step to a page. What is private stays, "not yet" is a whole answer, sides open together.
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
  [sam, robin] = await couple(server.setupLink, [{ serviceWorkers: 'block' }, { serviceWorkers: 'block', colorScheme: 'dark' }]);
}, 180_000);

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** How many events the server has in the space of the two, and in their own logs. */
function received(): { space: number; own: number } {
  const database = new DatabaseSync(join(server.data, 'hearth.db'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT l.kind AS kind FROM events e JOIN logs l ON l.id = e.log').all();
    const space = rows.filter((row) => row['kind'] === 1).length;
    return { space, own: rows.length - space };
  } finally {
    database.close();
  }
}

/** The same, once nothing comes any more. */
async function settled(): Promise<{ space: number; own: number }> {
  let last = received();
  for (let same = 0; same < 6;) {
    await new Promise((done) => setTimeout(done, 250));
    const now = received();
    same = now.space === last.space && now.own === last.own ? same + 1 : 0;
    last = now;
  }
  return last;
}

/** Everything that this phone has kept: how many entries each of its stores holds. */
const keptHere = (person: Person): Promise<string> =>
  person.page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((give, fail) => {
        request.onsuccess = () => give(request.result);
        request.onerror = () => fail(request.error ?? new Error('the store did not answer'));
      });
    const counts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name!));
      for (const store of database.objectStoreNames)
        counts.push(`${name}/${store} ${await done(database.transaction(store).objectStore(store).count())}`);
      database.close();
    }
    return [...counts, `local ${Object.keys(localStorage).sort().join(' ')}`].join('\n');
  });

async function toMend(person: Person): Promise<void> {
  await person.goes('/talk');
  await person.follow(/^Mend/);
  await person.seesHeading('Mend');
}

async function toTrust(person: Person): Promise<void> {
  await toMend(person);
  await person.follow(/^Trust was broken/);
  await person.seesHeading('When trust was broken');
}

async function isCalm(person: Person): Promise<void> {
  for (const question of ['Am I calm enough', 'Could I say no here', 'Is it my own wish']) {
    await person.sees(new RegExp(question));
    await person.tap('Yes');
  }
}

const words = 'When you are ready, I would like to talk about Tuesday.';
const asked = (person: Person, text: string) => person.page.getByRole('link', { name: new RegExp(text) });

test('there are two doors, and a "not just now" leaves no trace anywhere', async () => {
  await toMend(sam);
  await picture(sam, 'mend');
  await isWell(sam, 'mend', { controls: 10, passes: 15 });
  const [before, here, shown] = [await settled(), await keptHere(sam), await robin.text()];
  for (const yeses of [0, 1, 2]) {
    await sam.follow(/^We hurt each other today/);
    await sam.seesHeading('Is now a good moment?');
    if (yeses === 0) {
      await picture(sam, 'mend-calm');
      await isWell(sam, 'calm enough', { controls: 7, passes: 15 });
    }
    for (let i = 0; i < yeses; i += 1) await sam.tap('Yes');
    await sam.tap('Not just now');
    await sam.seesHeading('Then not now');
    if (yeses === 0) {
      await picture(sam, 'mend-not-now');
      await isWell(sam, 'not now', { controls: 9, passes: 15 });
      await sam.page.locator('main:visible').getByRole('button', { name: 'Help and safety' }).click();
      await sam.sees('Where to turn');
      await sam.tap('Close');
      await sam.seesHeading('Then not now');
    }
    await sam.tap('Back');
    await sam.seesHeading('Mend');
  }
  expect(await settled()).toEqual(before);
  expect(await keptHere(sam)).toBe(here);
  expect(await robin.text()).toBe(shown);
});

test('a breath is counted in words for who asked for stillness, and can be left', async () => {
  await sam.follow(/^We hurt each other today/);
  await isCalm(sam);
  await sam.seesHeading('First, a little breath');
  await sam.sees(/^(In|Out), [1-6]$/);
  expect(await sam.page.evaluate(() => document.getAnimations().length), 'nothing moves').toBe(0);
  await picture(sam, 'mend-pause');
  await isWell(sam, 'a breath', { controls: 6, passes: 12 });
  await sam.tap('Go on now');
  await sam.seesHeading('My side');
});

test('the own side is kept as it is written, for nobody else, and a phone that locks loses none of it', async () => {
  const [before, shown] = [await settled(), await robin.text()];
  await sam.write('What happened, as a camera would have seen it', 'I came in at eight. Nobody looked up.');
  await sam.write('What I felt', 'Small.');
  await sam.sees('Kept, for you alone.');
  await picture(sam, 'mend-side');
  await isWell(sam, 'my side', { controls: 11, passes: 15 });
  await sam.page.setViewportSize(desk);
  await picture(sam, 'mend-side-desktop');
  await sam.page.setViewportSize(phone);
  const after = await settled();
  expect(after.space).toBe(before.space);
  expect(after.own).toBeGreaterThan(before.own);
  expect(await robin.text()).toBe(shown);
  await sam.page.reload();
  await sam.unlocks();
  await sam.seesHeading('My side');
  await sam.tap('Go on with it');
  expect(await sam.page.getByLabel('What I felt').inputValue()).toBe('Small.');
  await sam.write('What I needed', 'One minute of someone being glad.');
  await sam.tap('Go on');
  await sam.seesHeading('Ask, in your own words');
});

test('an invitation in own words; "not yet" is a whole answer and becomes a yes', async () => {
  await sam.tap('Send to Robin');
  await sam.sees('A few words are enough. Even one.');
  await sam.write('Your words', words);
  await picture(sam, 'mend-invite');
  await isWell(sam, 'the invitation', { controls: 7, passes: 15 });
  await sam.tap('Send to Robin');
  await sam.seesHeading('Sent');
  await sam.sees('No answer yet. There is no hurry.');
  await robin.goes('/today');
  await robin.sees('Sam wrote to you, about something that hurt');
  await picture(robin, 'mend-today');
  await robin.follow('Read it');
  await robin.sees(words);
  await picture(robin, 'mend-asked');
  await isWell(robin, 'an invitation received', { controls: 8, passes: 15 });
  await robin.tap('Not yet');
  await robin.sees('You said: not yet. That stays so until you say otherwise.');
  await sam.sees('Robin said: not yet. That is a whole answer.');
  await picture(sam, 'mend-not-yet');
  await isWell(sam, 'a not yet', { controls: 6, passes: 15 });
  expect(await sam.text(), 'no day, no count, nothing to press for an answer').not.toMatch(/\d|again|remind/i);
  await robin.goes('/today');
  await expect.poll(() => robin.page.getByText('about something that hurt').count()).toBe(0);
  await toMend(robin);
  await asked(robin, words).click();
  await robin.tap('Yes, when …');
  await robin.page.getByRole('radio', { name: 'Tomorrow' }).check({ force: true });
  await robin.write('Around what time? (or none)', '20:30');
  await picture(robin, 'mend-when');
  await isWell(robin, 'when', { controls: 9, passes: 15 });
  await robin.tap('Tell Sam');
  await robin.sees('Each writes one side');
  await sam.sees('Each writes one side');
});

test('each seals a side; one takes theirs back and seals it anew, and nothing opens before both are there', async () => {
  await picture(robin, 'mend-sides');
  await isWell(robin, 'both sides', { controls: 7, passes: 15 });
  await robin.tap('Write my side');
  await isCalm(robin);
  await robin.tap('Go on now');
  await robin.seesHeading('My side');
  await robin.write('What I felt', 'Not this too.');
  await robin.tap('Go on');
  await robin.seesHeading('My side, to be heard');
  await robin.tap('Begin with its words');
  const side = robin.page.getByLabel('Your side');
  expect(await side.inputValue()).toBe('Not this too.');
  await picture(robin, 'mend-seal');
  await isWell(robin, 'sealing', { controls: 7, passes: 15 });
  await robin.tap('Seal');
  await robin.sees('Not here yet. There is no hurry.');
  await picture(robin, 'mend-sealed');
  await robin.tap('Take it back');
  await robin.sees('Each writes one side');
  await robin.tap('Write my side');
  await robin.seesHeading('My side, to be heard');
  await side.fill('I had been on the phone for an hour, and did not say that I needed a minute.');
  await robin.tap('Seal');
  await robin.sees('Not here yet. There is no hurry.');
  expect(await sam.text()).not.toContain('on the phone');
  await sam.tap('Write my side');
  await sam.seesHeading('My side, to be heard');
  await sam.sees(/^Robin said yes: .*20:30\.$/);
  await sam.tap('Begin with its words');
  expect(await sam.page.getByLabel('Your side').inputValue()).toBe(
    'I came in at eight. Nobody looked up.\n\nSmall.\n\nOne minute of someone being glad.',
  );
  await sam.tap('Seal');
  await sam.sees('Both are sealed');
  await picture(sam, 'mend-both');
  await isWell(sam, 'both sealed', { controls: 7, passes: 15 });
  expect(await sam.text()).not.toContain('on the phone');
  await sam.tap('Open now');
  await sam.sees('I had been on the phone for an hour, and did not say that I needed a minute.');
  await robin.tap('Open now');
  await robin.sees(/Nobody looked up/);
  await picture(sam, 'mend-opened');
  await isWell(sam, 'both open', { controls: 8, passes: 15 });
  await sam.page.setViewportSize(desk);
  await picture(sam, 'mend-opened-desktop');
  await sam.page.setViewportSize(phone);
});

test('the talk about it says back first', async () => {
  await sam.follow('Talk about it, phones away');
  await sam.seesHeading('Phones-away talk');
  await sam.sees('What each of you wrote. One tells, the other says it back first.');
  await sam.tap('Back');
  await sam.sees(/on the phone for an hour/);
});

test('one small thing each, about oneself, with a day', async () => {
  const field = (person: Person) => person.page.getByLabel('One small thing that I will do');
  await sam.tap('Say one');
  expect(await field(sam).inputValue()).toBe('I will ');
  await sam.tap('Say it');
  await sam.sees('A few words are enough. Even one.');
  await field(sam).fill('I will say when I come home later.');
  await picture(sam, 'mend-small');
  await sam.tap('Say it');
  await robin.sees('I will say when I come home later.');
  await robin.tap('Say one');
  await field(robin).fill('I will look up when the door opens.');
  await robin.page.getByRole('radio', { name: 'Tomorrow' }).check({ force: true });
  await robin.tap('Say it');
  await sam.sees('I will look up when the door opens.');
  await isWell(sam, 'one small thing each', { controls: 10, passes: 15 });
  expect(await sam.page.getByRole('button', { name: 'It happened' }).count(), 'only of the own one').toBe(1);
  await sam.tap('It happened');
  await robin.sees(/it happened/);
  await picture(robin, 'mend-promised');
});

test('a complaint becomes a request, and only chosen lines of it go to the other', async () => {
  await toMend(sam);
  await sam.follow(/^From a complaint to a request/);
  const before = await settled();
  await sam.write('What happened, just once', 'On Sunday we ate with the television on.');
  await sam.write('What I felt', 'Alone at a table for two.');
  await sam.write('One thing to ask for, free to be refused', 'Would you leave it off on Sundays?');
  await sam.tap('Choose lines for Robin');
  await picture(sam, 'mend-request');
  await isWell(sam, 'a request', { controls: 12, passes: 15 });
  expect((await settled()).space).toBe(before.space);
  await sam.page.getByRole('checkbox', { name: /^What I felt/ }).uncheck();
  await sam.tap('Send these');
  await sam.sees('Robin can read these lines now.');
  expect((await settled()).space).toBe(before.space + 1);
});

test('"the same again" is a mark for oneself; after a few of them it leads to what lies under it', async () => {
  await toMend(sam);
  const [before, shown] = [await settled(), await robin.text()];
  await sam.tap('Give it a name');
  await sam.write('A name for it', 'Coming home late');
  await sam.tap('Mark it');
  await sam.sees('Marked: Coming home late. Only you see it.');
  for (let more = 0; more < 2; more += 1) {
    await sam.goes('/talk');
    await toMend(sam);
    await sam.tap('Coming home late');
    await sam.sees('Marked: Coming home late. Only you see it.');
  }
  await sam.sees(/there is often something else under it/);
  await picture(sam, 'mend-again');
  expect((await settled()).space).toBe(before.space);
  expect(await robin.text()).toBe(shown);
  await sam.page.locator('main .soft').getByRole('link', { name: 'What lies under it' }).click();
  await sam.write('Where we really differ', 'For you home is quiet. For me it is people.');
  await picture(sam, 'mend-root');
  await isWell(sam, 'what lies under it', { controls: 12, passes: 15 });
  await sam.tap('Ask for both views');
  await sam.write('Your words', 'I would like us to look under it.');
  await sam.tap('Send to Robin');
  await sam.seesHeading('Sent');
});

test('either lets a mend rest with one tap, and no reason', async () => {
  await robin.goes('/today');
  await robin.follow('Read it');
  await robin.sees('I would like us to look under it.');
  await robin.tap('Let it rest');
  await robin.sees('Either of you can begin anew.');
  await sam.sees('Either of you can begin anew.');
  await isWell(sam, 'what rests', { controls: 6, passes: 15 });
  expect(await sam.text(), 'nobody is named for it').not.toMatch(/Robin (let|rest|stopp)/);
});

test('the slow way says first what it is, and what the other sees of the choice', async () => {
  await toTrust(sam);
  await sam.sees('Robin sees that you have chosen it. From then on nothing playful is suggested to either of you.');
  await picture(sam, 'trust-begin');
  await isWell(sam, 'the slow way, before', { controls: 7, passes: 15 });
  await sam.tap('Take this way');
  await sam.sees('I am ready for this part');
  expect(await sam.page.locator('main').innerText()).not.toMatch(/forgiv/i);
  await picture(sam, 'trust');
  await isWell(sam, 'the slow way', { controls: 15, passes: 15 });
  await sam.page.setViewportSize(desk);
  await picture(sam, 'trust-desktop');
  await sam.page.setViewportSize(phone);
});

const ready = (person: Person) => person.page.getByRole('checkbox', { name: 'I am ready for this part' }).first();

test('who is ready alone is seen by nobody; when both are, it opens, and a pause closes it', async () => {
  await toTrust(robin);
  await robin.sees('I am ready for this part');
  await settled();
  const shown = await robin.text();
  await ready(sam).check();
  await settled();
  expect(await robin.text()).toBe(shown);
  expect(await sam.page.getByText('Open for both of you').count()).toBe(0);
  await ready(robin).check();
  await sam.sees(/^Open for both of you/);
  await robin.sees(/^Open for both of you/);
  await isWell(robin, 'a part that is open', { controls: 15, passes: 15 });
  await robin.tap('Pause for now');
  await expect.poll(() => sam.page.getByText('Open for both of you').count()).toBe(0);
  await sam.sees('It rests during the pause.');
  expect(await sam.text(), 'nobody is named for it').not.toMatch(/Robin paus/);
  await picture(sam, 'trust-paused');
  await robin.tap('Go on');
  await sam.sees(/^Open for both of you/);
  await sam.follow('Invite to this part');
  await sam.write('Your words', 'When you are ready, I would like to tell you what it has been like.');
  await sam.tap('Send to Robin');
  await sam.seesHeading('Sent');
  await robin.sees('When you are ready, I would like to tell you what it has been like.');
  await robin.goes('/today');
  await robin.page.locator('main h1').waitFor();
  expect(await robin.page.getByText('about something that hurt').count(), 'of the slow way nothing is brought to Today').toBe(0);
});

test('small promises, mixed feelings, and a plan for the hour when it is too much', async () => {
  await toTrust(robin);
  await toTrust(sam);
  await sam.tap('Say one');
  await sam.page.getByLabel('One small thing that I will do').fill('I will be home by six on Friday.');
  await sam.tap('Say it');
  await robin.sees('I will be home by six on Friday.');
  const [before, shown] = [await settled(), await robin.text()];
  await sam.follow(/^Mixed feelings/);
  await sam.page.getByRole('button', { name: 'angry' }).click();
  await sam.page.getByRole('button', { name: 'tender' }).click();
  await sam.write('In words', 'This morning I missed you, and could not look at you.');
  await picture(sam, 'trust-mixed');
  await isWell(sam, 'mixed feelings', { controls: 30, passes: 15 });
  await sam.tap('Keep, for me alone');
  await sam.page.locator('article', { hasText: 'angry, tender' }).waitFor();
  await sam.tap('Back');
  await sam.follow(/^When it all comes at once/);
  await sam.write('What helps me', 'Cold water, the stairs.');
  await picture(sam, 'trust-flooding');
  await isWell(sam, 'a plan for flooding', { controls: 10, passes: 15 });
  await sam.tap('It is too much now');
  await sam.seesHeading('First, a little breath');
  await sam.tap('Go on now');
  expect(await sam.page.getByLabel('What helps me').inputValue()).toBe('Cold water, the stairs.');
  await sam.tap('Keep, for me alone');
  await sam.seesHeading('When trust was broken');
  expect((await settled()).space).toBe(before.space);
  expect(await robin.text()).toBe(shown);
});

test('three days later each looks back alone', async () => {
  await toMend(sam);
  await asked(sam, words).click();
  await sam.sees('I will look up when the door opens.');
  expect(await sam.page.getByText('Did it help?').count()).toBe(0);
  await livesDaysAgo(sam, -3);
  await sam.sees('Did it help?');
  await picture(sam, 'mend-follow');
  await isWell(sam, 'a few days later', { controls: 10, passes: 15 });
  const [before, shown] = [await settled(), await robin.text()];
  await sam.tap('A little');
  await sam.sees('You both stayed. That’s the hard part.');
  await picture(sam, 'mend-stayed');
  await livesDaysAgo(sam, 0);
  await sam.sees('You both stayed. That’s the hard part.');
  expect((await settled()).space).toBe(before.space);
  expect(await robin.text()).toBe(shown);
});

test('no page had an error and nobody outside was asked for anything', () => {
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});
