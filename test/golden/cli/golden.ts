import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The text of a file of this folder; a missing one fails. With `UPDATE_GOLDEN=1` it becomes `actual`; read the difference. */
export function golden(name: string, actual: string): string {
  const file = path.join(import.meta.dirname, name);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, actual);
  if (!existsSync(file)) throw new Error(`${name} is missing: write it with UPDATE_GOLDEN=1 and read it`);
  return readFileSync(file, 'utf8');
}
