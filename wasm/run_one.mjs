// One program of tests, or a part of it, as WebAssembly, in a thread of its own (run_tests.mjs): what it
// prints goes into a file; says how it ended, or nothing when it ended well.
import { closeSync, openSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { WASI } from "node:wasi";
import { parentPort, workerData } from "node:worker_threads";

async function run({ file, log, env }) {
  const output = openSync(log, "w");
  let ending = "";
  try {
    const wasi = new WASI({
      version: "preview1",
      args: [basename(file, ".wasm")],
      env,
      preopens: { "/": process.cwd() },
      stdout: output,
      stderr: output,
      returnOnExit: true,
    });
    const module = await WebAssembly.compile(readFileSync(file));
    // Called through closures: called directly, Node (20, 22) goes on using the old
    // place of the memory after it has grown, and falls.
    const calls = Object.entries(wasi.wasiImport).map(([name, call]) => [name, (...values) => call(...values)]);
    const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: Object.fromEntries(calls) });
    const status = wasi.start(instance);
    if (status !== 0) ending = `ended with status ${status}`;
  } catch (error) {
    ending = String(error);
  }
  closeSync(output);
  return ending;
}

parentPort.postMessage(await run(workerData));
