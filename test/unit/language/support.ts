import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { IpcServices } from '../../../src/language/module.ts';
import { createIpcServices } from '../../../src/language/services.ts';
import { loadLibrary, type SourceFile } from '../../../src/language/workspace.ts';

export const root = path.resolve(import.meta.dirname, '../../..');

/** The scenario files of a folder, as a host would hand them in. */
export function filesIn(folder: string): SourceFile[] {
  const directory = path.join(root, folder);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.ipc'))
    .sort()
    .map((name) => ({
      uri: pathToFileURL(path.join(directory, name)).toString(),
      text: readFileSync(path.join(directory, name), 'utf8'),
    }));
}

/** The published facts. */
export function factsText(): string {
  return readFileSync(path.join(root, 'media/library/facts.json'), 'utf8');
}

/** The names of all diagnostics: each is a function of src/language/validation/messages. */
export async function diagnosticNames(): Promise<string[]> {
  const folder = path.join(root, 'src/language/validation/messages');
  const files = readdirSync(folder).filter((name) => name !== 'words.ts');
  const found = await Promise.all(files.map(async (name) => (await import(path.join(folder, name))) as object));
  return found.flatMap((file) => Object.keys(file)).sort();
}

/** Services with the built-in library loaded. */
export async function servicesWithLibrary(): Promise<IpcServices> {
  const services = createIpcServices();
  await loadLibrary(services, filesIn('media/library'), factsText());
  return services;
}
