import type { Key } from './i18n/keys.ts';

/** What this browser lacks, in words of the language files. */
export function missingFeatures(): Key[] {
  const missing: Key[] = [];
  if (typeof WebAssembly !== 'object') missing.push('unsupported-wasm');
  if (typeof indexedDB === 'undefined') missing.push('unsupported-storage');
  if (typeof Worker === 'undefined') missing.push('unsupported-workers');
  if (isSecureContext && !('locks' in navigator)) missing.push('unsupported-locks');
  return missing;
}

export type Platform = 'ios' | 'android' | 'desktop';

export function platform(): Platform {
  const agent = navigator.userAgent;
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return 'ios';
  if (/Android/.test(agent)) return 'android';
  return 'desktop';
}

export function installed(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;
}

/** Browsers inside other apps cannot install anything. */
export function insideAnotherApp(): boolean {
  return /Instagram|FBAN|FBAV|Line\/|MicroMessenger|Snapchat|TikTok/i.test(navigator.userAgent);
}
