import { DefaultWorkspaceManager, type LangiumDocument, URI, type WorkspaceFolder } from 'langium';
import type { IpcSharedLanguageServices } from '../language/lsp/types.ts';
import type { InitializationOptions } from '../protocol/language.ts';
import { readFacts, readLibrary } from './library.ts';

/** Starts with the built-in library. Files of the workspace are read when one is opened or imported, not before. */
export class LibraryFirst extends DefaultWorkspaceManager {
  private readonly services: IpcSharedLanguageServices;
  private folder = '';

  constructor(services: IpcSharedLanguageServices) {
    super(services);
    this.services = services;
  }

  override initialize(params: Parameters<DefaultWorkspaceManager['initialize']>[0]): void {
    super.initialize(params);
    const options = params.initializationOptions as InitializationOptions;
    this.folder = options.library;
  }

  protected override async loadAdditionalDocuments(
    _folders: WorkspaceFolder[],
    collector: (document: LangiumDocument) => void,
  ): Promise<void> {
    this.services.ipc.Facts.load(await readFacts(this.folder));
    for (const { uri, text } of await readLibrary(this.folder)) {
      const parsed = URI.parse(uri);
      this.services.ipc.Library.add(parsed.toString());
      collector(this.services.workspace.LangiumDocumentFactory.fromString(text, parsed));
    }
  }

  /** The editor, not this server, knows how to look through folders quickly and what to leave out. */
  protected override async traverseFolder(): Promise<void> {}
}
