import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI, UriUtils } from 'langium';
import type { SourceFile } from '../language/workspace.ts';

/** Reads the built-in library from a folder of this machine. Without it no scenario means anything: errors are thrown. */
export async function readLibrary(folder: string): Promise<SourceFile[]> {
  const directory = fileURLToPath(folder);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.ipc')).sort();
  return Promise.all(
    names.map(async (name) => ({
      uri: UriUtils.joinPath(URI.parse(folder), name).toString(),
      text: await readFile(path.join(directory, name), 'utf8'),
    })),
  );
}

/** The published facts, which lie beside the library's files. */
export function readFacts(folder: string): Promise<string> {
  return readFile(path.join(fileURLToPath(folder), 'facts.json'), 'utf8');
}
