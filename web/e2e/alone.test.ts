// One person alone, and one who would rather not begin yet.
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, confirmEachOther, invitationLink, Person } from './people.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { setting, writesInDiary } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

beforeAll(async () => {
  server = await Server.start();
  sam = await Person.arrives('Sam');
  await sam.page.goto(server.setupLink);
  await sam.setsUp('Start');
  await sam.putsOffTheKit();
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

test('an address that names nothing says so, new, locked or open, and leads back', async () => {
  const guest = await Person.arrives('Guest');
  for (const person of [guest, sam]) {
    const answer = await person.page.goto(`${server.origin}/no-such-room`);
    expect(answer?.status()).toBe(200);
    await person.seesHeading('There is nothing here');
    await isWell(person, `nothing here, ${person.name}`, { controls: 2, passes: 12 });
    await person.tap('To Hearth');
    await person.seesHeading(person === guest ? 'Hearth' : /Welcome back/);
  }
  await guest.page.goto(`${server.origin}/help`);
  await guest.seesHeading('Help and safety');
  await guest.leaves();
  await sam.unlocks();
  await sam.goes('/mine');
  await sam.page.evaluate(() => {
    history.pushState(null, '', '/no-such-room');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await sam.seesHeading('There is nothing here');
  await sam.tap('To Hearth');
  await sam.page.getByRole('navigation', { name: 'Rooms' }).waitFor();
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: 'Bring your partner in' }).click();
  await sam.seesHeading(/Bring .* in/);
});

test('help shows the numbers of where the clock stands, and no country’s when nothing tells', async () => {
  const countries: [string, string, string][] = [
    ['Europe/Vienna', 'en-US', 'AT'],
    ['Europe/Brussels', 'fr-FR', 'other'],
    ['UTC', 'en-GB', 'GB'],
    ['UTC', 'en-US', ''],
  ];
  for (const [timezoneId, locale, code] of countries) {
    const guest = await Person.arrives('Guest', { timezoneId, locale });
    await guest.page.goto(`${server.origin}/safety`);
    await guest.seesHeading('Help and safety');
    expect(await guest.page.getByLabel('Where are you').inputValue(), `${timezoneId} ${locale}`).toBe(code);
    if (code === 'AT') {
      await guest.sees('Police of Salzburg: from a page dated 11 February 2022, may have changed.');
      expect(await guest.page.locator('.lines a').first().getAttribute('href')).toBe('tel:112');
    }
    if (code === 'GB') await guest.sees('0808 2000 247');
    if (code === 'other') await guest.sees(/^No number is known here for your country\./);
    if (!code) {
      await guest.sees('Choose where you are, and the numbers of that country stand here.');
      await guest.page.getByLabel('Where are you').selectOption('CA');
      await guest.sees('No number is known here. Two words to look for: “abuse helpline”.');
    }
    await guest.leaves();
  }
});

test('alone, the day’s question is kept as a draft, and the rest works', async () => {
  await sam.tap('Do this later');
  await sam.sees('You are here alone for now.');
  await isWell(sam, 'today alone', { controls: 8, passes: 15 });
  expect(await sam.page.getByText('A small step, if you like').count()).toBe(0); // It takes two.
  await sam.follow('Answer');
  await sam.write('Your answer', 'A draft to nobody yet.');
  await sam.tap('Keep as a draft');
  await sam.page.waitForURL((url) => url.pathname === '/today');
  await sam.page.getByRole('radio', { name: '4 of 7' }).check({ force: true });
  // The first time it is asked on Today too.
  await sam.page.getByRole('group', { name: 'How close would you like it?' }).getByRole('radio', { name: '6 of 7' }).check({ force: true });
  await sam.tap('Keep');
  await sam.sees('You looked in today.');
  await writesInDiary(sam, 'A page of my own.');
  await sam.sees('A draft to nobody yet.');
  await sam.sees('Felt 4 of 7, wished 6');
  await isWell(sam, 'mine alone', { controls: 8, passes: 15 });
  await sam.page.reload();
  await sam.unlocks();
  await sam.goes('/mine');
  await sam.sees('A page of my own.');
  await sam.sees('A draft to nobody yet.');
});

test('the word before beginning is read alone, with help beside it that asks nobody', async () => {
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: 'Bring your partner in' }).click();
  const link = await invitationLink(sam);
  robin = await Person.arrives('Robin', { colorScheme: 'dark' });
  await robin.page.goto(link);
  await robin.setsUp('Come in');
  await robin.putsOffTheKit();
  await confirmEachOther(sam, robin);
  await sam.seesHeading('A word before you begin');
  const before = await sam.page.evaluate(() => [history.length, location.href]);
  const requests: string[] = [];
  sam.page.on('request', (request) => requests.push(request.url()));
  await sam.tap('Read this first');
  await sam.seesHeading('Help and safety');
  expect(await sam.page.evaluate(() => [history.length, location.href])).toEqual(before);
  expect(requests).toEqual([]);
  await sam.tap('Back');
  await sam.seesHeading('A word before you begin');
});

test('just me for now: the other learns one sentence, and nothing goes anywhere', async () => {
  await robin.beginsTogether();
  await sam.tap('Just me for now');
  await sam.sees('You are here for yourself. Everything works, and nothing is shared.');
  await robin.sees('Sam is not ready yet. That is fine.');
  await isWell(robin, 'today while the other is not ready', { controls: 8, passes: 15 });
  await sam.follow(/Answer|Go on writing/);
  expect(await sam.button('Seal').count()).toBe(0);
  await sam.button('Keep as a draft').waitFor();
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: /^Share something/ }).click();
  await sam.sees('There is nobody to share it with yet.');
  expect(await robin.text()).not.toMatch(/private|solo|alone|just me/i);
});

test('later both may begin', async () => {
  await setting(sam, 'The two of you');
  await sam.tap('Begin together');
  await robin.page.getByText('Sam is not ready yet.').waitFor({ state: 'detached' });
  await sam.goes('/today');
  await sam.answers('Now to both of us.');
  await sam.sees('Not here yet. There is no hurry.');
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});
