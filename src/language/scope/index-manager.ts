import { DefaultIndexManager, type LangiumDocument, type LangiumSharedCoreServices } from 'langium';
import { ImportGraph, importedUri, importsOf } from './imports.ts';

/** A file is affected by a change in anything that it imports, also before one of its names is found there. */
export class IpcIndexManager extends DefaultIndexManager {
  private readonly imports: ImportGraph;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.imports = new ImportGraph(services);
  }

  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    if (super.isAffected(document, changedUris)) return true;
    return [document, ...this.imports.closure(document)].some((each) =>
      importsOf(each).some((statement) => changedUris.has(importedUri(each, statement)?.toString() ?? '')),
    );
  }
}
