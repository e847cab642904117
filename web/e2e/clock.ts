// The clock of a phone, set back by whole days: the core asks its worker for the time, so that is where it is moved.
import type { Person } from './people.ts';

const behind = new WeakMap<Person, number>();

/** A server would put the clock right, so in earlier days there is none. */
const before = (days: number): string => `{
  const real = Date.now, fetched = self.fetch;
  Date.now = () => real() - ${days * 86_400_000};
  self.fetch = (what, how) => (String(what).includes('/v1/') ? Promise.reject(new TypeError('out of reach')) : fetched(what, how));
  self.WebSocket = class { constructor() { throw new TypeError('out of reach'); } };
}`;

/**
 * From now on the person's phone lives so many days ago, out of reach of the server; 0 brings it back. It is opened anew
 * for it; give the browser no service worker (`serviceWorkers: 'block'`), which would hand out the unchanged file.
 */
export async function livesDaysAgo(person: Person, days: number): Promise<void> {
  if (!behind.has(person))
    await person.context.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
      const since = behind.get(person) ?? 0;
      if (since === 0) return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body: `${before(since)}\n${await response.text()}` });
    });
  behind.set(person, days);
  await person.page.reload();
  await person.unlocks();
}

/** From now on the page's clock and timers can be moved; until then they go as always. The core is given the time by the page. */
export async function holdsTheClock(person: Person): Promise<void> {
  await person.page.clock.install();
}

/** As a phone that was asleep for so long: the clock has moved, and what was due is done once. */
export async function laterBy(person: Person, seconds: number): Promise<void> {
  await person.page.clock.fastForward(seconds * 1000);
}
