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
  await card(sam).getByRole('radio', { name: '4' }).check({ force: true });
  await sam.sees('Heard, by your guide alone.');
  const after = await settled(server);
  expect(after.slice(before.length).map((one) => one.split(' ')[0])).toEqual(['space', 'personal']);
  expect(await robin.text()).toBe(shown);
  await sam.page.setViewportSize(desk);
  await picture(sam, 'step-desktop');
});

// The twin of a person with the mark is one who chose the lightest pace, in a pair of their own. That with one seed both
// send the same bytes for half a year is core/app/guide_test.cpp's.
test('the private mark sends what the lightest pace sends, and the partner sees no change', async () => {
  const other = await Server.start();
  const [jo, kim] = await couple(other.setupLink);
  const told: string[][] = [];
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
  expect(await title(jo)).not.toBe('A quiet week');
  await picture(sam, 'quiet-week');
  await other.stop();
});

test('no page had an error and nobody outside was asked for anything', () => {
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});
