/**
 * Runs before anything else: takes the secret that a link may carry in its fragment, and clears the address at once,
 * so that it stays in no history, no title and no later request.
 */
export interface Carried {
  setup: string | null;
  link: string | null;
}

export function readFragment(address: URL): Carried {
  const fragment = address.hash.replace(/^#/, '');
  if (!fragment) return { setup: null, link: null };
  const named = /^setup=(.+)$/.exec(fragment)?.[1];
  if (named) return { setup: named, link: null };
  if (address.pathname.replace(/\/+$/, '') === '/setup') return { setup: fragment, link: null };
  return { setup: null, link: address.href };
}

export const carried: Carried = { setup: null, link: null };

if (typeof location !== 'undefined' && location.hash) {
  Object.assign(carried, readFragment(new URL(location.href)));
  history.replaceState(null, '', '/');
}
