import { scriptAddress } from '../trusted.ts';
import { update } from './update.svelte.ts';

function watch(registration: ServiceWorkerRegistration): void {
  const worker = registration.waiting;
  if (worker && navigator.serviceWorker.controller) update.offer(worker);
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing;
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && navigator.serviceWorker.controller) update.offer(fresh);
    });
  });
}

/** Registers the service worker and looks for newer builds when people come back. Never reloads on its own. */
export async function register(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  try {
    const registration = await navigator.serviceWorker.register(scriptAddress('/sw.js'), { updateViaCache: 'none' });
    watch(registration);
    const look = (): void => void registration.update().catch(() => undefined);
    addEventListener('pageshow', look);
    addEventListener('online', look);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') look();
    });
    setInterval(look, 3_600_000);
  } catch {
    // Without a service worker Hearth works as long as there is a connection.
  }
}

/** The fingerprint of the build that runs in this window, told by the service worker; null in a first visit. */
export async function runningBuild(): Promise<string | null> {
  const controller = 'serviceWorker' in navigator ? navigator.serviceWorker.controller : null;
  if (!controller) return null;
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<string>) => resolve(event.data);
    controller.postMessage('build', [channel.port2]);
    setTimeout(() => resolve(null), 1000);
  });
}
