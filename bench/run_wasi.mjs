// Runs a benchmark that was built for WebAssembly, in Node, whose engine (V8) is that
// of Chromium. Usage: node bench/run_wasi.mjs PROGRAM.wasm
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const wasi = new WASI({ version: "preview1", args: ["bench"], env: {}, returnOnExit: true });
const calls = Object.entries(wasi.wasiImport).map(([name, call]) => [name, (...values) => call(...values)]);
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {
  wasi_snapshot_preview1: Object.fromEntries(calls),
});
process.exitCode = wasi.start(instance);
