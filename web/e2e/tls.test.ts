// The whole way once over TLS under another name, and what lies in the browsers afterwards: nothing that anyone wrote.
import { afterAll, beforeAll, expect } from 'vitest';
import { behavesCarelessly, filesBelow, holding, stem, twin, twins } from './canary.ts';
import { certificate, type Certificate } from './certificate.ts';
import { linksDevice } from './links.ts';
import { couple, desk, passphrase, Person, type Looks } from './people.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { counts, hasAllOf, looksIn, opensNotice, provesTheKit, setting, writesInDiary } from './ways.ts';

let tls: Certificate;
let server: Server;
let sam: Person;
let robin: Person;
let desktop: Person;
let again: Person;
let kit = '';

/** Each kind of words that a person can write in the app. */
const wrote = (kind: string): string => `${stem}-${kind}`;
const looks = (more: Looks = {}): Looks => ({ args: tls.browser, ...more });

beforeAll(async () => {
  tls = certificate();
  server = await Server.start({ extra: tls.server, base: (port) => `https://hearth.test:${port}` });
  [sam, robin] = await couple(server.setupLink, [looks(), looks({ viewport: desk, colorScheme: 'dark' })]);
});

afterAll(async () => {
  await Promise.all([sam, robin, desktop, again].map((one) => one?.leaves()));
  await server?.stop();
  tls?.remove();
});

test('what each writes for the other arrives: an answer, a look-in, a thanks, a share, a question, a moment', async () => {
  expect(new URL(sam.page.url()).protocol).toBe('https:');
  await sam.follow('Answer');
  await sam.write('Your answer', wrote('draft'));
  await sam.sees('Kept on this phone as you write.');
  await sam.write('Your answer', wrote('answer'));
  await sam.tap('Seal');
  await sam.sees('Not here yet. There is no hurry.');
  await robin.answers(wrote('other-answer'));
  await sam.sees('Both are sealed');
  await sam.tap('Open now');
  await robin.tap('Open now');
  await robin.sees(wrote('answer'));
  await sam.sees(wrote('other-answer'));
  await looksIn(sam, { felt: 5, needed: 6, words: ['tired'], note: wrote('shared-note'), share: 'All of it' });
  await looksIn(sam, { felt: 4, note: wrote('private-note') });
  await opensNotice(sam);
  await sam.write('What did they do?', wrote('thanks'));
  await sam.tap('Add what it gave you');
  await sam.write('What did it give you?', wrote('gave'));
  await sam.tap('Send now');
  await sam.write('What did they do?', wrote('jar'));
  await sam.tap('In the jar');
  await sam.sees('Only you see these.');
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: /^Share something/ }).click();
  await sam.write('What is on your mind', wrote('share'));
  await sam.page.getByRole('radio', { name: /^Ask me/ }).check({ force: true });
  await sam.tap('Share');
  await robin.goes('/today');
  await robin.sees(wrote('shared-note'));
  await robin.sees(wrote('thanks'));
  await robin.page.locator('article', { hasText: 'Sam shared something' }).getByRole('link').click();
  await robin.sees(wrote('share'));
  await robin.tap('Thank you for telling me');
  await robin.tap('Ask something');
  await robin.write('Your question', wrote('question'));
  await robin.tap('Ask');
  await robin.sees(wrote('question'));
  await looksIn(sam, { felt: 6, share: 'The number' });
  await sam.goes('/picture');
  await sam.tap('Mark a moment');
  await sam.write('What was it?', wrote('moment'));
  await sam.tap('Mark it');
  await sam.page.locator('.moments li', { hasText: wrote('moment') }).waitFor();
});

test('the own room, the name, the kit and a second device', async () => {
  await writesInDiary(sam, wrote('diary'));
  await sam.page
    .locator('article', { hasText: wrote('diary') })
    .getByRole('button', { name: 'Change' })
    .click();
  await sam.write('Change', wrote('diary-changed'));
  await sam.tap(sam.page.locator('article').getByRole('button', { name: 'Keep' }));
  await sam.sees(wrote('diary-changed'));
  await setting(sam, 'You');
  await sam.write('Your name', `${stem} name`);
  await sam.tap(sam.page.locator('form').first().getByRole('button'));
  await robin.goes('/mine');
  await robin.sees(`Not ${stem} name`);
  await setting(sam, 'Recovery kit');
  await sam.page.getByRole('link', { name: 'Make a new one' }).click();
  kit = await provesTheKit(sam);
  desktop = await Person.arrives('Sam', looks({ viewport: desk }));
  await desktop.page.goto(server.origin);
  await linksDevice(sam, desktop, wrote('device'));
  await setting(sam, 'Devices');
  await sam.page.locator('main').getByText(wrote('device')).waitFor();
  await desktop.goes('/mine');
  await desktop.sees(wrote('diary-changed'));
});

test('without the server it opens after a reload, keeps what is written, and sends it later', async () => {
  await sam.page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await sam.page.reload();
  await sam.unlocks();
  await server.kill();
  await sam.page.reload();
  await sam.unlocks();
  await writesInDiary(sam, wrote('offline'));
  await opensNotice(sam);
  await sam.write('What did they do?', wrote('offline-thanks'));
  await sam.tap('Send now');
  await sam.write('What did they do?', wrote('unsent'));
  await sam.tap('Lock and hide');
  await sam.seesHeading('Kitchen timer');
  await server.up();
  await sam.tap('More');
  await sam.tap('Open');
  await sam.unlocks();
  expect(await counts(robin, wrote('offline-thanks'))).toBe(1);
  await opensNotice(sam);
  await sam.tap('Draw one');
  await sam.page.locator('article', { hasText: stem }).waitFor();
  await hasAllOf(robin, sam, wrote('last'));
});

test('the kit brings everything back in a browser that has nothing', async () => {
  again = await Person.arrives('Sam', looks());
  await again.page.goto(server.origin);
  await again.page.getByRole('link', { name: 'I have used Hearth before' }).click();
  await again.page.getByRole('button', { name: /^With my recovery kit/ }).click();
  await again.page.locator('input[type=file]').setInputFiles({ name: 'kit.txt', mimeType: 'text/plain', buffer: Buffer.from(kit) });
  await again.page.getByLabel('A passphrase for this phone').fill(passphrase);
  await again.tap('Bring it back');
  await again.sees('Everything is back.', 90_000);
  await again.tap('Go in');
  await again.goes('/mine');
  for (const kind of ['diary-changed', 'offline', 'private-note']) await again.sees(wrote(kind));
  expect(await counts(again, wrote('offline-thanks'))).toBe(1);
});

test('of all of it nothing lies in the clear in the files of any of the browsers; what a careless app keeps is found', async () => {
  const everyone = [sam, robin, desktop, again];
  expect(everyone.flatMap((one) => one.errors)).toEqual([]);
  expect(everyone.flatMap((one) => one.strangers)).toEqual([]);
  await behavesCarelessly(sam);
  await Promise.all(everyone.map((one) => one.context.close()));
  for (const form of twins)
    for (const file of ['.log', '.ldb'])
      expect(
        holding(sam.profile, twin(form)).some((found) => found.includes(`${file}: `)),
        `the twin in ${form}, in a ${file}`,
      ).toBe(true);
  expect(holding(sam.profile, twin(twins[0]!)).some((path) => path.includes('CacheStorage'))).toBe(true);
  const words = [...kit.matchAll(/^ ?\d+ {2}([a-z]+)$/gm)].map((match) => match[1]!);
  expect(words).toHaveLength(12);
  for (const { profile, name } of everyone) {
    expect(filesBelow(profile).some((path) => path.includes('IndexedDB'))).toBe(true);
    for (const sought of [stem, passphrase, words.slice(0, 4).join(' ')]) expect(holding(profile, sought), name).toEqual([]);
  }
});
