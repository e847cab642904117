// node bench/client/module.mjs RECORDING MODULE: plays what bench_client recorded to
// the module of the app. Prints milliseconds: catch-up, opening, the first look.
import { openSync, readFileSync, readSync } from "node:fs";

const [recording, file] = process.argv.slice(2);
const library = readFileSync(new URL("library.en.json", new URL(file, `file://${process.cwd()}/`)));
const module = new WebAssembly.Module(readFileSync(file));

function begin() {
  const instance = new WebAssembly.Instance(module, {});
  instance.exports._initialize();
  const text = instance.exports.hearth_alloc(library.length);
  new Uint8Array(instance.exports.memory.buffer, text, library.length).set(library);
  instance.exports.hearth_library(text, library.length);
  return instance.exports;
}

// As web/src/worker/core.ts calls it.
function call(core, request) {
  const place = core.hearth_alloc(request.length);
  new Uint8Array(core.memory.buffer, place, request.length).set(request);
  const answer = core.hearth_call(place, request.length);
  core.hearth_free(place);
  const length = new DataView(core.memory.buffer).getUint32(answer, true);
  const bytes = new Uint8Array(core.memory.buffer, answer + 4, length).slice();
  core.hearth_free(answer);
  return bytes;
}

const milliseconds = [0, 0, 0, 0];
const input = openSync(recording);
const head = Buffer.alloc(5);
let core = begin();
while (readSync(input, head, 0, 5, null) === 5) {
  const length = head.readUInt32LE(1);
  if (length === 0) {
    core = begin();
    continue;
  }
  const request = new Uint8Array(length);
  readSync(input, request, 0, length, null);
  const began = performance.now();
  const answer = call(core, request);
  milliseconds[head[0]] += performance.now() - began;
  if (answer.length === 0) throw new Error("the module gave no answer");
}
console.log(milliseconds.slice(1).map((part) => part.toFixed(0)).join(" "), core.memory.buffer.byteLength >> 20);
