// Everything that can be said about the app's sources without running them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = [
  ['prettier', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['eslint', ['node_modules/eslint/bin/eslint.js', '.']],
  ['stylelint', ['node_modules/stylelint/bin/stylelint.mjs', '--config', 'stylelint.config.js', 'src/**/*.css', 'src/**/*.svelte']],
  [
    'stylelint (colours)',
    ['node_modules/stylelint/bin/stylelint.mjs', '--config', 'stylelint.colors.config.js', 'src/**/*.css', 'src/**/*.svelte'],
  ],
  ['language keys', ['scripts/i18n-keys.mjs', '--check']],
  ['literal text', ['scripts/literal-text.mjs']],
  ['import cycles', ['scripts/cycles.mjs']],
];

let failed = false;
for (const [name, args] of steps) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`lint: ${name} found something`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
