import { type LangiumDocument, type LangiumSharedCoreServices, type URI, UriUtils, WorkspaceCache } from 'langium';
import { type Import, isModel } from '../generated/ast.ts';

/** The import statements of a file; none for a document that was not parsed yet. */
export function importsOf(document: LangiumDocument): readonly Import[] {
  const model = document.parseResult.value;
  return isModel(model) ? model.imports : [];
}

/** The file that an import names, relative to the importing file; nothing while the path is not typed yet. */
export function importedUri(document: LangiumDocument, statement: Import): URI | undefined {
  const path: string | undefined = statement.path;
  return path ? UriUtils.resolvePath(UriUtils.dirname(document.uri), path) : undefined;
}

/** Follows imports between the documents that are loaded. */
export class ImportGraph {
  private readonly services: LangiumSharedCoreServices;
  private known: WorkspaceCache<LangiumDocument, ReadonlyMap<Import, LangiumDocument>> | undefined;

  constructor(services: LangiumSharedCoreServices) {
    this.services = services;
  }

  /** The loaded document that an import names. */
  target(document: LangiumDocument, statement: Import): LangiumDocument | undefined {
    return this.targets(document).get(statement);
  }

  /** Looked up once for each build: comparing URIs is slow. */
  private targets(document: LangiumDocument): ReadonlyMap<Import, LangiumDocument> {
    this.known ??= new WorkspaceCache(this.services);
    return this.known.get(document, () => this.lookUp(document));
  }

  private lookUp(document: LangiumDocument): ReadonlyMap<Import, LangiumDocument> {
    const found = new Map<Import, LangiumDocument>();
    for (const statement of importsOf(document)) {
      const uri = importedUri(document, statement);
      const target = uri && this.services.workspace.LangiumDocuments.getDocument(uri);
      if (target) found.set(statement, target);
    }
    return found;
  }

  /**
   * The documents that a file sees through imports, itself not included: what it imports and what those import in turn,
   * nearest first. A cycle ends where it closes.
   */
  closure(document: LangiumDocument): LangiumDocument[] {
    return this.reached(document, (statement) => statement.kind === 'import');
  }

  /** The documents whose prices a file assumes, or a file that it imports. */
  assumed(document: LangiumDocument): LangiumDocument[] {
    const found = [document, ...this.closure(document)].flatMap((each) =>
      [...this.targets(each)].flatMap(([statement, target]) => (statement.kind === 'assume' ? [target] : [])),
    );
    return [...new Set(found)];
  }

  /** All documents on which a file depends, by any statement. */
  dependencies(document: LangiumDocument): LangiumDocument[] {
    return this.reached(document, () => true);
  }

  private reached(document: LangiumDocument, follows: (statement: Import) => boolean): LangiumDocument[] {
    const seen = new Set<LangiumDocument>([document]);
    for (const current of seen) {
      for (const [statement, target] of this.targets(current)) if (follows(statement)) seen.add(target);
    }
    seen.delete(document);
    return [...seen];
  }

  /** The files on the way from an import back to the importing file, or nothing when the import closes no cycle. */
  cycle(document: LangiumDocument, statement: Import): LangiumDocument[] | undefined {
    const start = this.target(document, statement);
    if (!start) return undefined;
    const cameFrom = new Map<LangiumDocument, LangiumDocument | undefined>([[start, undefined]]);
    for (const [current] of cameFrom) {
      if (current === document) return wayTo(current, cameFrom);
      for (const target of this.targets(current).values()) {
        if (!cameFrom.has(target)) cameFrom.set(target, current);
      }
    }
    return undefined;
  }
}

function wayTo(
  end: LangiumDocument,
  cameFrom: ReadonlyMap<LangiumDocument, LangiumDocument | undefined>,
): LangiumDocument[] {
  const way: LangiumDocument[] = [];
  for (let at: LangiumDocument | undefined = end; at; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
