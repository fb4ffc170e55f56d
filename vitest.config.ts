import { defineConfig } from 'vitest/config';

const setupFiles = ['./src/language/node20.mjs'];

/** A busy machine is no failure. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          setupFiles,
          ...patient,
        },
      },
      { test: { name: 'golden', include: ['test/golden/**/*.test.ts'], setupFiles, ...patient } },
      { test: { name: 'property', include: ['test/property/**/*.test.ts'], setupFiles, testTimeout: 600_000 } },
      { test: { name: 'papers', include: ['test/papers/**/*.test.ts'], setupFiles, testTimeout: 60_000 } },
      {
        test: {
          name: 'webview',
          include: ['test/webview/**/*.test.{ts,tsx}'],
          setupFiles,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
