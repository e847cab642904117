// Without a server, with a server that dies, in a second tab, on a browser that has forgotten everything.
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, couple, passphrase, Person } from './people.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { counts, notices, provesTheKit, writesInDiary } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;
let kit = '';

const gone = 'Server out of reach — saved here';

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink);
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

test('the kit is saved as a file and proved by two of its words', async () => {
  await sam.page.getByRole('link', { name: 'Keep it' }).click();
  kit = await provesTheKit(sam);
  const words = kit.match(/^ ?\d+ {2}[a-z]+$/gm) ?? [];
  expect(words).toHaveLength(12);
});

test('from the second visit on it opens without a server, and says so quietly', async () => {
  for (const person of [sam, robin]) {
    await person.page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
    await person.page.reload();
    await person.unlocks();
  }
  await server.kill();
  await sam.page.reload();
  await sam.seesHeading(/Welcome back/);
  await sam.tap('Help and safety');
  await sam.seesHeading('Help and safety');
  await sam.tap('Close');
  await sam.unlocks();
  await sam.sees(gone);
  await isWell(sam, 'without a server', { controls: 5, passes: 15 });
});

test('what is written meanwhile arrives once the server is back, and only once', async () => {
  await writesInDiary(sam, 'Written while nobody listened.');
  await notices(sam, 'You waited for me in the rain.');
  await sam.sees('Goes when you are online.');
  await robin.goes('/today');
  await notices(robin, 'You left the light on.');
  await server.up();
  await robin.goes('/today');
  await robin.sees('You waited for me in the rain.', 90_000);
  await sam.goes('/today');
  await sam.sees('You left the light on.', 90_000);
  await sam.page.getByText(gone).waitFor({ state: 'detached', timeout: 90_000 });
  expect(await counts(robin, 'You waited for me in the rain.')).toBe(1);
  expect(await counts(sam, 'You left the light on.')).toBe(1);
});

test('a server killed while something is sent loses nothing and doubles nothing', async () => {
  await notices(sam, 'You sang in the kitchen.');
  await server.kill();
  await server.up();
  await robin.goes('/today');
  await robin.sees('You sang in the kitchen.', 90_000);
  expect(await counts(robin, 'You sang in the kitchen.')).toBe(1);
  expect(await counts(sam, 'You sang in the kitchen.')).toBe(1);
});

test('a second tab waits its turn, takes over when asked, and nothing is doubled', async () => {
  const second = await sam.context.newPage();
  await second.goto(server.origin);
  await second.getByRole('heading', { name: 'Hearth is open in another tab' }).waitFor();
  await second.getByRole('button', { name: 'Use it here' }).click();
  const first = sam.page;
  await first.getByRole('heading', { name: 'Hearth is open in another tab' }).waitFor();
  sam.page = second;
  await sam.unlocks();
  expect(await counts(sam, 'You sang in the kitchen.')).toBe(1);
  await first.close();
});

test('the kit brings everything back in a browser that has nothing', async () => {
  const again = await Person.arrives('Sam');
  await again.page.goto(server.origin);
  await again.page.getByRole('link', { name: 'I have used Hearth before' }).click();
  await again.seesHeading('Back to your own words');
  await isWell(again, 'ways back', { controls: 5, passes: 12 });
  await again.page.getByRole('button', { name: /^With my recovery kit/ }).click();
  await again.page.locator('input[type=file]').setInputFiles({ name: 'kit.txt', mimeType: 'text/plain', buffer: Buffer.from(kit) });
  await again.page.getByLabel('A passphrase for this phone').fill(passphrase);
  await again.tap('Bring it back');
  await again.sees('Everything is back.', 90_000);
  await isWell(again, 'everything is back', { controls: 2, passes: 12 });
  await again.tap('Go in');
  await again.goes('/mine');
  await again.sees('Written while nobody listened.');
  expect(await counts(again, 'You left the light on.')).toBe(1);
  expect(again.errors).toEqual([]);
});

test('no page had an error', () => {
  expect([...sam.errors, ...robin.errors]).toEqual([]);
});
