// The guard itself: a page with known faults and a blank page must not pass it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowser, Person } from './people.ts';
import { dress, faults, look } from './screens.ts';

const floor = { controls: 2, passes: 15 };
let canary: Person;

beforeAll(async () => {
  canary = await Person.arrives('Canary');
});
afterAll(closeBrowser);

test('a page with known faults does not pass', async () => {
  await canary.page.setContent(
    `<main><h1>Canary</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input><button></button>
     <p style="color:#999;background:#aaa">too pale to read</p></main>`,
  );
  const found = faults(await look(canary.page), floor).join('\n');
  for (const rule of ['image-alt', 'label', 'button-name', 'color-contrast', 'document-title', 'html-has-lang'])
    expect(found).toContain(`${rule}:`);
});

test('what is too pale in one of the schemes only does not pass in it', async () => {
  await canary.page.setContent(
    `<style>@media (prefers-color-scheme: dark) { p { color: #999; background: #aaa } }</style><main><h1>Canary</h1><p>pale at night</p></main>`,
  );
  await dress(canary.page, 'light');
  expect((await look(canary.page, 'colours')).violations).toEqual([]);
  await dress(canary.page, 'dark');
  expect((await look(canary.page, 'colours')).violations.join()).toContain('color-contrast:');
  await dress(canary.page, 'light');
});

test('a blank page does not pass, though nothing on it is wrong', async () => {
  await canary.page.setContent('<!doctype html><html lang="en"><head><title>Blank</title></head><body></body></html>');
  const found = faults(await look(canary.page), floor).join('\n');
  expect(found).toContain('0 main landmarks');
  expect(found).toContain('0 first headings');
  expect(found).toContain('only 0 controls');
  expect(found).toContain('rules had something to check');
});

test('an error in the page is noticed', async () => {
  await canary.page.setContent('<p>so far so good</p>');
  await canary.page.evaluate(() => void setTimeout(() => (null as unknown as () => void)(), 0));
  await expect.poll(() => canary.errors.length).toBe(1);
});
