// The demonstration: two invented people side by side in one page, and nothing is stored or sent.
import { afterAll, beforeAll, expect } from 'vitest';
import type { Locator } from 'playwright-core';
import { closeBrowser, Person } from './people.ts';
import { picture } from './pictures.ts';
import { Server } from './server.ts';
import { test } from './story.ts';

let server: Server;
let guest: Person;
const sent: string[] = [];

beforeAll(async () => {
  server = await Server.start();
  guest = await Person.arrives('Guest', { viewport: { width: 1120, height: 900 } });
  guest.page.on('websocket', (socket) => sent.push(socket.url()));
  guest.page.on('request', (request) => {
    if (request.method() !== 'GET' || new URL(request.url()).pathname.startsWith('/v1/')) sent.push(request.url());
  });
});

afterAll(async () => {
  await closeBrowser();
  await server?.stop();
});

function phone(name: string): Locator {
  return guest.page.getByRole('region', { name: `${name}’s phone` });
}

async function stored(): Promise<number> {
  return guest.page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length + sessionStorage.length);
}

test('Welcome leads to two invented people with twelve weeks behind them', async () => {
  await guest.page.goto(`${server.origin}/demo`);
  await Promise.all(['Sam', 'Robin'].map((name) => phone(name).getByRole('heading', { level: 1 }).waitFor()));
  expect(await guest.page.locator('.phone').count()).toBe(2);
  await picture(guest, 'demo-desktop');
  await phone('Sam').getByRole('link', { name: 'Picture' }).click();
  await phone('Sam').getByRole('img').first().waitFor();
  await phone('Robin').getByRole('link', { name: 'Picture' }).click();
  await phone('Robin').getByRole('img').first().waitFor();
  await picture(guest, 'demo-picture');
  await phone('Sam').getByRole('radio', { name: 'Table' }).check({ force: true });
  expect(await phone('Sam').locator('tbody tr').count()).toBeGreaterThanOrEqual(10);
});

test('each of them can be lived in, and nothing of it is kept or sent', async () => {
  await phone('Robin').getByRole('link', { name: 'Mine' }).click();
  await phone('Robin').getByRole('button', { name: 'Write' }).click();
  await phone('Robin').getByRole('textbox', { name: 'Diary' }).fill('A line in a play.');
  await phone('Robin').getByRole('button', { name: 'Keep' }).click();
  await phone('Robin').getByText('A line in a play.').waitFor();
  expect(await phone('Sam').innerText()).not.toContain('A line in a play.');
  expect(await stored()).toBe(0);
  expect(sent).toEqual([]);
  await guest.page.getByRole('button', { name: 'Begin anew' }).click();
  await phone('Robin').getByRole('link', { name: 'Mine' }).click();
  await phone('Robin').getByRole('button', { name: 'Write' }).waitFor();
  expect(await phone('Robin').innerText()).not.toContain('A line in a play.');
});

test('on a phone one of them is shown at a time', async () => {
  await guest.page.setViewportSize({ width: 390, height: 844 });
  await phone('Sam').waitFor();
  expect(await phone('Robin').isVisible()).toBe(false);
  await guest.page.getByRole('button', { name: 'Robin', exact: true }).click();
  await phone('Robin').waitFor();
  expect(await phone('Sam').isVisible()).toBe(false);
  expect(guest.errors).toEqual([]);
  expect(guest.strangers).toEqual([]);
});
