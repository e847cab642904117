import wasm, { library } from 'virtual:hearth-wasm';
import type { CoreFiles } from './core.ts';

const whole = (address: string): string => new URL(address, location.href).href;

/** The core's files of this build, for workers: they have no page to find them by. */
export const coreFiles: CoreFiles = { wasm: whole(wasm), library: whole(library) };
