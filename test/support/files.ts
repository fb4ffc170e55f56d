import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LangiumDocument } from 'langium';
import { type CompileOptions, type CompileResult, compileScenario } from '../../src/language/compile/compile.ts';
import type { IpcServices } from '../../src/language/module.ts';
import { createIpcServices } from '../../src/language/services.ts';
import { checkDocuments, loadLibrary, openDocument, type SourceFile } from '../../src/language/workspace.ts';

const MEDIA = path.resolve(import.meta.dirname, '../../media');

/** The files of a folder of media, as a host hands them in. */
export function mediaFiles(folder: 'library' | 'samples'): SourceFile[] {
  const names = readdirSync(path.join(MEDIA, folder)).filter((name) => name.endsWith('.ipc'));
  return names.sort().map((name) => mediaFile(folder, name));
}

export function mediaFile(folder: 'library' | 'samples', name: string): SourceFile {
  const file = path.join(MEDIA, folder, name);
  return { uri: pathToFileURL(file).href, text: readFileSync(file, 'utf8') };
}

/** The published facts. */
export function factsText(): string {
  return readFileSync(path.join(MEDIA, 'library', 'facts.json'), 'utf8');
}

/** The language with its library loaded. */
export async function languageWithLibrary(): Promise<IpcServices> {
  const services = createIpcServices();
  await loadLibrary(services, mediaFiles('library'), factsText());
  return services;
}

/** A text, linked and validated. */
export async function documentOf(services: IpcServices, file: SourceFile): Promise<LangiumDocument> {
  const document = openDocument(services, file.uri, file.text);
  await checkDocuments(services, [document]);
  return document;
}

/** Compiles a scenario of a text: the whole way from text to run spec. */
export async function compileText(
  services: IpcServices,
  file: SourceFile,
  scenario: string,
  options: CompileOptions = {},
): Promise<CompileResult> {
  return compileScenario(services, await documentOf(services, file), scenario, options);
}
