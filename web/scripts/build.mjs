// Builds the app into ../build/web: the pages, the core beside them, the service worker with the fingerprints of all,
// compressed twins, and the list of fingerprints that anyone can compare (`version.json`). Fails over budget.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { generate } from './i18n-keys.mjs';
import { checkBudget } from './budget.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = fileURLToPath(new URL('../../build/web/', import.meta.url));

function list(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? list(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function keysAreFresh() {
  if (readFileSync(join(root, 'src/i18n/keys.ts'), 'utf8') !== generate()) throw new Error('src/i18n/keys.ts is stale: run `npm run i18n`');
}

async function buildPages() {
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  const manifest = JSON.parse(readFileSync(join(out, 'vite-manifest.json'), 'utf8'));
  rmSync(join(out, 'vite-manifest.json'));
  return manifest;
}

/** Path as the browser asks for it → fingerprint. */
function fingerprints() {
  const files = list(out)
    .map((path) => [`/${relative(out, path).replaceAll('\\', '/')}`, sha256(readFileSync(path))])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(files);
}

async function buildServiceWorker(files, hash) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { __BUILD__: JSON.stringify(hash), __FILES__: JSON.stringify(files) },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: ['chrome123', 'safari17.5', 'firefox128'],
      lib: { entry: join(root, 'src/pwa/sw.ts'), formats: ['es'], fileName: () => 'sw.js' },
    },
  });
}

function compress() {
  for (const path of list(out)) {
    if (/\.(png|woff2|br|gz)$/.test(path) || statSync(path).size < 256) continue;
    const bytes = readFileSync(path);
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    );
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

keysAreFresh();
const manifest = await buildPages();
const files = fingerprints();
const hash = sha256(JSON.stringify(files)).slice(0, 16);
// Pictures for home screens are fetched by the system when it needs them, not kept with the shell.
const kept = Object.fromEntries(Object.entries(files).filter(([path]) => !/\.(png|webmanifest)$/.test(path)));
await buildServiceWorker(kept, hash);
writeFileSync(
  join(out, 'version.json'),
  `${JSON.stringify({ build: hash, files: { ...files, '/sw.js': sha256(readFileSync(join(out, 'sw.js'))) } }, null, 1)}\n`,
);
compress();
checkBudget({ out, manifest, files: kept, budgetPath: join(root, 'size-budget.json') });
