import { DefaultIndexManager, type LangiumDocument, type LangiumSharedCoreServices } from 'langium';
import { ImportGraph } from './imports.ts';

/** A file is affected by a change in anything that it imports, also before one of its names is found there. */
export class IpcIndexManager extends DefaultIndexManager {
  private readonly imports: ImportGraph;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.imports = new ImportGraph(services);
  }

  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    return (
      super.isAffected(document, changedUris) ||
      this.imports.closure(document).some((imported) => changedUris.has(imported.uri.toString()))
    );
  }
}
