import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { House } from './rules.ts';
import { readSource } from './source.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** The project's own source files below a folder; generated code is nobody's. */
export function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.split(path.sep).includes('generated'))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .sort();
}

/** Parses all files below these folders. */
export function readHouse(folders: readonly string[]): House {
  return new Map(
    folders.flatMap(filesBelow).map((file) => [file, readSource(file, readFileSync(path.join(root, file), 'utf8'))]),
  );
}
