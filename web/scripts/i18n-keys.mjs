// Writes src/i18n/keys.ts: every message of the English files as a type, with the arguments it takes.
// `--check` writes nothing and fails when the file is stale.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../src/i18n/', import.meta.url));

export function readMessages(text) {
  const messages = new Map();
  let current = null;
  for (const line of text.split('\n')) {
    const start = /^([a-z][a-zA-Z0-9_-]*) =(.*)$/.exec(line);
    if (start) {
      current = { text: start[2], names: new Set() };
      if (messages.has(start[1])) throw new Error(`the message ${start[1]} stands twice`);
      messages.set(start[1], current);
    } else if (/^\s+\S/.test(line) && current) current.text += `\n${line}`;
    else if (line.trim() === '' || line.startsWith('#')) continue;
    else throw new Error(`not a message line: ${line}`);
  }
  for (const message of messages.values()) for (const use of message.text.matchAll(/\$([a-z][a-zA-Z0-9]*)/g)) message.names.add(use[1]);
  return messages;
}

export function generate() {
  const files = readdirSync(`${folder}en`)
    .filter((name) => name.endsWith('.ftl'))
    .sort();
  const all = new Map();
  for (const file of files)
    for (const [key, message] of readMessages(readFileSync(`${folder}en/${file}`, 'utf8'))) {
      if (all.has(key)) throw new Error(`the message ${key} stands in two files`);
      all.set(key, message);
    }
  const lines = [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { names }]) => {
      const fields = [...names]
        .sort()
        .map((name) => `${name}: Value`)
        .join('; ');
      return `  '${key}': ${fields ? `{ ${fields} }` : 'None'};`;
    });
  return `// Generated from en/*.ftl by scripts/i18n-keys.mjs. Do not edit.
export type Value = string | number;
export type None = Record<never, never>;

export interface Messages {
${lines.join('\n')}
}

export type Key = keyof Messages;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = `${folder}keys.ts`;
  const fresh = generate();
  let present = '';
  try {
    present = readFileSync(target, 'utf8');
  } catch {
    // The first run has no file to compare with.
  }
  if (process.argv.includes('--check')) {
    if (present !== fresh) {
      console.error('src/i18n/keys.ts is stale: run `npm run i18n`');
      process.exit(1);
    }
  } else if (present !== fresh) writeFileSync(target, fresh);
}
