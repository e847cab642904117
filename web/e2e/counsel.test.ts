// A page for a counsellor: only what was chosen, with words of the other only after their yes, and a link that ends.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { hasAllOf, notices, writesInDiary } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;
let counsellor: Person;
let link = '';

beforeAll(async () => {
  const entries = join(mkdtempSync(join(tmpdir(), 'hearth-help-')), 'help.toml');
  writeFileSync(
    entries,
    '[[entry]]\nname = "Practice by the river"\nkind = "counsellor"\nwhom = "couples and families"\nphone = "+49 30 1234567"\n',
  );
  server = await Server.start({ extra: ['--help-entries', entries] });
  [sam, robin] = await couple(server.setupLink, [{}, { colorScheme: 'dark' }]);
}, 180_000);

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** How many events the server has in the space of the two. */
function inSpace(): number {
  const database = new DatabaseSync(join(server.data, 'hearth.db'), { readOnly: true });
  try {
    return database
      .prepare('SELECT l.kind AS kind FROM events e JOIN logs l ON l.id = e.log')
      .all()
      .filter((row) => row['kind'] === 1).length;
  } finally {
    database.close();
  }
}

async function toCounsel(person: Person): Promise<void> {
  await person.goes('/mine');
  await person.follow('For a counsellor');
  await person.seesHeading('For a counsellor');
}

async function chooses(person: Person, group: string): Promise<void> {
  await toCounsel(person);
  await person.follow('Prepare a page');
  await person.tap('Continue');
  await person.seesHeading('What goes in?');
  await person.page
    .getByRole('group', { name: group })
    .getByRole('checkbox', { name: /^All of these/ })
    .check();
}

test('what the host wrote down stands below, marked as theirs, and never in the part for danger', async () => {
  await toCounsel(sam);
  await sam.tap('Counselling and other help');
  await sam.seesHeading('Help and safety');
  const mine = sam.page.locator('section', { has: sam.page.getByRole('heading', { name: 'From the person who runs this server' }) });
  const card = sam.page.getByRole('region', { name: 'Where to turn' });
  await card.getByText('Practice by the river').waitFor();
  expect(await mine.first().innerText()).toContain('None of these is an emergency line.');
  expect(await sam.page.getByRole('region', { name: 'If you are in danger now' }).innerText()).not.toContain('Practice');
  await isWell(sam, 'help with what the host wrote down', { controls: 6, passes: 15 });
  await sam.tap('Close');
});

test('with nothing but own words nobody is asked and nobody is told', async () => {
  await writesInDiary(sam, 'I noticed that I go quiet when I am ashamed.');
  await writesInDiary(sam, 'A page that stays at home.');
  await toCounsel(sam);
  await picture(sam, 'counsel');
  await isWell(sam, 'for a counsellor', { controls: 8, passes: 15 });
  await sam.follow('Prepare a page');
  await isWell(sam, 'which time', { controls: 10, passes: 15 });
  await sam.tap('Continue');
  await sam.tap('Continue');
  await sam.sees('Nothing is chosen yet.');
  await sam.page.getByText('Choose one by one').first().click();
  await sam.page.getByRole('checkbox', { name: /go quiet when I am ashamed/ }).check();
  await picture(sam, 'counsel-choose');
  await isWell(sam, 'what goes in', { controls: 9, passes: 15 });
  await sam.tap('Continue');
  await sam.sees('These are your own words. Nobody is asked, and nobody is told.');
  await sam.write('What is it for?', 'Our second appointment');
  await picture(sam, 'counsel-preview');
  await isWell(sam, 'a look at the whole', { controls: 9, passes: 15 });
  const [before, shown] = [inSpace(), await robin.text()];
  await sam.tap('Prepare it');
  await sam.seesHeading('A page for a counsellor');
  await sam.sees('I noticed that I go quiet when I am ashamed.');
  expect(await sam.text()).not.toContain('stays at home');
  await isWell(sam, 'a page to print', { controls: 7, passes: 15 });
  await new Promise((done) => setTimeout(done, 1000));
  expect(inSpace()).toBe(before);
  expect(await robin.text()).toBe(shown);
});

test('on paper it is black on white, with a foot that says what it is', async () => {
  await sam.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const seen = await sam.page.evaluate(() => {
    const sheet = document.querySelector('.document')!;
    const shown = [...document.querySelectorAll('main > *, nav, h1')].filter((one) => one.checkVisibility() && !sheet.contains(one));
    return {
      ink: getComputedStyle(sheet.querySelector('.words')!).color,
      besides: shown.filter((one) => one !== sheet).map((one) => one.tagName),
      foot: sheet.querySelector('footer')!.textContent,
    };
  });
  expect(seen.ink).toBe('rgb(0, 0, 0)');
  expect(seen.besides).toEqual([]);
  expect(seen.foot).toMatch(/^Prepared by Sam on .* · contains only what was selected$/);
  await sam.page.emulateMedia({ media: 'screen', colorScheme: sam.colorScheme });
});

test('words of the other go in only after their yes to exactly these', async () => {
  await notices(robin, 'You waited for me at the tram.');
  await hasAllOf(sam, robin, 'And you laughed.');
  await chooses(sam, 'What was noticed');
  await sam.tap('Continue');
  await sam.sees('With the answers that belong to them, this goes to Robin first, for a yes.');
  await sam.page.getByRole('radio', { name: 'Under a link' }).check({ force: true });
  await sam.page.getByRole('radio', { name: '3', exact: true }).check({ force: true });
  await sam.tap('Ask Robin');
  await sam.sees('Robin can see it, and may say yes or no.');
  expect(await sam.button('Make the link').count()).toBe(0);
  await robin.goes('/today');
  await robin.follow('Look at it');
  await robin.sees('You waited for me at the tram.');
  await picture(robin, 'counsel-asked');
  await isWell(robin, 'asked about a page', { controls: 8, passes: 15 });
  await robin.tap('No');
  await sam.sees('Robin said no to it. That is a whole answer.');
  await robin.tap('Yes, these words');
  await sam.tap('Make the link');
  await sam.sees(/^The link can be opened until/);
  const place = sam.page.locator('p.link');
  await place.waitFor();
  link = (await place.innerText()).trim();
  expect(link).toMatch(/\/share#[\w-]+\.[\w-]+$/);
  await picture(sam, 'counsel-link');
  await isWell(sam, 'a link that is open', { controls: 8, passes: 15 });
});

test('the counsellor opens it without an account; the key stays in no address', async () => {
  counsellor = await Person.arrives('Counsellor');
  await counsellor.page.goto(link);
  await counsellor.seesHeading('A page was prepared for you');
  expect(counsellor.page.url()).not.toContain('#');
  await picture(counsellor, 'counsel-open');
  await isWell(counsellor, 'a page to open', { controls: 1, passes: 10 });
  await counsellor.tap('Open it');
  await counsellor.seesHeading('A page for a counsellor');
  await counsellor.sees('You waited for me at the tram.');
  await picture(counsellor, 'counsel-read');
  await isWell(counsellor, 'a page that was opened', { controls: 1, passes: 10 });
  expect(await counsellor.page.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length)).toBe(0);
  await expect
    .poll(
      async () => {
        await sam.goes('/today');
        await toCounsel(sam);
        await sam.page
          .getByRole('link', { name: /under a link/ })
          .first()
          .click();
        await sam.seesHeading('A page for a counsellor');
        await new Promise((done) => setTimeout(done, 1500));
        return sam.page.getByText('It was opened. What was read cannot be called back.').count();
      },
      { timeout: 120_000 },
    )
    .toBe(1);
});

test('either takes it back, and then it opens for nobody', async () => {
  await robin.tap('Take it back');
  await robin.sees(/^Taken back\.$/);
  await expect
    .poll(
      async () => {
        await counsellor.page.goto('about:blank');
        await counsellor.page.goto(link);
        await counsellor.tap('Open it');
        await counsellor.page.getByRole('alert').or(counsellor.page.locator('.document')).first().waitFor();
        return counsellor.page.getByText('This link has ended, or was taken back.').count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await counsellor.page.goto('about:blank');
  await counsellor.page.goto(link.replace(/\.[\w-]+$/, '.cut'));
  await counsellor.tap('Open it');
  await counsellor.page.getByRole('alert').waitFor();
  expect(await counsellor.page.locator('.document').count()).toBe(0);
  expect([...sam.errors, ...robin.errors, ...counsellor.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers, ...counsellor.strangers]).toEqual([]);
});
