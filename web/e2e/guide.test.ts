// The small step of the week: the same for both, and what each tells their own guide stays theirs.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, desk, type Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { setting } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

// One pair in ten rests in its first week, by their own coins: another pair is taken then.
beforeAll(async () => {
  for (let tries = 0; tries < 5; tries += 1) {
    server = await Server.start();
    [sam, robin] = await couple(server.setupLink, [{}, { colorScheme: 'dark' }]);
    await settled(server);
    await card(sam).waitFor();
    if ((await title(sam)) !== 'A quiet week') return;
    await Promise.all([sam, robin].map((person) => person.page.context().close()));
    await server.stop();
  }
  throw new Error('five pairs rested in their first week');
}, 180_000);

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** Every event that the server has, in the order in which it came: into what kind of log, and how long it is. */
function received(of: Server): string[] {
  const database = new DatabaseSync(join(of.data, 'hearth.db'), { readOnly: true });
  try {
    return database
      .prepare(
        'SELECT l.kind AS kind, length(e.header) AS header, length(e.body) AS body FROM events e JOIN logs l ON l.id = e.log ORDER BY e.id',
      )
      .all()
      .map((row) => `${row['kind'] === 1 ? 'space' : 'personal'} ${String(row['header'])} ${String(row['body'])}`);
  } finally {
    database.close();
  }
}

/** The list once nothing comes any more. */
async function settled(of: Server): Promise<string[]> {
  let last = received(of);
  for (let same = 0; same < 6;) {
    await new Promise((done) => setTimeout(done, 250));
    const now = received(of);
    same = now.length === last.length ? same + 1 : 0;
    last = now;
  }
  return last;
}

const card = (person: Person) => person.page.locator('article', { hasText: 'A small step, if you like' });
const title = (person: Person): Promise<string> => card(person).locator('h2').innerText();
const question = (person: Person): Promise<string> => person.page.locator('article h2').first().innerText();

test('with different private readiness both get the same gentle question and step', async () => {
  await card(sam).waitFor();
  await sam.sees('How deep would you like to go at the moment?');
  await picture(sam, 'step-and-ready');
  await sam.tap('deep');
  await robin.tap('light');
  await sam.sees('Heard. It can change any day.');
  await settled(server);
  await expect.poll(async () => [await title(robin), await question(robin)]).toEqual([await title(sam), await question(sam)]);
  for (const person of [sam, robin]) {
    expect(await person.page.getByText('How deep would you like to go').count()).toBe(0);
    await card(person).getByText('Why this?').click();
    await card(person).getByText('A gentle one this week.').waitFor();
    expect(await card(person).locator('.depth').innerText()).toContain('light');
  }
  await picture(sam, 'step-why');
  await picture(robin, 'step-why');
  await isWell(sam, 'step', { controls: 12, passes: 15 });
  await isWell(robin, 'step', { controls: 12, passes: 15 });
});

test('another one and not now change nothing for the other', async () => {
  const first = await title(sam);
  await card(sam).getByRole('button', { name: 'Another one' }).click();
  await expect.poll(() => title(sam)).not.toBe(first);
  const second = await title(sam);
  await card(sam).getByRole('button', { name: 'Not now' }).click();
  await expect.poll(() => title(sam)).not.toBe(second);
  expect(await title(robin)).toBe(first);
  await sam.tap('Undo');
  await expect.poll(() => title(sam)).toBe(second);
});

test('a topic that is off limits is touched by no question, no step and no other one', async () => {
  await setting(sam, 'Pace and topics');
  await sam.page.getByRole('button', { name: 'money' }).waitFor();
  await picture(sam, 'pace');
  await isWell(sam, 'pace', { controls: 20, passes: 15 });
  const topics = sam.page.locator('.chips button');
  for (let i = 0; i < (await topics.count()); i += 1) {
    await topics.nth(i).click();
    await expect.poll(() => topics.nth(i).getAttribute('aria-pressed')).toBe('true');
  }
  await sam.goes('/today');
  await card(sam).waitFor();
  for (let more = true; more;) {
    for (const summary of await sam.page.getByText('Why this?').all()) await summary.click();
    expect(await sam.page.getByRole('button', { name: /^Never this topic/ }).count()).toBe(0);
    const other = card(sam).getByRole('button', { name: 'Another one' });
    more = await other.isVisible();
    const before = await title(sam);
    if (more) await other.click();
    if (more) await expect.poll(() => title(sam)).not.toBe(before);
  }
});

test('what was done is enough for both, and each is asked alone how it was', async () => {
  const before = await settled(server);
  await card(robin).getByRole('button', { name: 'We did it' }).click();
  await card(robin).getByText('That is enough for today.').waitFor();
  await card(sam).getByText('That is enough for today.').waitFor();
  await sam.sees('Only your own guide hears this.');
  await picture(sam, 'step-rate');
  const shown = await robin.text();
  // It is gone as soon as it was heard, so there is nothing left to be found checked.
  await card(sam).getByRole('radio', { name: '4' }).click({ force: true });
  await sam.sees('Heard, by your guide alone.');
  const after = await settled(server);
  expect(after.slice(before.length).map((one) => one.split(' ')[0])).toEqual(['space', 'personal']);
  expect(await robin.text()).toBe(shown);
  await sam.page.setViewportSize(desk);
  await picture(sam, 'step-desktop');
});

const tenth = (person: Person, group: string, value: number) =>
  person.page.getByRole('group', { name: group }).getByRole('radio', { name: `${value} of 10`, exact: true });

test('areas are said one at a time, for oneself; both numbers of one go to the other by a tap', async () => {
  const before = await settled(server);
  const shown = await robin.text();
  await sam.goes('/today');
  await sam.page.getByRole('group', { name: 'How close do you feel today?' }).getByRole('radio', { name: '5 of 7' }).check({ force: true });
  await sam.tap('Keep');
  await sam.follow('Look a little wider');
  await sam.seesHeading('A little wider');
  await tenth(sam, 'How much of it was there this past week?', 4).check({ force: true });
  await tenth(sam, 'How much of it would you like?', 8).check({ force: true });
  await picture(sam, 'wider');
  await isWell(sam, 'wider', { controls: 8, passes: 15 });
  await sam.tap('Keep');
  await sam.sees('There was about 4 of 10, wished 8.');
  await picture(sam, 'wider-areas');
  expect((await settled(server)).slice(before.length).every((one) => one.startsWith('personal'))).toBe(true);
  expect(await robin.text()).toBe(shown);
  await sam.page.getByLabel('Robin sees both numbers').check();
  await robin.goes('/picture');
  await robin.follow('Look a little wider');
  await robin.sees('Sam shared: 4 of 10 there, 8 wished.');
  await sam.page.getByLabel('Robin sees both numbers').uncheck();
  await expect.poll(() => robin.page.getByText('Sam shared').count()).toBe(0);
});

test('an early sign is written, and stays with who wrote it', async () => {
  const before = await settled(server);
  await sam.goes('/mine');
  await sam.follow('Early signs');
  await sam.tap('Write one');
  await sam.write('When I notice that I', 'go quiet at dinner');
  await sam.write('then I would like to', 'ask for a walk');
  await sam.tap('Keep');
  await sam.sees('ask for a walk');
  await picture(sam, 'signs');
  await isWell(sam, 'signs', { controls: 6, passes: 15 });
  expect((await settled(server)).slice(before.length).map((one) => one.split(' ')[0])).toEqual(['personal']);
});

test('after a breach of trust help is named beside each step from the moment one of the two chooses it', async () => {
  await setting(sam, 'Where you two are');
  await sam.sees('Now: Everyday.');
  await sam.page.getByRole('radio', { name: 'Grown apart' }).check({ force: true });
  await sam.sees('You have chosen “Grown apart”. It holds once Robin chooses it too.');
  await robin.goes('/today');
  await card(robin).waitFor();
  expect(await card(robin).getByText('Counselling and other help').count()).toBe(0);
  await sam.page.getByRole('radio', { name: 'After a breach of trust' }).check({ force: true });
  await sam.sees('Now: After a breach of trust, steadying.');
  await picture(sam, 'way');
  await isWell(sam, 'way', { controls: 12, passes: 15 });
  await card(robin).getByText('Counselling and other help').waitFor();
  await picture(robin, 'step-counsellor');
  await sam.page.getByRole('radio', { name: 'Everyday' }).check({ force: true });
  await sam.sees('Now: Everyday.');
  await expect.poll(() => card(robin).getByText('Counselling and other help').count()).toBe(0);
});

test('a day that was hard brings rest to who marked it; the other sees no change', async () => {
  await robin.goes('/today');
  await card(robin).waitFor();
  const [before, shown] = [await settled(server), await robin.text()];
  await sam.goes('/today');
  await sam.follow('Look in again');
  await sam.page.getByRole('group', { name: 'How close do you feel?' }).getByRole('radio', { name: '3 of 7' }).check({ force: true });
  await sam.page.getByRole('radio', { name: 'hard', exact: true }).check({ force: true });
  await picture(sam, 'lookin-between');
  await isWell(sam, 'look in', { controls: 20, passes: 15 });
  await sam.tap('Keep');
  await sam.sees('It was hard today');
  await picture(sam, 'hard-day');
  await isWell(sam, 'hard day', { controls: 8, passes: 15 });
  expect((await settled(server)).slice(before.length).every((one) => one.startsWith('personal'))).toBe(true);
  expect(await robin.text()).toBe(shown);
  await sam.tap('Put this away');
  await expect.poll(() => sam.page.getByText('It was hard today').count()).toBe(0);
});

// The twin of a person with the mark is one who chose the lightest pace, in a pair of their own. That with one seed both
// send the same bytes for half a year is core/app/guide_test.cpp's.
test('the private mark sends what the lightest pace sends, and the partner sees no change', async () => {
  const other = await Server.start();
  const [jo, kim] = await couple(other.setupLink);
  const told: string[][] = [];
  await card(jo).waitFor();
  const usual = await title(jo);
  for (const [one, partner, home, marks] of [
    [sam, robin, server, true],
    [jo, kim, other, false],
  ] as const) {
    await partner.goes('/today');
    await card(partner).waitFor();
    const before = await settled(home);
    const seen = await partner.text();
    if (marks) {
      await one.goes('/mine');
      await one.tap('Help and safety');
      await one.tap('Offer me nothing joint');
      await one.button('Offer me things again').waitFor();
      await picture(one, 'leave-me-out');
      await one.tap('Close');
    } else {
      await setting(one, 'Pace and topics');
      await one.page.getByRole('radio', { name: 'The lightest' }).check({ force: true });
    }
    told.push((await settled(home)).slice(before.length));
    expect(await partner.text()).toBe(seen);
    await one.goes('/today');
    await card(one).waitFor();
  }
  expect(told[0]).toEqual(told[1]);
  expect(told[0]?.length).toBe(1);
  expect(await title(sam)).toBe('A quiet week');
  // One pair in ten rests in its first week; the others go on as they were.
  expect(await title(jo)).toBe(usual);
  await picture(sam, 'quiet-week');
  await other.stop();
});

test('no page had an error and nobody outside was asked for anything', () => {
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});

test('words that may be heavy bring an offer to who writes them, and writing goes on', async () => {
  await robin.goes('/mine');
  const before = await settled(server);
  await robin.tap('Write');
  const field = robin.page.getByLabel('Diary');
  await field.fill('A long day, and I am tired.');
  await new Promise((done) => setTimeout(done, 1_200));
  expect(await robin.page.getByText('someone can listen today').count()).toBe(0);
  await field.fill('A long day. Sometimes I just want to die.');
  await robin.sees('If it is heavy just now, someone can listen today, whatever it is.');
  await picture(robin, 'heavy-words');
  await isWell(robin, 'heavy words', { controls: 8, passes: 15 });
  await robin.tap('See who listens');
  await robin.sees('When it is too much');
  await robin.tap('Close');
  expect(await field.inputValue()).toBe('A long day. Sometimes I just want to die.');
  expect(await settled(server)).toEqual(before);
  await robin.tap('Put this away');
  await expect.poll(() => robin.page.getByText('someone can listen today').count()).toBe(0);
  await robin.tap('Keep');
  await robin.page.locator('article', { hasText: 'Sometimes I just want to die.' }).waitFor();
  // In an answer that will be sealed too.
  await robin.goes('/today');
  await robin.follow('Answer');
  await robin.write('Your answer', 'I do not want to live like this.');
  await robin.sees('someone can listen today');
  await robin.write('Your answer', '');
  // A look-in is kept nowhere before it is done: it stands as it was when the help page is closed.
  await robin.goes('/today');
  await robin.page
    .getByRole('group', { name: 'How close do you feel today?' })
    .getByRole('radio', { name: '3 of 7' })
    .check({ force: true });
  await robin.tap('Add words');
  await robin.seesHeading('Look in');
  await robin.tap('Add a few lines');
  await robin.write('Anything else', 'I do not want to live like this.');
  await robin.tap('See who listens');
  await robin.sees('When it is too much');
  expect(await robin.page.title()).toBe('Hearth');
  await robin.page.keyboard.press('Escape');
  await robin.seesHeading('Look in');
  expect(await robin.page.getByLabel('Anything else').inputValue()).toBe('I do not want to live like this.');
  expect(await robin.page.title()).toContain('Look in');
  await expect.poll(() => robin.button('See who listens').evaluate((one) => one === document.activeElement)).toBe(true);
});

test("in a time of one's own there are things for one, and nothing changes for the other", async () => {
  await sam.goes('/today');
  const shown = await sam.text();
  await setting(robin, 'Pace and topics');
  const before = await settled(server);
  await robin.page.getByRole('radio', { name: /has hold of me/ }).check({ force: true });
  await picture(robin, 'own-time-pace');
  expect((await settled(server)).slice(before.length).map((one) => one.split(' ')[0])).toEqual(['personal']);
  await robin.goes('/today');
  const own = robin.page.locator('article', { hasText: 'For you alone, if you like' });
  await own.waitFor();
  expect(await card(robin).count()).toBe(0);
  const first = await own.locator('h2').innerText();
  await own.getByRole('button', { name: 'Another one' }).click();
  await expect.poll(() => own.locator('h2').innerText()).not.toBe(first);
  await picture(robin, 'own-time');
  await isWell(robin, 'own time', { controls: 8, passes: 15 });
  expect(await sam.text()).toBe(shown);
  await setting(robin, 'Pace and topics');
  await robin.page.getByRole('group', { name: 'A time for you alone' }).getByRole('radio', { name: 'Not now' }).check({ force: true });
  await robin.goes('/today');
  await card(robin).waitFor();
});

test('when it has felt far three times help is named; sharing is named too, but not after the mark', async () => {
  await sam.goes('/today');
  await sam.page.locator('.question').getByRole('link', { name: 'Write for yourself' }).waitFor();
  expect(await sam.page.locator('.question a[href="/share"]').count()).toBe(0);
  for (const [person, links] of [
    [robin, 1],
    [sam, 0],
  ] as const) {
    await person.goes('/today');
    for (let times = 0; times < 3; times += 1) {
      // On Today it may be the first of the day.
      const again = person.page.getByRole('link', { name: 'Look in again' });
      const first = person.page.getByRole('group', { name: 'How close do you feel today?' }).getByRole('radio', { name: '1 of 7' });
      await again.or(first).first().waitFor({ state: 'attached' });
      if (await again.isVisible()) {
        await again.click();
        const felt = person.page.getByRole('group', { name: 'How close do you feel?' });
        await felt.getByRole('radio', { name: '1 of 7' }).check({ force: true });
      } else await first.check({ force: true });
      await person.tap('Keep');
      if (times < 2) await again.waitFor();
    }
    await person.seesHeading('It has felt far for a while');
    await person.button('Someone outside').waitFor();
    await expect.poll(() => person.page.getByRole('link', { name: 'Share something' }).count()).toBe(links);
    await person.goes('/today');
  }
});
