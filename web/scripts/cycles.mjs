// No file may import itself by way of others. Lazy imports (`import()`) do not count: they come later by intent.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src', import.meta.url));

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /\.(ts|svelte)$/.test(entry.name) ? [path] : [];
  });
}

export function findCycle(graph) {
  const state = new Map();
  const trail = [];
  const visit = (node) => {
    state.set(node, 'open');
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      if (state.get(next) === 'open') return [...trail.slice(trail.indexOf(next)), next];
      if (!state.has(next)) {
        const cycle = visit(next);
        if (cycle) return cycle;
      }
    }
    trail.pop();
    state.set(node, 'done');
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = state.has(node) ? null : visit(node);
    if (cycle) return cycle;
  }
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const graph = new Map();
  for (const path of sources(root)) {
    const targets = [...readFileSync(path, 'utf8').matchAll(/^\s*(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^'?]+)'/gm)].map((match) =>
      resolve(dirname(path), match[1]),
    );
    graph.set(
      path,
      targets.filter((target) => existsSync(target)),
    );
  }
  const cycle = findCycle(graph);
  if (cycle) {
    console.error(`import cycle: ${cycle.map((path) => relative(root, path)).join(' → ')}`);
    process.exit(1);
  }
}
