/**
 * Keeps one whole build and serves it, or nothing: every file is fetched, held against the fingerprint in the list that
 * was built together with it, and only when all of them fit does the build count as installed. It changes to another
 * build only when the page says so. The server's own answers (`/v1`, health) never pass through here.
 */
declare const __BUILD__: string;
declare const __FILES__: Record<string, string>;

const worker = self as unknown as ServiceWorkerGlobalScope;
const build = __BUILD__;
const files = __FILES__;
const cacheName = `hearth-${build}`;

async function fingerprint(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function fetchChecked(path: string, expected: string): Promise<[string, Response]> {
  const response = await fetch(path === '/index.html' ? '/' : path, { cache: 'no-cache', credentials: 'omit' });
  if (!response.ok) throw new Error(`precache: ${path} ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await fingerprint(bytes)) !== expected) throw new Error(`precache: ${path} is not what was built`);
  const headers = new Headers(response.headers);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  return [path, new Response(bytes, { status: 200, headers })];
}

async function install(): Promise<void> {
  const pairs = Object.entries(files);
  const checked: [string, Response][] = [];
  // A few at a time: a phone on a slow line still loads the page that it is looking at.
  for (let at = 0; at < pairs.length; at += 6)
    checked.push(...(await Promise.all(pairs.slice(at, at + 6).map(([path, expected]) => fetchChecked(path, expected)))));
  const cache = await caches.open(cacheName);
  await Promise.all(checked.map(([path, response]) => cache.put(path, response)));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('hearth-') && name !== cacheName) await caches.delete(name);
  await worker.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = request.mode === 'navigate' ? '/index.html' : url.pathname;
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  return kept ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  const ours = event.request.mode === 'navigate' ? !/^\/(v1|healthz|readyz)(\/|$)/.test(url.pathname) : url.pathname in files;
  if (ours) event.respondWith(answer(event.request));
});

worker.addEventListener('message', (event) => {
  if (event.data === 'skip_waiting') void worker.skipWaiting();
  else if (event.data === 'build') event.ports[0]?.postMessage(build);
});
