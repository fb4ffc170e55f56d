import {
  type BuildOptions,
  DefaultDocumentBuilder,
  DocumentState,
  type LangiumDocument,
  type LangiumSharedCoreServices,
} from 'langium';
import { importedUri, importsOf } from './scope/imports.ts';

type CancellationToken = Parameters<DefaultDocumentBuilder['build']>[2];

/** Builds documents and what they import: a file need not lie in an open folder to be imported. */
export class IpcDocumentBuilder extends DefaultDocumentBuilder {
  private readonly services: LangiumSharedCoreServices;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.services = services;
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: NonNullable<CancellationToken>,
  ): Promise<void> {
    const factory = this.services.workspace.LangiumDocumentFactory;
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, (document) =>
      factory.update(document, cancelToken),
    );
    await super.buildDocuments([...documents, ...(await this.loadImports(documents))], options, cancelToken);
  }

  /** Reads the imported files that are not loaded yet, and those that they import. A file that is missing stays so. */
  private async loadImports(documents: readonly LangiumDocument[]): Promise<LangiumDocument[]> {
    const loaded: LangiumDocument[] = [];
    const queue = [...documents];
    for (const document of queue) {
      for (const statement of importsOf(document)) {
        const added = await this.loadImport(document, statement);
        if (added) {
          loaded.push(added);
          queue.push(added);
        }
      }
    }
    return loaded;
  }

  private async loadImport(
    document: LangiumDocument,
    statement: ReturnType<typeof importsOf>[number],
  ): Promise<LangiumDocument | undefined> {
    const { LangiumDocuments, FileSystemProvider, LangiumDocumentFactory } = this.services.workspace;
    const uri = importedUri(document, statement);
    if (!uri || LangiumDocuments.hasDocument(uri) || !(await FileSystemProvider.exists(uri))) return undefined;
    const added = await LangiumDocumentFactory.fromUri(uri);
    // Another build may have read the file in the meantime.
    if (LangiumDocuments.hasDocument(uri)) return undefined;
    LangiumDocuments.addDocument(added);
    return added;
  }
}
