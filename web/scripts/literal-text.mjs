// No sentence stands in a component: everything that people read comes from the language files.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';

const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
  'legend',
  'hint',
  'lead',
  'error',
]);
const letters = /\p{L}/u;

/** The texts in a component that a person would read or hear. */
export function literalTexts(source) {
  const found = [];
  const visit = (node, parent) => {
    if (!node || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const one of node) visit(one, parent);
      return;
    }
    if (node.type === 'Text' && parent?.type !== 'Attribute' && parent?.type !== 'StyleDirective' && letters.test(node.data))
      found.push(node.data.trim());
    if (node.type === 'Attribute' && spoken.has(node.name) && Array.isArray(node.value))
      for (const part of node.value) if (part.type === 'Text' && letters.test(part.data)) found.push(`${node.name}="${part.data}"`);
    if (
      node.type === 'Literal' &&
      parent?.type === 'ExpressionTag' &&
      typeof node.value === 'string' &&
      /\p{L}{2,} \p{L}/u.test(node.value)
    )
      found.push(node.value);
    for (const [key, child] of Object.entries(node))
      if (key !== 'parent' && key !== 'css' && key !== 'instance' && key !== 'module') visit(child, node);
  };
  visit(parse(source, { modern: true }).fragment, null);
  return found;
}

export function components(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return components(path);
    return entry.name.endsWith('.svelte') ? [path] : [];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let failed = false;
  for (const path of components(fileURLToPath(new URL('../src', import.meta.url))))
    for (const text of literalTexts(readFileSync(path, 'utf8'))) {
      console.error(`${path}: “${text}” belongs into src/i18n/en`);
      failed = true;
    }
  if (failed) process.exit(1);
}
