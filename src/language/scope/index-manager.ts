import { DefaultIndexManager, type LangiumDocument } from 'langium';
import type { IpcSharedServices } from '../module.ts';
import { importedUri, importsOf } from './imports.ts';

/** A file is affected by a change in anything that it imports, also before one of its names is found there. */
export class IpcIndexManager extends DefaultIndexManager {
  private readonly imports: () => IpcSharedServices['ipc']['Imports'];

  constructor(services: IpcSharedServices) {
    super(services);
    this.imports = () => services.ipc.Imports;
  }

  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    if (super.isAffected(document, changedUris)) return true;
    return [document, ...this.imports().dependencies(document)].some((each) =>
      importsOf(each).some((statement) => changedUris.has(importedUri(each, statement)?.toString() ?? '')),
    );
  }
}
