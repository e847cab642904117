// The talk with the phone away: from the room through its turns and a phone that locked itself to what each keeps alone.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect } from 'vitest';
import { partials, strike } from '../src/talk/bell.ts';
import { holdsTheClock, laterBy } from './clock.ts';
import { closeBrowser, couple, desk, phone, type Person } from './people.ts';
import { picture } from './pictures.ts';
import { isWell } from './screens.ts';
import { Server } from './server.ts';
import { test } from './story.ts';
import { setting } from './ways.ts';

let server: Server;
let sam: Person;
let robin: Person;

beforeAll(async () => {
  server = await Server.start();
  [sam, robin] = await couple(server.setupLink, [{}, { colorScheme: 'dark' }]);
}, 180_000);

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

/** How many events the server has in the space of the two, and in all. */
function received(): { space: number; all: number } {
  const database = new DatabaseSync(join(server.data, 'hearth.db'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT l.kind AS kind FROM events e JOIN logs l ON l.id = e.log').all();
    return { space: rows.filter((row) => row['kind'] === 1).length, all: rows.length };
  } finally {
    database.close();
  }
}

const turn = (name: string | RegExp): Promise<void> => sam.seesHeading(name);
const left = (): Promise<string | null> => sam.page.getByRole('timer').getAttribute('aria-label');
const kept = (): Promise<string | null> => sam.page.evaluate(() => localStorage.getItem('hearth.talk'));

async function begins(kind: RegExp): Promise<void> {
  await sam.goes('/talk');
  await sam.follow(kind);
  await sam.page.getByRole('checkbox', { name: 'We both say yes' }).check();
  await sam.tap('Begin');
  await turn('Settle');
}

test('the room names its kinds of talk, and one begins with the yes of both', async () => {
  await holdsTheClock(sam);
  await sam.goes('/talk');
  await sam.seesHeading('Talk');
  await picture(sam, 'talk');
  await isWell(sam, 'talk', { controls: 11, passes: 15 });
  await sam.follow(/^Phones-away talk/);
  await sam.seesHeading('Phones-away talk');
  await sam.page.getByText('How it goes').click();
  await sam.sees('Robin says it back');
  await sam.page.getByRole('button', { name: 'Tired' }).click();
  await sam.sees('That counts. A short one may be enough, or tomorrow.');
  await picture(sam, 'talk-new');
  await isWell(sam, 'a new talk', { controls: 25, passes: 15 });
  await sam.tap('Begin');
  await sam.sees('First the yes of both.');
});

test('eight cards of A6 do the same with no phone at all', async () => {
  await sam.goes('/talk');
  await sam.follow('Print cards and talk with no phone');
  await sam.seesHeading('Cards on paper');
  await isWell(sam, 'cards', { controls: 10, passes: 15 });
  await sam.page.emulateMedia({ media: 'print' });
  const cards = await sam.page
    .locator('.sheet article')
    .evaluateAll((all) =>
      all
        .map((one) => [one.getBoundingClientRect(), one.scrollHeight > one.clientHeight] as const)
        .map(([box, over]) => [box.width, box.height, over]),
    );
  expect(cards).toHaveLength(8);
  for (const [width, height, over] of cards) {
    expect(Math.abs(Number(width) - (105 / 25.4) * 96)).toBeLessThan(2);
    expect(Math.abs(Number(height) - (148 / 25.4) * 96)).toBeLessThan(2);
    expect(over, 'nothing is cut off').toBe(false);
  }
  expect(await sam.page.getByRole('navigation').count(), 'paper has no tabs').toBe(0);
  await sam.page.emulateMedia({ media: 'screen' });
  await sam.tap('Back');
  await sam.follow(/^Phones-away talk/);
});

test('the bell is heard when it is tried, and is worked out to die away', async () => {
  await sam.tap('Play the bell now');
  await sam.sees('That is the bell.');
  const loud = await sam.page.evaluate<number[]>(`(async () => {
    const partials = ${JSON.stringify(partials)};
    const __vi_import__ = {};
    ${strike.toString()}
    const context = new OfflineAudioContext(1, 3 * 44100, 44100);
    strike(context, 0.8, 0);
    const wave = (await context.startRendering()).getChannelData(0);
    const loudest = (from, to) => wave.subarray(from * 44100, to * 44100).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    return [loudest(0, 0.2), loudest(1, 1.2), loudest(2.9, 3)];
  })()`);
  expect(loud[0]).toBeGreaterThan(0.3);
  expect(loud[0]).toBeLessThan(1);
  expect(loud[1]).toBeLessThan(loud[0]! / 4);
  expect(loud[1]).toBeGreaterThan(0.001);
  expect(loud[2]).toBeLessThan(0.001);
});

test('the screen is nearly black, says whose turn it is, and dims until it is touched', async () => {
  await sam.page.getByRole('checkbox', { name: 'We both say yes' }).check();
  await sam.tap('Begin');
  await turn('Settle');
  const ground = await sam.page.evaluate(() => getComputedStyle(document.querySelector('.app')!).backgroundColor);
  expect(ground).toBe('rgb(11, 9, 8)');
  await picture(sam, 'session-settle');
  await sam.tap('We are ready');
  await turn('Sam speaks');
  const role = await sam.page.locator('.role').innerText();
  expect(role).toBe('Robin: listen. No fixing.');
  expect(role.split(' ').length).toBeLessThanOrEqual(5);
  expect(await left()).toMatch(/^(4:00|3:5\d) left$/);
  await sam.tap('Help listening');
  await sam.sees('Thank you for telling me.');
  await picture(sam, 'session-help');
  await sam.tap('Help listening');
  await picture(sam, 'session-speak');
  await isWell(sam, 'session', { controls: 6, passes: 12 });
  await laterBy(sam, 25);
  await sam.page.locator('.session.dim').waitFor();
  await picture(sam, 'session-dim');
  await sam.page.mouse.click(20, 400);
  await expect.poll(() => sam.page.locator('.session.dim').count()).toBe(0);
  await sam.page.setViewportSize(desk);
  await picture(sam, 'session-desktop');
  await sam.page.setViewportSize({ width: 844, height: 390 });
  await picture(sam, 'session-lying');
  await sam.page.setViewportSize(phone);
});

test('time is given back, the numbers can go, and what is left is said when asked', async () => {
  const seconds = async (): Promise<number> => {
    const [minutes, rest] = (await left())!.replace(' left', '').split(':').map(Number);
    return minutes! * 60 + rest!;
  };
  const before = await seconds();
  await sam.tap('I interrupted');
  await sam.sees('A quarter of a minute is given back.');
  expect(await seconds()).toBeGreaterThan(before + 8);
  await sam.tap('Time left?');
  await sam.sees(/^About \w+ minutes? left\.$/);
  await sam.tap('Hide numbers');
  await expect.poll(() => sam.page.locator('.ring .numbers').count()).toBe(0);
  await sam.tap('Show numbers');
});

test('at the end of a turn a sentence may be finished, and then the other says it back', async () => {
  const spoken: string[] = [];
  await sam.page.exposeFunction('noteSpoken', (text: string) => spoken.push(text));
  await sam.page.evaluate(() => {
    const note = (globalThis as unknown as { noteSpoken: (text: string) => void }).noteSpoken;
    const region = document.querySelector('.said')!;
    new MutationObserver(() => region.textContent && note(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  for (let i = 0; i < 40 && !(await sam.page.getByText('Finish your sentence.').isVisible()); i += 1) await laterBy(sam, 10);
  await sam.sees('Finish your sentence.');
  await picture(sam, 'session-finish');
  await laterBy(sam, 21);
  await turn('Robin says it back');
  await sam.sees('Sam: only listen.');
  expect(spoken, 'a timer that speaks by itself is no rest').toEqual([]);
  expect(await sam.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
});

test('a pause belongs to both; the phone may lock and be opened anew, and the talk is where it was', async () => {
  await sam.page.locator('h1').press(' ');
  await turn('Pausing is care');
  await sam.tap('In 20 minutes');
  await sam.sees(/^Come back at \d\d:\d\d\.$/);
  await picture(sam, 'session-pause');
  await isWell(sam, 'a pause', { controls: 6, passes: 12 });
  const line = (JSON.parse((await kept())!) as { state: string }).state;
  expect(line).toMatch(/^[\d.]+$/);
  await sam.page.reload();
  await turn('Pausing is care');
  await sam.tap('Go on now');
  await turn('The other says it back');
  expect(await sam.page.locator('body').innerText(), 'nobody has a name behind the lock').not.toMatch(/Sam|Robin/);
  await sam.tap('Go on');
  await turn('The other speaks');
  await picture(sam, 'session-locked');
  await sam.tap('Pause');
  await sam.tap('In 40 minutes');
  await sam.page.goto(new URL('/today', sam.page.url()).href);
  await sam.unlocks();
  await sam.sees('Pausing is care');
  await sam.sees(/^You wanted to come back at/);
  await picture(sam, 'talk-today');
  await sam.follow('Go to the talk');
  await sam.tap('Go on now');
  await turn('Robin speaks');
});

test('what one keeps is theirs alone, and the small thing is looked at next time', async () => {
  const before = received();
  const shown = await robin.text();
  await sam.tap('Park it for later');
  await sam.write('A word for it', 'The letter about the tax');
  await picture(sam, 'session-park');
  await sam.tap('Park it');
  await sam.sees('Parked.');
  expect(await sam.page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage))).not.toContain('tax');
  await sam.tap('Pause');
  await sam.tap('Close kindly');
  await turn('Close');
  await picture(sam, 'session-close');
  await sam.tap('We are done');
  await turn('You both stayed.');
  await sam.sees('The letter about the tax');
  await sam.button('Keep it open with Robin').waitFor();
  await picture(sam, 'session-over');
  await sam.tap('Keep it for me');
  await expect.poll(() => sam.page.getByText('Parked in this talk').count()).toBe(0);
  await isWell(sam, 'the end of a talk', { controls: 2, passes: 10 });
  await sam.follow('How was it, for you alone?');
  await sam.seesHeading('After the talk');
  const seven = (group: string, value: number) =>
    sam.page
      .getByRole('group', { name: group })
      .getByRole('radio', { name: String(value), exact: true })
      .check({ force: true });
  await sam.tap('Keep, for me alone');
  await sam.sees('There is nothing to keep yet.');
  await seven('I felt heard', 6);
  await seven('I could say what I meant', 5);
  await sam.page.getByRole('radio', { name: 'Closer', exact: true }).check({ force: true });
  await sam.write('One word for it', 'soft');
  await sam.write('One small thing that I will do', 'I will ask about Thursday');
  await sam.write('One thing I learned about Robin', 'Rain makes you quiet');
  await picture(sam, 'talk-after');
  await isWell(sam, 'after a talk', { controls: 22, passes: 15 });
  await sam.tap('Keep, for me alone');
  await sam.seesHeading('Talk');
  await sam.sees('I will ask about Thursday');
  await sam.sees(/^This week you talked on \w+\.$/);
  await picture(sam, 'talk-kept');
  await isWell(sam, 'what was kept', { controls: 15, passes: 15 });
  expect(await kept()).toBeNull();
  await expect.poll(() => received().all).toBeGreaterThan(before.all);
  expect(received().space).toBe(before.space);
  expect(await robin.text()).toBe(shown);
  await sam.tap('It happened');
  await expect.poll(() => sam.page.getByText('Last time you wrote').count()).toBe(0);
});

test('what one learned has its day, may change, and a copy goes to the other by an own tap', async () => {
  await sam.follow('What you learned about Robin');
  await sam.seesHeading('What you learned about Robin');
  await sam.sees('Rain makes you quiet');
  await isWell(sam, 'what was learned', { controls: 6, passes: 12 });
  await sam.tap('It changed');
  await sam.write('How is it now?', 'Rain makes you sing');
  await sam.tap('Keep');
  await sam.sees('Rain makes you sing');
  await sam.sees('Rain makes you quiet');
  await picture(sam, 'talk-learned');
  await sam.tap('Share a copy');
  await sam.sees('Shared. Robin can read it now.');
  await robin.goes('/today');
  await robin.sees('Sam shared something');
});

test('what one kept of a talk is among what can be removed, and can come back', async () => {
  await setting(sam, 'Remove something');
  const row = sam.page.locator('main li', { hasText: 'Rain makes you quiet' }).filter({ hasText: 'I will ask about Thursday' });
  await row.getByRole('button', { name: 'Remove' }).click();
  await sam.sees('This removes it from your devices at once');
  await row.getByRole('button', { name: 'Remove' }).click();
  await sam.sees('Removed. For seven days it can come back.');
  await sam.goes('/talk');
  await sam.page.getByText('I will ask about Thursday').waitFor({ state: 'detached' });
  await setting(sam, 'Remove something');
  await sam.tap('Bring back');
  await sam.goes('/talk');
  await sam.page.locator('details', { hasText: 'I will ask about Thursday' }).locator('summary').click();
  await sam.sees('I will ask about Thursday');
});

test('listening is practised with nothing kept, unless its owner wants an answer in the diary', async () => {
  const before = received();
  await sam.goes('/talk');
  await sam.follow('Practise listening');
  await sam.seesHeading('Practise listening');
  await picture(sam, 'talk-listen');
  await isWell(sam, 'practice in listening', { controls: 6, passes: 12 });
  await sam.page.getByText('Three sounds', { exact: true }).click();
  await sam.sees('What happened in you when there was nothing to answer?');
  expect(received()).toEqual(before);
  await sam.tap(sam.page.getByRole('button', { name: 'Write an answer' }).locator('visible=true'));
  await sam.write('What happened in you when there was nothing to answer?', 'I wanted to fill it.');
  await sam.tap('Keep in my diary');
  await expect.poll(() => received().all).toBeGreaterThan(before.all);
  expect(received().space).toBe(before.space);
});

test('a talk that was stopped leaves nothing', async () => {
  const before = received();
  await begins(/^Stress talk/);
  await sam.tap('We are ready');
  await sam.sees('What is weighing on you that is not about us?');
  await sam.tap('Pause');
  await sam.tap('Stop here');
  await turn('You stopped. That is fine.');
  await sam.tap('Leave it');
  await sam.page.waitForURL((url) => url.pathname === '/today');
  expect(await kept()).toBeNull();
  await sam.goes('/talk');
  await expect.poll(() => sam.page.getByText('Stress talk, 20 minutes').count()).toBe(0);
  expect(received()).toEqual(before);
});

test('a talk is proposed, and every answer to it is a whole one', async () => {
  await sam.goes('/talk');
  await sam.follow('Plan a talk');
  await sam.seesHeading('Plan a talk');
  await sam.page.getByRole('radio', { name: 'Walk', exact: true }).check({ force: true });
  await sam.write('What time? (or none)', '20:30');
  await sam.write('A word to it', 'Something small that has been sitting with me');
  await picture(sam, 'talk-plan');
  await isWell(sam, 'planning a talk', { controls: 25, passes: 15 });
  await sam.tap('Propose it');
  await sam.sees('No answer yet. There is no hurry.');
  await robin.goes('/talk');
  await robin.sees('Something small that has been sitting with me');
  await picture(robin, 'talk-planned');
  await isWell(robin, 'a talk that was proposed', { controls: 14, passes: 15 });
  await robin.tap('Not yet');
  await sam.sees('Robin said: not yet. That is a whole answer.');
  await robin.tap('Yes');
  await sam.sees('Robin said yes.');
  await robin.sees('Begin this talk');
  await sam.tap('Take it back');
  await expect.poll(() => robin.page.getByText('Something small that has been sitting with me').count()).toBe(0);
});

test('a night talk has no clock, and practising needs nobody', async () => {
  await begins(/^Night talk/);
  expect(await sam.page.getByRole('timer').count()).toBe(0);
  await sam.tap('We are ready');
  await sam.sees('What would you like me to know tonight?');
  await picture(sam, 'session-night');
  await sam.tap('Pause');
  await sam.tap('Stop here');
  await sam.tap('Leave it');
  await sam.goes('/talk');
  await sam.follow(/^Practise alone/);
  expect(await sam.page.getByRole('checkbox', { name: 'We both say yes' }).count()).toBe(0);
  await sam.tap('Begin');
  await turn('Settle');
  await sam.tap('We are ready');
  await turn('Sam speaks');
  expect(await sam.page.getByRole('button', { name: 'I interrupted' }).count()).toBe(0);
  expect(sam.errors).toEqual([]);
});
