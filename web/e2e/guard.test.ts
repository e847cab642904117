// What happens by itself: the curtain, the lock after its time, a phone that is full, a newer build of the app.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { closeBrowser, Person } from './people.ts';
import { isWell } from './screens.ts';
import { Server, webFolder } from './server.ts';
import { test } from './story.ts';
import { setting, writesInDiary } from './ways.ts';

const web = mkdtempSync(join(tmpdir(), 'hearth-web-'));
let server: Server;
let sam: Person;

beforeAll(async () => {
  cpSync(webFolder, web, { recursive: true });
  server = await Server.start({ web });
  sam = await Person.arrives('Sam');
  await sam.page.clock.install();
  await sam.page.goto(server.setupLink);
  await sam.setsUp('Start');
  await sam.putsOffTheKit();
  await sam.tap('Do this later');
  await writesInDiary(sam, 'Kept before anything happened.');
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
  rmSync(web, { recursive: true, force: true });
});

/** The page goes out of sight, or comes back, as the browser tells it. */
async function sight(visible: 'hidden' | 'visible'): Promise<void> {
  await sam.page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visible);
}

/** What the eye meets in the middle and near the corners. */
async function covering(): Promise<string[]> {
  return sam.page.evaluate(() =>
    [
      [0.5, 0.5],
      [0.1, 0.02],
      [0.9, 0.97],
    ].map(([x, y]) => document.elementFromPoint(innerWidth * x!, innerHeight * y!)?.className.split(' ')[0] ?? ''),
  );
}

test('out of sight a curtain lies over everything at once, and goes when one is back in time', async () => {
  await sam.goes('/mine');
  expect(await covering()).not.toContain('curtain');
  await sight('hidden');
  expect(await covering()).toEqual(['curtain', 'curtain', 'curtain']);
  await sam.page.clock.fastForward(119_000);
  await sight('visible');
  expect(await covering()).not.toContain('curtain');
  await sam.sees('Kept before anything happened.');
});

test('after the time that was chosen it locks, and what was begun is kept for its owner', async () => {
  await setting(sam, 'Lock and hiding');
  const five = sam.page.getByRole('radio', { name: 'After 5 minutes' });
  await five.check({ force: true });
  await setting(sam, 'Lock and hiding');
  expect(await five.isChecked()).toBe(true);
  await sam.goes('/mine');
  await sam.tap('Write');
  await sam.write('Diary', 'Begun, and not yet kept.');
  await sight('hidden');
  await sam.page.clock.fastForward(299_000);
  expect(await sam.page.getByRole('heading', { name: /Welcome back/ }).count()).toBe(0);
  await sam.page.clock.fastForward(2_000);
  await sam.seesHeading(/Welcome back/);
  expect(await sam.page.locator('body').innerText()).not.toContain('Begun, and not yet kept.');
  await sight('visible');
  await sam.unlocks();
  await sam.goes('/mine');
  await sam.sees('Begun, and not yet kept.');
});

test('a phone that slept, its timers with it, locks when it wakes', async () => {
  await sight('hidden');
  await sam.page.clock.setSystemTime(Date.now() + 4 * 3_600_000);
  await sight('visible');
  await sam.seesHeading(/Welcome back/);
  await sam.unlocks();
});

test('a newer build is offered quietly, never while something is unsent, and changes nothing by itself', async () => {
  const { page } = sam;
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
  await page.reload();
  await sam.unlocks();
  const mark = (): Promise<boolean> => page.evaluate(() => 'oldBuild' in window);
  await page.evaluate(() => Object.assign(window, { oldBuild: true }));
  await sam.goes('/mine');
  await sam.tap('Write');
  await sam.write('Diary', 'Half a sentence');
  newerBuild();
  await server.kill();
  await server.up();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null);
  await sam.goes('/today');
  expect(await sam.text()).not.toContain('A newer Hearth is ready.');
  expect(await mark(), 'the page is still the one that was there').toBe(true);
  await sam.goes('/mine');
  expect(await page.getByRole('textbox', { name: 'Diary' }).inputValue()).toBe('Half a sentence');
  await sam.tap('Keep');
  await page.locator('article', { hasText: 'Half a sentence' }).waitFor();
  await sam.goes('/today');
  await sam.sees('A newer Hearth is ready.');
  await isWell(sam, 'a newer build is ready', { controls: 8, passes: 15 });
  expect(await mark()).toBe(true);
  await sam.tap('Refresh');
  await page.locator('meta[name="build"][content="newer"]').waitFor({ state: 'attached' });
  await sam.unlocks();
  await sam.goes('/mine');
  for (const text of ['Half a sentence', 'Begun, and not yet kept.', 'Kept before anything happened.']) await sam.sees(text);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
});

/**
 * The same app with one more line, as a build of it would lie beside the server: fingerprints and all. With `unlisted` the
 * page has that line too, as if somebody had changed it on its way; the list speaks of the page without it.
 */
function newerBuild(unlisted = ''): void {
  const read = (name: string): string => readFileSync(join(web, name), 'utf8');
  const print = (text: string): string => createHash('sha256').update(text).digest('hex');
  const before = read('index.html');
  const after = before.replace('<head>', '<head><meta name="build" content="newer">');
  const { build } = JSON.parse(read('version.json')) as { build: string };
  const served = unlisted ? after.replace('<head>', `<head><meta name="changed" content="${unlisted}">`) : after;
  writeFileSync(join(web, 'index.html'), served);
  writeFileSync(join(web, 'sw.js'), read('sw.js').replaceAll(build, `${build}-newer`).replaceAll(print(before), print(after)));
  for (const name of readdirSync(web)) if (/^(index\.html|sw\.js)\.(br|gz)$/.test(name)) rmSync(join(web, name));
}

test('when the phone is full, it says so plainly, and no word is lost', async () => {
  const devtools = await sam.context.newCDPSession(sam.page);
  const quota = (bytes?: number): Promise<unknown> =>
    devtools.send('Storage.overrideQuotaForOrigin', { origin: server.origin, ...(bytes === undefined ? {} : { quotaSize: bytes }) });
  const page = (at: number): string => `Page ${at}. ${'Too much for this phone. '.repeat(100)}`;
  const stopped = sam.page.getByRole('heading', { name: 'Hearth had to stop' });
  await sam.goes('/mine');
  await quota(1);
  // The browser looks at its limit now and then only: a page may still be taken in, and is kept then.
  let written = 0;
  while (!(await stopped.isVisible()) && written < 20) {
    await sam.tap('Write');
    await sam.write('Diary', page((written += 1)));
    await sam.tap('Keep');
    await stopped.or(sam.button('Write')).first().waitFor();
  }
  await sam.sees('This phone could not save. It may be full, or this may be a private window.');
  // Nothing but the words that were being written may be missing, and those are shown to be taken along.
  const rescued = (await sam.page.locator('.rescued').allInnerTexts()).join('');
  await isWell(sam, 'a full phone', { controls: 3, passes: 12 });
  await quota();
  await sam.tap('Open again');
  await sam.unlocks();
  await sam.goes('/mine');
  for (let at = 1; at <= written; at += 1)
    if (rescued.includes(page(at).trim())) expect(rescued).toContain('These words are not kept yet');
    else await sam.sees(page(at).slice(0, 40));
  await sam.sees('Half a sentence');
  await writesInDiary(sam, 'There is room again.');
  expect(sam.errors).toEqual([]);
  expect(sam.strangers).toEqual([]);
});

test('a build of which one file is not what its list says is not taken in at all', async () => {
  const { page } = sam;
  const caches = (): Promise<string[]> => page.evaluate(() => self.caches.keys());
  const kept = await caches();
  newerBuild('another line that no list knows');
  await server.kill();
  await server.up();
  const ended = page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!;
    return new Promise<string>((done) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing!;
        worker.addEventListener('statechange', () => worker.state !== 'installing' && done(worker.state));
      });
      void registration.update();
    });
  });
  expect(await ended).toBe('redundant');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null)).toBeNull();
  expect(await caches()).toEqual(kept);
  await page.reload();
  await sam.unlocks();
  expect(await page.locator('meta[name="build"][content="newer"]').count(), 'the build that was there goes on').toBe(1);
  await sam.goes('/today');
  expect(await sam.text()).not.toContain('A newer Hearth is ready.');
});
