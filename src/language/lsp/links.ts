import { GrammarUtils, type LangiumDocument } from 'langium';
import type { DocumentLinkProvider } from 'langium/lsp';
import type { DocumentLink } from 'vscode-languageserver';
import { importedUri, importsOf } from '../scope/imports.ts';

/** The paths of imports lead to the files. */
export class IpcDocumentLinkProvider implements DocumentLinkProvider {
  getDocumentLinks(document: LangiumDocument): DocumentLink[] {
    return importsOf(document).flatMap((statement) => {
      const path = GrammarUtils.findNodeForProperty(statement.$cstNode, 'path');
      const uri = importedUri(document, statement);
      return path && uri ? [{ range: path.range, target: uri.toString() }] : [];
    });
  }
}
