// More than one device, and a phone that is lost without a kit.
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, confirmEachOther, couple, desk, invitationLink, passphrase, Person } from './people.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { linksDevice } from './links.ts';
import { counts, notices, setting, writesInDiary } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;
let second: Person;

const noticed = 'You waited for me in the rain.';

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink);
  await writesInDiary(sam, 'Written on the first phone.');
  await writesInDiary(robin, 'Robin keeps this alone.');
  await notices(robin, 'You left the light on.');
  await notices(sam, noticed);
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

test('a second device is let in by the first and has everything', async () => {
  second = await Person.arrives('Sam', { viewport: desk, colorScheme: 'dark' });
  await second.page.goto(server.origin);
  await linksDevice(sam, second, 'The desk', async (stage) => {
    if (stage === 'code') await isWell(second, 'code for another device', { controls: 2, passes: 12 });
    else await isWell(sam, 'two words of the other device', { controls: 4, passes: 12 });
  });
  await second.goes('/mine');
  await second.sees('Written on the first phone.');
  expect(await counts(second, 'You left the light on.')).toBe(1);
});

test('what one device writes the other has, once', async () => {
  await writesInDiary(second, 'Written at the desk.');
  await sam.goes('/mine');
  await sam.sees('Written at the desk.');
  expect(await sam.page.locator('article', { hasText: 'Written at the desk.' }).count()).toBe(1);
  await notices(second, 'You hummed while cooking.');
  expect(await counts(robin, 'You hummed while cooking.')).toBe(1);
  expect(await counts(sam, 'You hummed while cooking.')).toBe(1);
});

test('a revoked device gets nothing new', async () => {
  await setting(sam, 'Devices');
  await sam.sees('The desk');
  await isWell(sam, 'two devices', { controls: 6, passes: 12 });
  await sam.tap(sam.page.getByRole('button', { name: 'Revoke The desk' }));
  await sam.tap(sam.page.getByRole('button', { name: 'Revoke The desk' }).last());
  await sam.page.getByLabel('Your passphrase, please').fill(passphrase);
  await sam.tap('Go on');
  await sam.page.locator('main li', { hasText: 'The desk' }).getByText('Revoked').waitFor();
  await writesInDiary(sam, 'Not for the lost desk.');
  await notices(robin, 'Only for the phone that stayed.');
  expect(await counts(sam, 'Only for the phone that stayed.')).toBe(1);
  await second.goes('/today');
  await second.sees('The server lets this phone in no more: it was taken off your devices', 60_000);
  await second.goes('/mine');
  expect(await second.text()).not.toContain('Not for the lost desk.');
  await second.goes('/today');
  expect(await second.text()).not.toContain('Only for the phone that stayed.');
});

test('without a kit the partner brings back what was shared, and nothing private', async () => {
  await robin.leaves();
  const again = await Person.arrives('Robin');
  await again.page.goto(server.origin);
  await again.follow('I have used Hearth before');
  await again.page.getByRole('button', { name: /^Through my partner/ }).click();
  await again.sees('cannot come back this way');
  await isWell(again, 'through the partner', { controls: 2, passes: 12 });
  await again.tap('Start fresh');
  await again.namesAndLocks();
  await again.putsOffTheKit();
  await setting(sam, 'The two of you');
  await sam.page.getByRole('link', { name: 'Make an invitation' }).click();
  const link = await invitationLink(sam);
  await again.tap('Paste a link');
  await again.write('The link', link);
  await again.tap('Join');
  await confirmEachOther(sam, again);
  await Promise.all([sam, again].map((one) => one.beginsTogether()));
  expect(await counts(again, noticed)).toBe(1);
  expect(await counts(again, 'You left the light on.')).toBe(1);
  await again.goes('/mine');
  expect(await again.text()).not.toContain('Robin keeps this alone.');
  await notices(sam, 'Welcome back, you.');
  expect(await counts(again, 'Welcome back, you.')).toBe(1);
  robin = again;
});

test('no page had an error', () => {
  expect([...sam.errors, ...robin.errors, ...second.errors]).toEqual([]);
  expect([...sam.strangers, ...robin.strangers, ...second.strangers]).toEqual([]);
});
