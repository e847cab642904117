// Runs the core's tests as WebAssembly, and checks the module that the app ships.
// Usage: node wasm/run_tests.mjs TEST.wasm…   The last line counts: passed=N failed=N
// Each of them runs in a thread of its own, as many at a time as there are cores.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { brotliCompressSync } from "node:zlib";

const results = "build/wasm/test-results";
mkdirSync(results, { recursive: true });
let passed = 0;
let failed = 0;

// --- the tests of the core's folders, as GoogleTest counts them -------------------

// The largest programs have the most to do: they begin first, and in parts, or all others would wait for them.
const parts = process.argv
  .slice(2)
  .map((file) => ({ file, size: statSync(file).size }))
  .sort((one, other) => other.size - one.size)
  .flatMap(({ file, size }) => {
    const name = basename(file, ".wasm");
    const of = size > 2_000_000 ? 3 : 1;
    return Array.from({ length: of }, (_, at) => ({
      file,
      name: of === 1 ? name : `${name} ${at + 1}/${of}`,
      log: `${results}/${name}${of === 1 ? "" : `-${at + 1}`}.log`,
      env: { GTEST_TOTAL_SHARDS: String(of), GTEST_SHARD_INDEX: String(at) },
    }));
  });

/** How it ended, when not well; a thread that falls says so in words too. */
function apart({ file, log, env }) {
  return new Promise((done) => {
    const thread = new Worker(new URL("run_one.mjs", import.meta.url), { workerData: { file, log, env } });
    thread.once("message", done);
    thread.once("error", (error) => done(String(error)));
    thread.once("exit", (status) => done(`its thread ended with ${status}`));
  });
}

function count({ name, log }, ending) {
  const text = readFileSync(log, "utf8");
  const number = (pattern) => Number(pattern.exec(text)?.[1] ?? 0);
  const good = number(/\[  PASSED  \] (\d+) test/);
  let bad = number(/\[  FAILED  \] (\d+) test/);
  if (bad === 0 && (ending !== "" || good === 0)) bad = 1;
  passed += good;
  failed += bad;
  if (bad === 0) {
    console.log(`✓ ${name} in WebAssembly (${good})`);
  } else {
    console.log(`✗ ${name} in WebAssembly: ${bad} failed; ${ending}`);
    console.log(
      text
        .split("\n")
        .filter((line) => !/^\[ +(RUN|OK) +\]|^\[-+\]/.test(line))
        .slice(0, 60)
        .map((line) => `    ${line}`)
        .join("\n"),
    );
  }
}

// --- the module itself -------------------------------------------------------------

async function test(words, body) {
  try {
    await body();
    passed += 1;
    console.log(`✓ ${words}`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${words}\n    ${error.stack}`);
  }
}

const module = await WebAssembly.compile(readFileSync("build/web-core/hearth.wasm"));

const library = readFileSync("build/web-core/library.en.json");

async function start() {
  const { exports } = await WebAssembly.instantiate(module, {});
  exports._initialize();
  const text = exports.hearth_alloc(library.length);
  new Uint8Array(exports.memory.buffer, text, library.length).set(library);
  exports.hearth_library(text, library.length);
  return {
    memory: exports.memory,
    call(request) {
      const at = exports.hearth_alloc(request.length);
      new Uint8Array(exports.memory.buffer, at, request.length).set(request);
      const answer = exports.hearth_call(at, request.length);
      const length = new DataView(exports.memory.buffer).getUint32(answer, true);
      const bytes = new Uint8Array(exports.memory.buffer, answer + 4, length).slice();
      exports.hearth_free(at);
      exports.hearth_free(answer);
      return bytes;
    },
  };
}

await test("the module asks nothing of its host", () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});

await test("the module keeps to its budget as it travels (web/size-budget.json)", () => {
  const size = brotliCompressSync(readFileSync("build/web-core/hearth.wasm")).length;
  console.log(`  ${size} bytes compressed`);
  assert.ok(size <= JSON.parse(readFileSync("web/size-budget.json", "utf8")).core_br);
});

await test("an answer comes for whatever bytes are sent", async () => {
  const core = await start();
  for (const length of [0, 1, 4, 5, 9, 100, 70_000]) {
    for (const fill of [0, 1, 0x7b, 0xff]) {
      assert.ok(core.call(new Uint8Array(length).fill(fill)).length > 0);
    }
  }
});

await test("memory does not grow with the number of calls", async () => {
  const core = await start();
  const request = new Uint8Array(10_000).fill(1);
  for (let i = 0; i < 100; i += 1) core.call(request);
  const before = core.memory.buffer.byteLength;
  for (let i = 0; i < 5_000; i += 1) core.call(request);
  assert.equal(core.memory.buffer.byteLength, before);
});

const runs = Array.from({ length: availableParallelism() }, async () => {
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) count(part, await apart(part));
});
await Promise.all(runs);
console.log(`passed=${passed} failed=${failed}`);
process.exitCode = failed === 0 ? 0 : 1;
