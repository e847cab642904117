// One person with two devices: how the first lets the second in.
import { passphrase, type Person } from './people.ts';
import { setting } from './ways.ts';

/** The two words that a device of one's own shows. */
async function shown(person: Person): Promise<string> {
  const place = person.page.getByRole('region', { name: 'This one shows' }).or(person.page.locator('[aria-label="This one shows"]'));
  return (await place.first().locator('.own').innerText()).trim();
}

/** `second` stands on Welcome; `look` is called when the code is shown, and when both show their words. */
export async function linksDevice(
  first: Person,
  second: Person,
  name: string,
  look: (stage: 'code' | 'words') => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await second.follow('I have used Hearth before');
  await second.page.getByRole('link', { name: /^With another of my devices/ }).click();
  await second.write('What do you call this device?', name);
  await second.write('A passphrase for this phone', passphrase);
  await second.tap('Continue');
  const place = second.page.locator('.text[translate="no"]');
  await place.waitFor();
  await look('code');
  const code = (await place.innerText()).trim();
  await setting(first, 'Devices');
  await first.page.getByRole('link', { name: 'Add a device' }).click();
  await first.write('The code that it shows', code);
  await first.tap('Go on');
  await first.page.getByLabel('Your passphrase, please').fill(passphrase);
  await first.tap('Go on');
  const other = 'What does the other one show?';
  await Promise.all([first, second].map((one) => one.page.getByLabel(other).waitFor()));
  await look('words');
  const [ours, theirs] = [await shown(first), await shown(second)];
  await first.write(other, theirs);
  await first.tap('They are these');
  await second.write(other, ours);
  await second.tap('They are these');
  await second.page.waitForURL((url) => url.pathname === '/today');
  await first.sees('The new device is in.');
}
