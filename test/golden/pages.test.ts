import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ipcTracer } from '../support/papers.ts';

const docs = path.resolve(import.meta.dirname, '../../docs');

/** Pages that programs write: a change of the library or of the engine changes them, and the difference is for the reviewer. */
describe('docs/mechanisms', () => {
  let pages: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const { code, out } = await ipcTracer(['mechanisms', '--json']);
    expect(code).toBe(0);
    pages = JSON.parse(out) as Readonly<Record<string, string>>;
  });

  test('is what `npm run docs` writes', () => {
    const stale = Object.entries(pages)
      .filter(([name, text]) => {
        const file = path.join(docs, 'mechanisms', name);
        return !existsSync(file) || readFileSync(file, 'utf8') !== text;
      })
      .map(([name]) => name);
    expect(stale, 'run: npm run docs').toEqual([]);
  });

  test('has no page of a mechanism that is gone', () => {
    expect(readdirSync(path.join(docs, 'mechanisms')).sort()).toEqual(Object.keys(pages).sort());
  });
});

describe('docs/validation.md', () => {
  test('is what `npm run papers` writes', async () => {
    const { out } = await ipcTracer(['papers', '--markdown']);
    const page = path.join(docs, 'validation.md');
    expect(existsSync(page) && readFileSync(page, 'utf8') === out, 'stale: run npm run papers').toBe(true);
  });
});
