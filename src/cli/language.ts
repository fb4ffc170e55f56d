/** The scenario language for the command line: files of a disk, compiled to runs. */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LangiumDocument } from 'langium';
import { compileScenario, scenarioNames } from '../language/compile/compile.ts';
import { readVia, VIA } from '../language/compile/via.ts';
import type { IpcServices } from '../language/module.ts';
import { profilesOf } from '../language/scope/assumptions.ts';
import { createIpcServices } from '../language/services.ts';
import { nothingAssumed } from '../language/validation/messages/names.ts';
import {
  checkDocuments,
  loadLibrary,
  openDocument,
  type SourceDiagnostic,
  type SourceFile,
} from '../language/workspace.ts';
import type { ScenarioRun } from '../sim/scenario.ts';
import { hasErrors, type Place } from './diagnostics.ts';

type FileSystem = Parameters<typeof createIpcServices>[0];

/** The scenarios whose values stand in papers. */
export interface Papers {
  /** Absolute names of the built-in files. */
  readonly files: readonly string[];
  /** Why facts have no scenario, a JSON list of reasons. */
  readonly reasons: string;
}

/** Where the command line finds texts. */
export interface FileSource {
  /** Absolute; relative names are relative to it. */
  readonly folder: string;
  /** The files of the built-in library. */
  library(): Promise<readonly SourceFile[]>;
  /** The published facts of the library. */
  facts(): Promise<string>;
  /** The scenarios whose values stand in papers. */
  papers(): Promise<Papers>;
  /** The samples and the scenarios of papers, by their names from the product's root. */
  samples(): Promise<readonly { readonly name: string; readonly text: string }[]>;
  /** The text of a file. Rejects with an error with a `code` if it cannot be read. */
  read(file: string): Promise<string>;
  /** Files that are imported. */
  readonly imports: FileSystem;
}

/** A file with what is wrong with it. */
export interface LoadedFile {
  /** Null if the file cannot be read. */
  readonly document: LangiumDocument | null;
  readonly diagnostics: readonly SourceDiagnostic[];
  readonly place: Place;
}

/** The language with its library. */
export async function openLanguage(source: FileSource): Promise<IpcServices> {
  const services = createIpcServices(source.imports);
  await loadLibrary(services, await source.library(), await source.facts());
  return services;
}

/** Reads, links and validates a file, named as on the command line. */
export async function loadFile(services: IpcServices, source: FileSource, file: string): Promise<LoadedFile> {
  const absolute = path.resolve(source.folder, file);
  const uri = pathToFileURL(absolute).href;
  const place = placeIn(source.folder, uri, file);
  try {
    const document = openDocument(services, uri, await source.read(absolute));
    return { document, diagnostics: await checkDocuments(services, [document]), place };
  } catch (error) {
    if (!isFileError(error)) throw error;
    return { document: null, diagnostics: [unreadable(uri, error)], place };
  }
}

/** Reads a file whose profiles supply missing prices to every file that is loaded afterwards. */
export async function loadAssumptions(services: IpcServices, source: FileSource, file: string): Promise<LoadedFile> {
  const loaded = await loadFile(services, source, file);
  const { document, diagnostics, place } = loaded;
  if (document === null || hasErrors(diagnostics)) return loaded;
  if (profilesOf(document).length === 0) {
    const message = nothingAssumed(file);
    return {
      ...loaded,
      diagnostics: [...diagnostics, errorAtStart(document.uri.toString(), message.code, message.text)],
    };
  }
  services.shared.ipc.Assumptions.add(document.uri.toString());
  return { document, diagnostics, place };
}

function placeIn(folder: string, main: string, name: string): Place {
  return (uri) => {
    if (uri === main) return name;
    if (uri.endsWith(`/${VIA}`)) return VIA;
    return uri.startsWith('file:') ? path.relative(folder, fileURLToPath(uri)) : uri;
  };
}

type FileError = Error & { readonly code: string };

function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EISDIR: 'This is a folder',
  EACCES: 'Reading it is not allowed',
};

function unreadable(uri: string, { code }: FileError): SourceDiagnostic {
  const message = `${REASONS[code] ?? `The file cannot be read (${code})`}. Name a scenario file (*.ipc).`;
  return errorAtStart(uri, 'ipc/unreadable', message);
}

function errorAtStart(uri: string, code: string, message: string): SourceDiagnostic {
  const at = { uri, line: 0, column: 0, endLine: 0, endColumn: 0 };
  return { ...at, severity: 'error', code, message, related: [] };
}

/** What a `run` command asks for. */
export interface Wanted {
  readonly scenario: string | null;
  readonly via: string | null;
  /** Steps that one run may record; null: as many as usual. */
  readonly maxRows: number | null;
}

/** Runs to make, null if errors stand in the way, and what there is to say about the file. */
export interface Compiled {
  readonly runs: readonly ScenarioRun[] | null;
  readonly diagnostics: readonly SourceDiagnostic[];
}

/** Compiles one scenario of a file, or all. An error inside another scenario than the wanted one does not stop it. */
export async function compiled(
  services: IpcServices,
  file: LoadedFile,
  { scenario, via, maxRows }: Wanted,
): Promise<Compiled> {
  if (file.document === null) return { runs: null, diagnostics: file.diagnostics };
  const { document } = file;
  const names = scenario === null ? scenarioNames(document) : [scenario];
  if (names.length === 0) return { runs: null, diagnostics: [...file.diagnostics, ...withoutScenario(document, file)] };
  const read = via === null ? null : await readVia(services, document, via);
  if (read !== null && 'diagnostics' in read) return { runs: null, diagnostics: read.diagnostics };
  const options = {
    ...(read === null ? {} : { via: read.replacements }),
    ...(maxRows === null ? {} : { maxRows }),
  };
  const results = names.map((name) => compileScenario(services, document, name, options));
  const runs = results.map(({ run }) => run).filter((run) => run !== null);
  const diagnostics = unique(results.flatMap((result) => result.diagnostics));
  if (runs.length < names.length) return { runs: null, diagnostics };
  return { runs, diagnostics: diagnostics.filter(({ severity }) => severity !== 'error') };
}

function withoutScenario(document: LangiumDocument, { diagnostics }: LoadedFile): readonly SourceDiagnostic[] {
  if (hasErrors(diagnostics)) return [];
  const message =
    'The file has no scenario, so there is nothing to run. Add one: scenario Name { thread T in Domain { … } }';
  const at = { uri: document.uri.toString(), line: 0, column: 0, endLine: 0, endColumn: 0 };
  return [{ ...at, severity: 'error', code: 'ipc/noScenario', message, related: [] }];
}

/** Each scenario's compilation reports the whole file's diagnostics. */
function unique(diagnostics: readonly SourceDiagnostic[]): readonly SourceDiagnostic[] {
  const found = new Map(
    diagnostics.map((each) => [JSON.stringify([each.uri, each.line, each.column, each.code, each.message]), each]),
  );
  return [...found.values()];
}
