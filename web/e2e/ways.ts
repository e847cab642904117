// What a person does in the rooms, for the stories that need it more than once.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { passphrase, type Person } from './people.ts';

/** Opens one of the settings' pages, or their list. */
export async function setting(person: Person, name = ''): Promise<void> {
  await person.page.getByRole('link', { name: 'Settings' }).first().click();
  await person.seesHeading('Settings');
  if (!name) return;
  await person.page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await person.page.waitForURL((url) => url.pathname.startsWith('/settings/'));
  await person.page.locator('main h1').waitFor({ state: 'attached' });
}

export async function writesInDiary(person: Person, text: string): Promise<void> {
  await person.goes('/mine');
  await person.tap('Write');
  await person.write('Diary', text);
  await person.tap('Keep');
  await person.page.locator('article', { hasText: text }).waitFor();
}

export async function opensNotice(person: Person): Promise<void> {
  await person.goes('/today');
  await person.page.getByRole('link', { name: /^Notice/ }).click();
  await person.seesHeading('Notice');
}

export async function notices(person: Person, text: string): Promise<void> {
  await opensNotice(person);
  await person.write('What did they do?', text);
  await person.tap('Send now');
}

/** How often the words stand on the page of what was noticed. */
export async function counts(person: Person, text: string): Promise<number> {
  await opensNotice(person);
  await person.page.locator('.notes').filter({ hasText: text }).waitFor();
  return person.page.locator('.notes blockquote').filter({ hasText: text }).count();
}

/** Some pages ask for the passphrase first, unless it was given a moment ago. */
export async function passesTheAsking(person: Person, then: ReturnType<Person['button']>): Promise<void> {
  const asked = person.page.getByLabel(/^(Passphrase|Your passphrase, please)$/);
  await then.or(asked).first().waitFor();
  if (!(await asked.isVisible())) return;
  await asked.fill(passphrase);
  await person.tap('Go on');
  await then.first().waitFor();
}

/** On the page of the kit: keeps the file, looks the two words up in it. Gives the text of the file. */
export async function provesTheKit(person: Person): Promise<string> {
  await person.seesHeading('Your way back');
  const save = person.button('Save file');
  await passesTheAsking(person, save);
  const [file] = await Promise.all([person.page.waitForEvent('download'), person.tap(save)]);
  const kit = readFileSync(await file.path(), 'utf8');
  for (const field of await person.page.getByLabel(/^Word \d+$/).all()) {
    const label = await person.page.locator(`label[for="${await field.getAttribute('id')}"]`).innerText();
    const word = new RegExp(`^\\s*${/\d+/.exec(label)![0]}\\W+([a-z]+)`, 'm').exec(kit);
    await person.write(new RegExp(`^${label.trim()}$`), word?.[1] ?? 'not in the file');
  }
  await person.tap('I have it');
  await person.sees('Your way back is safe.');
  return kit;
}

/** The six words of the invitation, read from the phone that shows them. */
export async function sixWords(person: Person): Promise<string[]> {
  const places = person.page.locator('ol.words li');
  await places.nth(5).waitFor();
  return (await places.allInnerTexts()).map((line) => line.replace(/[^a-z]/g, ''));
}

export interface LookIn {
  felt: number;
  needed?: number;
  words?: string[];
  about?: 'The two of us' | 'Something else';
  note?: string;
  share?: 'Only me' | 'The number' | 'All of it';
}

/** Looks in from Today, with all that the page asks for. */
export async function looksIn(person: Person, look: LookIn): Promise<void> {
  const { page } = person;
  const again = page.getByRole('link', { name: 'Look in again' });
  const step = (group: string, value: number) => page.getByRole('group', { name: group }).getByRole('radio', { name: `${value} of 7` });
  await person.goes('/today');
  const first = step('How close do you feel today?', look.felt);
  await again.or(first).first().waitFor();
  if (await again.isVisible()) await person.tap(again);
  else {
    await first.check({ force: true });
    await person.tap('Add words');
  }
  await person.seesHeading('Look in');
  await step('How close do you feel?', look.felt).check({ force: true });
  if (look.needed) {
    const opener = person.button('Say how close you would like it');
    const needed = step('How close would you like it?', look.needed);
    await opener.or(needed).first().waitFor();
    if (await opener.isVisible()) await person.tap(opener);
    await needed.check({ force: true });
  }
  for (const word of look.words ?? []) await page.getByText(word, { exact: true }).click();
  if (look.about) await page.getByRole('radio', { name: look.about }).check({ force: true });
  if (look.note) {
    await person.tap('Add a few lines');
    await person.write('Anything else', look.note);
  }
  if (look.share) await page.getByRole('radio', { name: new RegExp(`^${look.share}`) }).check({ force: true });
  await person.tap('Keep');
  await person.sees('You looked in today.');
}

/** Waits until everything that one has sent so far has come to the other: what is sent last arrives last. */
export async function hasAllOf(other: Person, sender: Person, words: string): Promise<void> {
  await notices(sender, words);
  await opensNotice(other);
  await other.page.locator('.notes').filter({ hasText: words }).waitFor({ timeout: 90_000 });
}

/** Waits until both have read the same: their four words are alike then. */
export async function onTheSamePage(one: Person, other: Person): Promise<void> {
  const words = (person: Person): Promise<string> => person.page.locator('main [translate="no"]').first().innerText();
  await Promise.all([one, other].map((person) => setting(person, 'Same-page words')));
  await expect
    .poll(async () => (await words(one)) === (await words(other)) && /[a-z]{3}/.test(await words(one)), { timeout: 60_000 })
    .toBe(true);
}
