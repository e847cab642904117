import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const words = fileURLToPath(new URL('../src/i18n/en/', import.meta.url));

/** Everything that `start` imports, and what that imports, without the lazy parts. */
function graph(manifest, start, seen = new Set()) {
  const chunk = manifest[start];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const next of chunk.imports ?? []) graph(manifest, next, seen);
  return seen;
}

export function measure({ out, manifest, files }) {
  const size = (path) => {
    if (/\.(woff2|png)$/.test(path)) return statSync(join(out, path)).size;
    return brotliCompressSync(readFileSync(join(out, path)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  };
  const sum = (paths) => [...paths].reduce((total, path) => total + size(path), 0);
  const paths = Object.keys(files).map((path) => path.slice(1));
  const js = paths.filter((path) => path.endsWith('.js'));
  const entry = graph(manifest, 'index.html');
  const today = new Set(entry);
  for (const start of [
    'src/views/room/Room.svelte',
    'src/views/today/Today.svelte',
    'src/i18n/en/rooms.ftl?raw',
    'src/i18n/en/guide.ftl?raw',
    'src/i18n/en/feelings.ftl?raw',
    'src/worker/worker-client.ts',
  ])
    graph(manifest, start, today);
  const only = (set) => [...set].filter((path) => path.endsWith('.js'));
  const wasm = paths.find((path) => path.endsWith('.wasm'));
  return {
    index: size('index.html'),
    entry_js: sum(only(entry)),
    today_js: sum([...only(today), ...js.filter((path) => /assets\/(worker|kdf-worker)-/.test(path))]),
    all_js: sum(js),
    core_br: wasm ? size(wasm) : 0,
    core_raw: wasm ? statSync(join(out, wasm)).size : 0,
    font_ui: sum(paths.filter((path) => /atkinson.*woff2$/.test(path))),
    font_serif: sum(paths.filter((path) => /literata.*woff2$/.test(path))),
    words: brotliCompressSync(Buffer.concat(readdirSync(words).map((name) => readFileSync(join(words, name))))).length,
    install_total: sum(paths),
  };
}

export function checkBudget({ out, manifest, files, budgetPath }) {
  const budget = JSON.parse(readFileSync(budgetPath, 'utf8'));
  const sizes = measure({ out, manifest, files });
  const over = [];
  for (const [name, value] of Object.entries(sizes)) {
    const limit = budget[name];
    console.log(`${name.padEnd(14)} ${String(value).padStart(7)} of ${limit}`);
    if (value > limit) over.push(name);
  }
  if (over.length > 0) throw new Error(`over budget: ${over.join(', ')}`);
}
