import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
// @ts-expect-error a script without types
import { helpDirectory, helpFiles } from './scripts/help-directory.mjs';

const libraryPath = resolve(import.meta.dirname, '../build/web-core/library.en.json');
const wasmPath = resolve(import.meta.dirname, '../build/web-core/hearth.wasm');

/** `virtual:hearth-wasm` is the address of the core: hashed in a build, straight from the build tree in development. */
function coreModule(): Plugin {
  const id = 'virtual:hearth-wasm';
  let serving = false;
  return {
    name: 'hearth-core',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return;
      if (serving) return `export default '/hearth.wasm'; export const library = '/library.json';`;
      if (!existsSync(wasmPath)) {
        this.warn(`no core at ${wasmPath}: this build can draw, but not remember anything`);
        return `export default ''; export const library = '';`;
      }
      const reference = this.emitFile({ type: 'asset', name: 'hearth.wasm', source: readFileSync(wasmPath) });
      const words = this.emitFile({ type: 'asset', name: 'library.en.json', source: readFileSync(libraryPath) });
      return `export default import.meta.ROLLUP_FILE_URL_${reference}; export const library = import.meta.ROLLUP_FILE_URL_${words};`;
    },
    configureServer(server) {
      server.middlewares.use('/hearth.wasm', (_request, response) => {
        if (!existsSync(wasmPath)) {
          response.statusCode = 404;
          response.end();
          return;
        }
        response.setHeader('Content-Type', 'application/wasm');
        response.end(readFileSync(wasmPath));
      });
      server.middlewares.use('/library.json', (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(existsSync(libraryPath) ? readFileSync(libraryPath) : '');
      });
    },
  };
}

/** Asks for both fonts together with the first script: the question's serif is there before the question. */
function earlyFonts(): Plugin {
  return {
    name: 'hearth-early-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => name.endsWith('.woff2'))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${name}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head' as const,
          })),
    },
  };
}

/** `virtual:demo-script` is the address of the invented couple's twelve weeks. */
function demoScript(): Plugin {
  const id = 'virtual:demo-script';
  const path = resolve(import.meta.dirname, '../content/demo/sam-and-robin.en.json');
  let serving = false;
  return {
    name: 'hearth-demo-script',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return;
      if (serving) return `export default '/demo.json';`;
      const small = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return `export default import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'asset', name: 'demo.json', source: small })};`;
    },
    configureServer(server) {
      server.middlewares.use('/demo.json', (_request, response) => response.end(readFileSync(path)));
    },
  };
}

/** `virtual:help` is the help page's data with the pages that prove it, read from the content when the app is built. */
function helpPage(): Plugin {
  const id = 'virtual:help';
  const content = resolve(import.meta.dirname, '../content');
  return {
    name: 'hearth-help',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return;
      const files = helpFiles(content);
      for (const file of [files.directory, ...files.evidence]) this.addWatchFile(file);
      return `export default ${JSON.stringify(helpDirectory(content))};`;
    },
  };
}

/**
 * Svelte makes a Trusted Types policy that lets any string become HTML. Templates here are built node by node
 * (svelte.config.js), so that policy is not needed, and the header allows one policy only: `hearth`.
 */
function noHtmlPolicy(): Plugin {
  return {
    name: 'hearth-no-html-policy',
    enforce: 'pre',
    load(id) {
      if (!id.split('?')[0]?.endsWith('svelte/src/internal/client/dom/reconciler.js')) return;
      return `
        export function create_trusted_html() { throw new Error('html_from_text_is_off'); }
        export function create_fragment_from_html() { throw new Error('html_from_text_is_off'); }`;
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [noHtmlPolicy(), earlyFonts(), coreModule(), helpPage(), demoScript(), svelte()],
  define: { __FIXTURES__: JSON.stringify(process.env.HEARTH_FIXTURES === '1') },
  worker: { format: 'es' },
  build: {
    outDir: resolve(import.meta.dirname, '../build/web'),
    emptyOutDir: true,
    target: ['chrome123', 'safari17.5', 'firefox128'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    manifest: 'vite-manifest.json',
    rolldownOptions: {
      output: {
        // What is opened together travels together: many small files compress badly.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'settings', test: /src\/views\/settings\// },
            { name: 'arrival', test: /src\/views\/(onboarding|pair)\// },
            { name: 'talks', test: /src\/views\/talk\/(?!Going)\w+\.svelte$/ },
            { name: 'mend', test: /src\/views\/(mend|trust)\// },
            {
              name: 'passing',
              test: /src\/views\/(signal\/(OnToday|SignalCard|Said|Sentence|When|Words|words)|pages\/(Accepted|Line[A-Z][a-z]+|words))\./,
            },
            { name: 'between', test: /src\/views\/(signal|agreement|pages)\// },
            { name: 'counsel', test: /src\/views\/counsel\// },
            // Without what Today needs of them, or Today would bring them all along.
            { name: 'rooms', test: /src\/views\/(question\/(?!exchange)|checkin\/|thanks\/|share\/|mine\/|ways\/)/ },
            { name: 'forms', test: /src\/design\/(PrivateText|Field|Reauth|TwoWords|Strength|ZoneChoice)\.svelte/ },
            { name: 'passing-words', test: /src\/i18n\/en\/(signals|pages)\.ftl/ },
            { name: 'words', test: /src\/i18n\/en\/(rooms|guide|feelings)\.ftl/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/v1': { target: process.env.HEARTH_SERVER ?? 'http://localhost:8080', ws: true }, '/healthz': 'http://localhost:8080' },
    fs: { allow: ['..'] },
  },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
    environment: 'node',
  },
});
