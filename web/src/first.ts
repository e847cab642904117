/**
 * Runs before anything else: takes the secret that a link may carry in its fragment, and clears the address at once,
 * so that it stays in no history, no title and no later request.
 */
export interface Carried {
  setup: string | null;
  link: string | null;
  /** What opens a page that was prepared for a counsellor: its name and its key. */
  share: string | null;
}

const nothing: Carried = { setup: null, link: null, share: null };

export function readFragment(address: URL): Carried {
  const fragment = address.hash.replace(/^#/, '');
  if (!fragment) return nothing;
  const named = /^setup=(.+)$/.exec(fragment)?.[1];
  if (named) return { ...nothing, setup: named };
  const place = address.pathname.replace(/\/+$/, '');
  if (place === '/setup') return { ...nothing, setup: fragment };
  if (place === '/share') return { ...nothing, share: fragment };
  return { ...nothing, link: address.href };
}

export const carried: Carried = { ...nothing };

if (typeof location !== 'undefined' && location.hash) {
  Object.assign(carried, readFragment(new URL(location.href)));
  history.replaceState(null, '', '/');
}
