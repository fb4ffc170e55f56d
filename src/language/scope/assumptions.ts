import { type LangiumDocument, type LangiumSharedCoreServices, URI } from 'langium';
import { isModel, type Profile } from '../generated/ast.ts';
import type { ImportGraph } from './imports.ts';

/** Where prices come from that nobody has published: files named by `assume`, and files that a host adds for all documents. */
export class Assumptions {
  private readonly services: LangiumSharedCoreServices;
  private readonly imports: () => ImportGraph;
  private readonly added = new Set<string>();

  constructor(services: LangiumSharedCoreServices, imports: () => ImportGraph) {
    this.services = services;
    this.imports = imports;
  }

  /** @param uri of a document that is loaded, in its normal form. */
  add(uri: string): void {
    this.added.add(uri);
  }

  /** The profiles that supply what the machines' profiles of this file lack: those of its own statements first. */
  of(document: LangiumDocument): Profile[] {
    const { LangiumDocuments } = this.services.workspace;
    const added = [...this.added].flatMap((uri) => LangiumDocuments.getDocument(URI.parse(uri)) ?? []);
    return [...this.imports().assumed(document), ...added].flatMap(profilesOf);
  }
}

/** The profiles that a file declares; none if it does not parse. */
export function profilesOf(document: LangiumDocument): Profile[] {
  const { value: model, lexerErrors, parserErrors } = document.parseResult;
  return isModel(model) && lexerErrors.length + parserErrors.length === 0
    ? model.elements.filter((element) => element.$type === 'Profile')
    : [];
}
