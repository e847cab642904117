declare module 'snappyjs' {
  /** Throws when the bytes are not what Snappy packs. */
  export function uncompress(packed: Uint8Array): Uint8Array;
}
