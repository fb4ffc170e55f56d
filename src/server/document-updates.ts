import { URI } from 'langium';
import { DefaultDocumentUpdateHandler } from 'langium/lsp';
import {
  type Connection,
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { IpcSharedLanguageServices } from '../language/lsp/types.ts';
import { importedUri, importsOf } from '../language/scope/imports.ts';

/** What happens to a document besides being typed into. */
export class DocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly services: IpcSharedLanguageServices;
  private readonly connection: Connection;

  constructor(services: IpcSharedLanguageServices, connection: Connection) {
    super(services);
    this.services = services;
    this.connection = connection;
  }

  /** The editor watches the scenario files itself. */
  protected override getWatchers(): [] {
    return [];
  }

  /** While a document is open, its text is what the editor says, whatever happens to the file. */
  override didChangeWatchedFiles({ changes }: DidChangeWatchedFilesParams): void {
    const closed = changes.filter(({ uri }) => !this.services.workspace.TextDocuments.get(uri));
    const uris = (deleted: boolean) =>
      closed.filter(({ type }) => (type === FileChangeType.Deleted) === deleted).map(({ uri }) => URI.parse(uri));
    this.fireDocumentUpdate(uris(false), uris(true));
  }

  /** Back to the saved text where others need the document, away with it where nobody does. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    const needed = this.services.ipc.Library.has(uri.toString()) || this.isImported(uri);
    this.fireDocumentUpdate(needed ? [uri] : [], needed ? [] : [uri]);
    void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  }

  private isImported(uri: URI): boolean {
    return this.services.workspace.LangiumDocuments.all.some((document) =>
      importsOf(document).some((statement) => importedUri(document, statement)?.toString() === uri.toString()),
    );
  }
}
