// The settings, page by page: each can be used by everyone and does what it says. Leaving and clearing come last.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, desk, passphrase, type Person } from './people.ts';
import { picture } from './pictures.ts';
import { walksByKeys } from './keys.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { counts, notices, opensNotice, passesTheAsking, provesTheKit, setting, writesInDiary } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

const noticed = 'You carried the box up all the stairs.';
const page = 'Quiet page of mine.';

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink, [{}, { viewport: desk, colorScheme: 'dark' }]);
  await writesInDiary(sam, page);
  await notices(sam, noticed);
  await sam.goes('/today');
  await sam.answers('I answered before.');
  await robin.goes('/today');
  await robin.sees(noticed);
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

test('each page of the settings is there and can be used by everyone', async () => {
  await setting(sam);
  await isWell(sam, 'settings', { controls: 16, passes: 15 });
  await walksByKeys(sam, 'settings');
  const names = ['You', 'Lock and hiding', 'Look and language', 'Devices', 'Recovery kit', 'Storage and sync', 'Same-page words'];
  names.push('What your host can see', 'Take everything', 'Remove something', 'The two of you', 'Leave', 'Clear this phone', 'About');
  for (const name of names) {
    await setting(sam, name);
    await isWell(sam, name, { controls: 5, passes: 12 });
    await walksByKeys(sam, name);
  }
});

test('storage says that nothing waits, and the host page says field by field what is seen', async () => {
  await setting(sam, 'Storage and sync');
  await sam.sees('In touch');
  await sam.sees('Nothing');
  await setting(sam, 'What your host can see');
  await sam.sees('Nothing of it.');
  expect(await sam.page.locator('main tr').count()).toBeGreaterThan(10);
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

test('an export is put together on the phone and holds what was written, readable and line by line', async () => {
  await setting(sam, 'Take everything');
  await sam.tap('Put it together');
  const ready = sam.page.getByRole('button', { name: /^Save / }).first();
  await passesTheAsking(sam, ready);
  const buttons = await sam.page.getByRole('button', { name: /^Save / }).all();
  expect(buttons.length).toBe(2);
  const names: string[] = [];
  for (const button of buttons) {
    const [file] = await Promise.all([sam.page.waitForEvent('download'), button.click()]);
    const text = readFileSync(await file.path(), 'utf8');
    names.push(file.suggestedFilename());
    for (const words of [page, noticed]) expect(text, file.suggestedFilename()).toContain(words);
    if (file.suggestedFilename().endsWith('.jsonl'))
      for (const line of text.trim().split('\n')) expect(JSON.parse(line)).toBeTypeOf('object');
    else expect(text).toMatch(/^<!doctype html>/i);
  }
  expect(names.map((name) => name.replace(/^.*\./, '')).sort()).toEqual(['html', 'jsonl']);
});

test('the kit is made and proved in the settings, and checked there later', async () => {
  await setting(sam, 'Recovery kit');
  await sam.page.getByRole('link', { name: 'Make a new one' }).click();
  const kit = await provesTheKit(sam);
  const words = [...kit.matchAll(/^ ?\d+ {2}([a-z]+)$/gm)].map((match) => match[1]!);
  await sam.sees('Check the kit');
  await sam.write('The twelve words', [...words.slice(1), words[0]].join(' '));
  await sam.tap('Check');
  await sam.sees('These words are not your present kit.');
  await sam.write('The twelve words', words.join(' '));
  await sam.tap('Check');
  await sam.sees('This is your kit. It works.');
});

test('a new passphrase replaces the old one', async () => {
  const fresh = 'harbour thimble orchid saddle';
  await setting(sam, 'You');
  await sam.write('Passphrase now', 'not the one');
  await sam.write('New passphrase', fresh);
  await sam.tap('Change it');
  await sam.sees('The present passphrase is not right.');
  await sam.write('Passphrase now', passphrase);
  await sam.tap('Change it');
  await sam.sees('Changed. Use the new one from now on.');
  await sam.page.reload();
  await sam.seesHeading(/Welcome back/);
  await sam.write('Passphrase', passphrase);
  await sam.tap('Open');
  await sam.sees('That is not the passphrase. Nothing is lost.');
  await sam.unlocks(fresh);
  await setting(sam, 'You');
  await sam.write('Passphrase now', fresh);
  await sam.write('New passphrase', passphrase);
  await sam.tap('Change it');
  await sam.sees('Changed. Use the new one from now on.');
});

test('what one removes is gone from both phones, and can come back', async () => {
  await setting(sam, 'Remove something');
  const row = sam.page.locator('main li', { hasText: noticed });
  await row.getByRole('button', { name: 'Remove' }).click();
  await sam.sees('This removes it from both phones at once');
  await row.getByRole('button', { name: 'Remove' }).click();
  await sam.sees('Removed. For seven days it can come back.');
  await opensNotice(robin);
  await robin.page.getByText(noticed).waitFor({ state: 'detached' });
  await isWell(sam, 'something removed', { controls: 6, passes: 12 });
  await sam.tap('Bring back');
  expect(await counts(robin, noticed)).toBe(1);
});

test('words can be twice as large, and nothing is cut off', async () => {
  await setting(sam, 'Look and language');
  await sam.page.getByRole('radio', { name: '200 %' }).check({ force: true });
  await isWell(sam, 'look, large', { controls: 8, passes: 12 });
  await sam.goes('/today');
  await isWell(sam, 'today, large', { controls: 8, passes: 15 });
  await setting(sam, 'Look and language');
  await sam.page.getByRole('radio', { name: '100 %' }).check({ force: true });
});

test('who leaves keeps what they could read, and the other is told in one line', async () => {
  await setting(robin, 'Leave');
  await robin.tap('Leave our space');
  await robin.sees('You have left. Everything you could read is still here.');
  await opensNotice(robin);
  await robin.sees(noticed);
  await sam.goes('/today');
  await sam.sees('Robin has closed this space.');
  await isWell(sam, 'today after the other left', { controls: 8, passes: 15 });
  await picture(sam, 'closed');
  expect(await counts(sam, noticed)).toBe(1);
  await writesInDiary(sam, 'I write on for myself.');
});

test('into the closed space nothing is offered to be written, and what is one’s own goes on', async () => {
  await sam.goes('/today');
  expect(await sam.page.getByRole('link', { name: /^(Share something|Answer|Go on writing|Bring your partner in)/ }).count()).toBe(0);
  await opensNotice(sam);
  expect(await sam.button('Send now').count()).toBe(0);
  await sam.write('What did they do?', 'Kept for myself.');
  await sam.tap('In the jar');
  await sam.tap('Draw one');
  await sam.page.locator('article', { hasText: 'Kept for myself.' }).waitFor();
  expect(await sam.button('Send it').count()).toBe(0);
  await sam.goes('/today');
  await sam.page.getByRole('link', { name: 'Shelf' }).click();
  await sam.page.getByRole('link', { name: /I answered before/ }).click();
  await sam.sees('This one stays sealed. The space is closed.');
  expect(await sam.page.getByText('Not here yet').count()).toBe(0);
  await sam.goes('/mine');
  expect(await sam.button('Share a copy').count()).toBe(0);
  await setting(sam, 'The two of you');
  await sam.sees('Robin has closed this space.');
  expect(await sam.page.getByRole('link', { name: 'Make an invitation' }).count()).toBe(0);
  await setting(sam, 'You');
  await sam.write('Your name', 'Samira');
  await sam.tap('Keep');
  await sam.goes('/today');
  await sam.page.getByRole('heading', { level: 1, name: /Samira/ }).waitFor();
});

test('a cleared phone holds nothing and starts at Welcome', async () => {
  await setting(robin, 'Clear this phone');
  await robin.sees('You have no recovery kit.');
  await robin.tap('Clear this phone');
  await robin.button('Start').waitFor();
  const left = await robin.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>(
      (done) => (indexedDB.open('hearth').onsuccess = (event) => done((event.target as IDBOpenDBRequest).result)),
    );
    const names = [...database.objectStoreNames].filter((name) => name !== 'host');
    const counted = await Promise.all(
      names.map(
        (name) =>
          new Promise<number>(
            (done) =>
              (database.transaction(name).objectStore(name).count().onsuccess = (event) =>
                done((event.target as IDBRequest<number>).result)),
          ),
      ),
    );
    database.close();
    return counted.reduce((sum, one) => sum + one, 0) + localStorage.length + sessionStorage.length;
  });
  expect(left).toBe(0);
});

test('no page had an error', () => {
  expect([...sam.errors, ...robin.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers]).toEqual([]);
});
