// What the files of LevelDB hold, in which Chromium keeps IndexedDB: a log cuts what is written wherever a block of its
// ends, and a table packs it by Snappy. Layouts: LevelDB's doc/log_format.md and doc/table_format.md.
import { uncompress } from 'snappyjs';

const magic = Buffer.from('57fb808b247547db', 'hex');
const footer = 48;
const snappy = 1;
const logBlock = 32_768;

class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): boolean {
    return this.#at < this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  take(length: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}

/** The block that a handle (its place and size) points to. */
function block(table: Buffer, handle: Reader): Buffer {
  const [place, size] = [handle.varint(), handle.varint()];
  const bytes = table.subarray(place, place + size);
  return table.readUInt8(place + size) === snappy ? Buffer.from(uncompress(bytes)) : bytes;
}

/** All blocks of data of a table; none when the bytes are no table. */
function ofTable(table: Buffer): Buffer[] {
  if (table.length < footer || !table.subarray(-magic.length).equals(magic)) return [];
  const handles = new Reader(table.subarray(-footer));
  handles.varint();
  handles.varint(); // of the block about blocks
  const index = block(table, handles);
  const restarts = index.readUInt32LE(index.length - 4);
  const entries = new Reader(index.subarray(0, index.length - 4 - 4 * restarts));
  const blocks: Buffer[] = [];
  while (entries.left) {
    entries.varint(); // shared with the key before
    const [key, value] = [entries.varint(), entries.varint()];
    entries.take(key);
    blocks.push(block(table, new Reader(entries.take(value))));
  }
  return blocks;
}

/** What was written into a log, joined where blocks cut it. */
function ofLog(log: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < log.length; start += logBlock) {
    const here = log.subarray(start, start + logBlock);
    // Of each piece: its checksum (4 bytes), its length (2) and which part of a record it is (1).
    for (let at = 0; at + 7 <= here.length && here.readUInt8(at + 6) !== 0;) {
      const length = here.readUInt16LE(at + 4);
      pieces.push(here.subarray(at + 7, at + 7 + length));
      at += 7 + length;
    }
  }
  return [Buffer.concat(pieces)];
}

/** The bytes as they were before the store cut or packed them; those of other files are not looked at. */
export function written(path: string, bytes: Buffer): Buffer[] {
  return path.endsWith('.log') ? ofLog(bytes) : path.endsWith('.ldb') ? ofTable(bytes) : [];
}
