// Runs a benchmark that was built for WebAssembly in a worker of the real browser.
// Usage: node bench/run_in_browser.mjs PROGRAM.wasm
// Needs web/node_modules (Playwright) and Debian's Chromium, as the end-to-end tests do.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../web/package.json", import.meta.url))("playwright-core");

// The few calls that a program makes which reads a clock and prints.
const worker = `
onmessage = async ({ data: bytes }) => {
  let memory, text = "";
  const view = () => new DataView(memory.buffer);
  const decoder = new TextDecoder();
  const known = {
    fd_write(file, list, count, written) {
      let size = 0;
      for (let i = 0; i < count; ++i) {
        const at = view().getUint32(list + 8 * i, true), length = view().getUint32(list + 8 * i + 4, true);
        text += decoder.decode(new Uint8Array(memory.buffer, at, length), { stream: true });
        size += length;
      }
      view().setUint32(written, size, true);
      return 0;
    },
    clock_time_get(clock, precision, out) {
      view().setBigUint64(out, BigInt(Math.round(performance.now() * 1e6)), true);
      return 0;
    },
    args_sizes_get(count, size) { view().setUint32(count, 0, true); view().setUint32(size, 0, true); return 0; },
    proc_exit(code) { throw { left: code }; },
  };
  const nothing = 52; // ENOSYS
  const wasi_snapshot_preview1 = new Proxy({}, { get: (_, name) => known[name] ?? (() => nothing), has: () => true });
  const module = await WebAssembly.compile(bytes);
  const imports = {};
  for (const { name } of WebAssembly.Module.imports(module)) imports[name] = wasi_snapshot_preview1[name];
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: imports });
  memory = instance.exports.memory;
  let code = 0;
  try { instance.exports._start(); } catch (left) { if (left?.left === undefined) throw left; code = left.left; }
  postMessage({ text, code });
};
onunhandledrejection = (event) => postMessage({ text: String(event.reason?.stack ?? event.reason), code: 1 });`;

const program = readFileSync(process.argv[2]);
const server = createServer((request, response) => {
  const [type, body] = { "/worker.js": ["text/javascript", worker], "/program.wasm": ["application/wasm", program] }[
    request.url
  ] ?? ["text/html", "<!doctype html><title>bench</title>"];
  // Isolated, so that the clock is as fine as it gets.
  response.writeHead(200, {
    "content-type": type,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  response.end(body);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const { text, code } = await page.evaluate(async () => {
    const bytes = await (await fetch("/program.wasm")).arrayBuffer();
    const worker = new Worker("/worker.js");
    return new Promise((done, failed) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = (event) => failed(new Error(event.message));
      worker.postMessage(bytes, [bytes]);
    });
  });
  console.log(`in Chromium ${browser.version()}:`);
  process.stdout.write(text);
  process.exitCode = code;
} finally {
  await browser.close();
  server.close();
}
