// A person with a browser of their own. What they do is done as a person does it: by the names that are read out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

export const passphrase = 'lantern quiet saddle orchard';
export const phone = { width: 390, height: 844 };
export const desk = { width: 1120, height: 720 };

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Looks {
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** Further arguments for the browser: it then has a profile of its own on the disk. */
  args?: string[];
  /** Keeps the profile in a folder, so that its files can be looked at. */
  profile?: boolean;
  permissions?: string[];
  ignoreHTTPSErrors?: boolean;
  timezoneId?: string;
  serviceWorkers?: 'allow' | 'block';
  locale?: string;
}

let shared: Promise<Browser> | null = null;

/** One browser for all contexts of a file; each context is a profile of its own. */
function browser(): Promise<Browser> {
  return (shared ??= chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments }));
}

export async function closeBrowser(): Promise<void> {
  Person.present.clear();
  const open = await shared;
  shared = null;
  await open?.close();
}

export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  page: Page;
  /** A click, a key that confirms, or one filled field counts one. */
  taps = 0;
  /** Errors of the page; a test that ends with one here has not passed. */
  readonly errors: string[] = [];
  /** Addresses outside the server that were asked for. */
  readonly strangers: string[] = [];
  readonly profile: string;
  /** The scheme that this person's phone is set to. */
  readonly colorScheme: 'light' | 'dark';

  /** Everyone who is here, so that a failure can tell what they saw. */
  static readonly present = new Set<Person>();

  private constructor(name: string, context: BrowserContext, page: Page, profile: string, colorScheme: 'light' | 'dark') {
    this.name = name;
    this.colorScheme = colorScheme;
    this.context = context;
    this.page = page;
    this.profile = profile;
    Person.present.add(this);
    this.#watch(page);
    context.on('page', (other) => this.#watch(other));
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && !/^(localhost|127\.0\.0\.1|hearth\.test)$/.test(url.hostname))
        this.strangers.push(request.url());
    });
  }

  static async arrives(name: string, looks: Looks = {}): Promise<Person> {
    const options = {
      viewport: looks.viewport ?? phone,
      colorScheme: looks.colorScheme ?? ('light' as const),
      deviceScaleFactor: 1,
      acceptDownloads: true,
      ignoreHTTPSErrors: looks.ignoreHTTPSErrors ?? false,
      permissions: looks.permissions ?? [],
      reducedMotion: 'reduce' as const,
      serviceWorkers: looks.serviceWorkers ?? ('allow' as const),
      ...(looks.timezoneId ? { timezoneId: looks.timezoneId } : {}),
      ...(looks.locale ? { locale: looks.locale } : {}),
    };
    if (!looks.args && !looks.profile) {
      const context = await (await browser()).newContext(options);
      return new Person(name, context, await context.newPage(), '', options.colorScheme);
    }
    const profile = mkdtempSync(join(tmpdir(), 'hearth-profile-'));
    const context = await chromium.launchPersistentContext(profile, {
      ...options,
      executablePath: '/usr/bin/chromium',
      args: [...browserArguments, ...(looks.args ?? [])],
    });
    return new Person(name, context, context.pages()[0] ?? (await context.newPage()), profile, options.colorScheme);
  }

  #watch(page: Page): void {
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text()))
        this.errors.push(message.text());
    });
  }

  async leaves(): Promise<void> {
    Person.present.delete(this);
    await this.context.close();
    if (this.profile) rmSync(this.profile, { recursive: true, force: true });
  }

  // --- what a person does, counted ---------------------------------------------------------------

  async tap(what: Locator | string): Promise<void> {
    this.taps += 1;
    await (typeof what === 'string' ? this.button(what) : what).first().click();
  }

  async write(label: string | RegExp, text: string): Promise<void> {
    this.taps += 1;
    await this.page.getByLabel(label).and(this.page.locator('input:visible, textarea:visible')).first().fill(text);
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.tap(this.page.getByRole('link', { name }));
  }

  // --- what a person sees --------------------------------------------------------------------------

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async sees(text: string | RegExp, timeout = 30_000): Promise<void> {
    await this.page.getByText(text).and(this.page.locator(':visible')).first().waitFor({ timeout });
  }

  async seesHeading(name: string | RegExp, timeout = 30_000): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' }).waitFor({ state: 'attached', timeout });
  }

  async text(): Promise<string> {
    return this.page.locator('main:visible').innerText();
  }

  /** Goes to a room as following a link would; the address bar would lock. */
  async goes(path: '/today' | '/talk' | '/picture' | '/mine'): Promise<void> {
    const name = { '/today': 'Today', '/talk': 'Talk', '/picture': 'Picture', '/mine': 'Mine' }[path];
    await this.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name }).click();
    await this.page.waitForURL((url) => url.pathname === path);
  }

  // --- the way in --------------------------------------------------------------------------------------

  async setsUp(begin: 'Start' | 'Come in' | 'Join my partner'): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: 'Hearth', exact: true }).waitFor();
    await this.tap(begin);
    await this.namesAndLocks();
  }

  /** Name, passphrase, and the page of the kit. */
  async namesAndLocks(): Promise<void> {
    await this.write('Your name', this.name);
    await this.tap('Continue');
    await this.write('Passphrase', passphrase);
    await this.tap('Make it mine');
    await this.seesHeading('Your way back', 60_000);
  }

  async putsOffTheKit(): Promise<void> {
    await this.tap('Later today');
  }

  async ownWords(): Promise<string[]> {
    await this.seesHeading('Is it really you two?', 60_000);
    const words = this.page.locator('.own span:not(.dot)');
    // They are read aloud: each stands on one line.
    for (const box of await words.evaluateAll((all) => all.map((one) => one.getClientRects().length)))
      if (box !== 1) throw new Error('a word is broken in two');
    return (await words.allInnerTexts()).map((word) => word.trim());
  }

  async hears(words: string[]): Promise<void> {
    await this.tap(this.page.locator('label', { hasText: words.join(' · ') }));
    await this.tap('That is what I hear');
  }

  async beginsTogether(): Promise<void> {
    await this.seesHeading('A word before you begin', 60_000);
    await this.tap('Begin together');
    await this.page.waitForURL((url) => url.pathname === '/today');
  }

  async unlocks(words = passphrase): Promise<void> {
    await this.seesHeading(/Welcome back/);
    await this.page.getByLabel('Passphrase', { exact: true }).fill(words);
    await this.page.getByRole('button', { name: 'Open', exact: true }).click();
    await this.page.getByRole('heading', { name: /Welcome back/ }).waitFor({ state: 'detached', timeout: 60_000 });
  }

  async answers(text: string): Promise<void> {
    await this.follow('Answer');
    await this.write('Your answer', text);
    await this.tap(this.page.getByRole('button', { name: /^(Seal|Ready to seal)$/ }));
  }
}

/** The invitation as a link, from the phone that shows it. */
export async function invitationLink(person: Person): Promise<string> {
  await person.seesHeading(/Bring .* in/);
  const place = person.page.locator('p.link');
  await person.button('Send a link').or(place).first().waitFor();
  if (!(await place.isVisible())) await person.tap('Send a link');
  await place.filter({ hasText: '#' }).waitFor();
  return (await place.innerText()).trim();
}

/** Each confirms the words that the other reads out. */
export async function confirmEachOther(one: Person, other: Person): Promise<void> {
  const [ones, others] = [await one.ownWords(), await other.ownWords()];
  await one.hears(others);
  await other.hears(ones);
}

/** Two people who are paired and have begun together. */
export async function couple(setupLink: string, looks: [Looks, Looks] = [{}, {}]): Promise<[Person, Person]> {
  const [sam, robin] = await Promise.all([Person.arrives('Sam', looks[0]), Person.arrives('Robin', looks[1])]);
  await sam.page.goto(setupLink);
  await sam.setsUp('Start');
  await sam.putsOffTheKit();
  const link = await invitationLink(sam);
  await robin.page.goto(link);
  await robin.setsUp('Come in');
  await robin.putsOffTheKit();
  await confirmEachOther(sam, robin);
  await Promise.all([sam.beginsTogether(), robin.beginsTogether()]);
  return [sam, robin];
}
