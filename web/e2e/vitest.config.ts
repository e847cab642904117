import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Two people, two browsers, the real server. Not part of `npm test`: it needs the built program and app. */
export default defineConfig({
  root: resolve(import.meta.dirname),
  test: {
    include: ['**/*.test.ts'],
    environment: 'node',
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // Each file is one story: when a step fails, those behind it have nothing to stand on.
    bail: 0,
  },
});
