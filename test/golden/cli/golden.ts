import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

/** Compares with a file of this folder; a missing one fails. `UPDATE_GOLDEN=1` writes the files; read the difference. */
export function compareGolden(name: string, actual: string): void {
  const file = path.join(import.meta.dirname, name);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, actual);
  expect(existsSync(file), `${name} is missing: write it with UPDATE_GOLDEN=1 and read it`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
