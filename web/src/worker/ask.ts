import { decodeResponse, encodeRequest, type Args, type Command, type Result } from './boundary.ts';
import type { Core } from './core.ts';

/** One command to a core that holds nothing and is ended after it: no vault, no place, no network. */
export function ask<K extends Command>(core: Core, command: K, args: Args<K>): Result<K> {
  const entropy = crypto.getRandomValues(new Uint8Array(96));
  const response = decodeResponse<K>(core.call(encodeRequest({ now: Date.now(), zone: 'UTC', offset: 0, entropy, command, args })));
  if ('error' in response) throw new Error(response.error.code);
  return response.ok;
}
