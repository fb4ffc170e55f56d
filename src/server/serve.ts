import { startLanguageServer } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver/node';
import { createIpcLanguageServices } from '../language/lsp/services.ts';
import { type CompileParams, languageRequests, type ScenariosParams } from '../protocol/language.ts';
import { DocumentUpdates } from './document-updates.ts';
import { hostFiles } from './host-files.ts';
import { OpenDocuments } from './open-documents.ts';
import { Requests } from './requests.ts';
import { LibraryFirst } from './workspace-manager.ts';

/** Answers the requests of an editor until the connection ends. */
export function serve(connection: Connection): void {
  const services = createIpcLanguageServices(
    { connection, fileSystemProvider: () => hostFiles(connection) },
    {
      workspace: {
        WorkspaceManager: (shared) => new LibraryFirst(shared),
        DocumentBuilder: (shared) => new OpenDocuments(shared),
      },
      lsp: { DocumentUpdateHandler: (shared) => new DocumentUpdates(shared, connection) },
    },
  );
  const requests = new Requests(services);
  connection.onRequest(languageRequests.scenarios, (params: ScenariosParams) => requests.scenarios(params));
  connection.onRequest(languageRequests.compile, (params: CompileParams) => requests.compile(params));
  startLanguageServer(services.shared);
}
