import { defineConfig } from 'vitest/config';

/** What is to come comes when the machine has time for it. */
const patient = { expect: { poll: { timeout: 20_000 } } };

/**
 * Tests of pure code share their modules: nothing in them remembers, and loading the parser for each file costs more than
 * the tests. A busy machine is no failure.
 */
const pure = {
  ...patient,
  setupFiles: ['./src/language/node20.mjs'],
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // The runner leaves a processor free for itself, which on two is half of the machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          ...pure,
        },
      },
      { test: { name: 'golden', include: ['test/golden/**/*.test.ts'], ...pure } },
      {
        test: {
          name: 'property',
          include: ['test/property/**/*.test.ts'],
          ...pure,
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
      { test: { name: 'papers', include: ['test/papers/**/*.test.ts'], ...pure } },
      { test: { name: 'webview', include: ['test/webview/**/*.test.{ts,tsx}'], ...pure, isolate: true } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          ...patient,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
