import {
  AstUtils,
  type BuildOptions,
  DefaultDocumentBuilder,
  DocumentState,
  type LangiumDocument,
  type LangiumSharedCoreServices,
  type URI,
} from 'langium';
import type { Import } from './generated/ast.ts';
import { importedUri, importsOf } from './scope/imports.ts';

type CancellationToken = NonNullable<Parameters<DefaultDocumentBuilder['build']>[2]>;

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
    cancelToken: CancellationToken,
  ): Promise<void> {
    const factory = this.services.workspace.LangiumDocumentFactory;
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, (document) =>
      factory.update(document, cancelToken),
    );
    await super.buildDocuments([...documents, ...(await this.loadImports(documents))], options, cancelToken);
  }

  /** A changed file matters if it is open, was read before, or is what an import has been waiting for. */
  protected override async findChangedUris(changed: URI): Promise<URI[]> {
    const { LangiumDocuments, TextDocuments } = this.services.workspace;
    const known = LangiumDocuments.hasDocument(changed) || TextDocuments?.get(changed) !== undefined;
    return known || LangiumDocuments.all.some((document) => imports(document, changed)) ? [changed] : [];
  }

  /** Reads the imported files that are not loaded yet, and those that they import. A file that is missing stays so. */
  private async loadImports(documents: readonly LangiumDocument[]): Promise<LangiumDocument[]> {
    const loaded: LangiumDocument[] = [];
    const queue = [...documents];
    for (const document of queue) {
      for (const statement of importsOf(document)) {
        const added = await this.loadImport(statement);
        if (added) {
          loaded.push(added);
          queue.push(added);
        }
      }
    }
    return loaded;
  }

  private async loadImport(statement: Import): Promise<LangiumDocument | undefined> {
    const { LangiumDocuments } = this.services.workspace;
    const uri = importedUri(AstUtils.getDocument(statement), statement);
    if (!uri || LangiumDocuments.hasDocument(uri)) return undefined;
    try {
      return await LangiumDocuments.getOrCreateDocument(uri);
    } catch {
      // Validation says that there is no such file, and at which import.
      return undefined;
    }
  }
}

function imports(document: LangiumDocument, uri: URI): boolean {
  return importsOf(document).some((statement) => importedUri(document, statement)?.toString() === uri.toString());
}
