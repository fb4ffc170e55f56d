import { type CstNode, type LangiumDocument, URI } from 'langium';
import type { SourceRange } from '../sim/spec/site.ts';
import type { IpcServices } from './module.ts';

/** A file as a host hands it in. */
export interface SourceFile {
  /** A whole URI, `file:///…` or any other scheme. */
  readonly uri: string;
  readonly text: string;
}

/** A diagnostic as plain data. Lines and columns count from 0, columns in UTF-16 units; the end is exclusive. */
export interface SourceDiagnostic extends SourceRange {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** `ipc/…`; `docs/language.md` lists them. */
  readonly code: string;
  readonly message: string;
  readonly related: readonly (SourceRange & { readonly message: string })[];
}

/**
 * Loads the built-in library: in scope in every document from then on. Linked, not validated.
 * @param facts the published facts, a JSON list, see FactBook.
 */
export async function loadLibrary(services: IpcServices, files: readonly SourceFile[], facts = '[]'): Promise<void> {
  services.shared.ipc.Facts.load(facts);
  const documents = files.map((file) => {
    services.shared.ipc.Library.add(URI.parse(file.uri).toString());
    return openDocument(services, file.uri, file.text);
  });
  await services.shared.workspace.DocumentBuilder.build(documents, { validation: false });
}

/** Puts a text into the workspace, in the place of an earlier one with the same URI. It is not linked yet. */
export function openDocument(services: IpcServices, uri: string, text: string): LangiumDocument {
  const parsed = URI.parse(uri);
  const { LangiumDocuments, LangiumDocumentFactory, IndexManager } = services.shared.workspace;
  if (LangiumDocuments.deleteDocument(parsed)) IndexManager.remove(parsed);
  const document = LangiumDocumentFactory.fromString(text, parsed);
  LangiumDocuments.addDocument(document);
  return document;
}

/**
 * Links and validates documents together with what they import.
 * @returns the diagnostics of these documents, in the order of the documents, by line.
 */
export async function checkDocuments(
  services: IpcServices,
  documents: readonly LangiumDocument[],
): Promise<SourceDiagnostic[]> {
  await services.shared.workspace.DocumentBuilder.build([...documents], { validation: true });
  return documents.flatMap((document) => diagnosticsOf(document));
}

/** The diagnostics of a checked document, by line and column. */
export function diagnosticsOf(document: LangiumDocument): SourceDiagnostic[] {
  const uri = document.uri.toString();
  const diagnostics = (document.diagnostics ?? []).map((diagnostic) => ({
    ...sourceRange(uri, diagnostic.range),
    severity: SEVERITIES[diagnostic.severity ?? 1] ?? 'error',
    code: String(diagnostic.code ?? 'ipc/internal'),
    message: typeof diagnostic.message === 'string' ? diagnostic.message : diagnostic.message.value,
    related: (diagnostic.relatedInformation ?? []).map(({ location, message }) => ({
      ...sourceRange(location.uri, location.range),
      message,
    })),
  }));
  return diagnostics.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** A range of the protocol with the file that it lies in. */
export function sourceRange(uri: string, { start, end }: CstNode['range']): SourceRange {
  return { uri, line: start.line, column: start.character, endLine: end.line, endColumn: end.character };
}

const SEVERITIES: Readonly<Record<number, SourceDiagnostic['severity']>> = {
  1: 'error',
  2: 'warning',
  3: 'information',
  4: 'hint',
};
